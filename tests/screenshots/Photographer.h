// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"
#include "tests/ui/UiWorld.h"

#include <chrono>
#include <memory>

namespace plantain::testing {

/// Takes pictures of real widgets and prints the name of each file.
class Photographer
{
public:
    /// Of the files: FOLDER/PREFIX + what it shows + -ENDING.png
    struct Album {
        QString folder;
        QString prefix;
        QString ending;
        /// Layouts, and texts that come in batches, need so long until they stand.
        std::chrono::milliseconds settling{80};
    };

protected:
    explicit Photographer(Album album);

    void settle() const;
    void shoot(QWidget& widget, const QString& name) const;
    /// A button, by its object name.
    static void press(QWidget& root, const char* name);

private:
    Album m_album;
};

/// Takes pictures of the main window in one scheme.
class MainWindowPhotographer : public Photographer
{
protected:
    using Window = std::unique_ptr<ui::MainWindow>;

    /// `folder`, `prefix`: as in Album.
    MainWindowPhotographer(const QString& folder, const QString& prefix,
                           settings::ThemeChoice theme);

    /// 1280 × 800, shown, with `world` loaded.
    Window open(UiWorld& world, bool sandbox = false) const;
    /// As the workflow under edit.
    void show(ui::MainWindow& window, const workflow::WorkflowContent& content) const;
    static bool runEnded(const ui::MainWindow& window);

private:
    settings::ThemeChoice m_theme;
};

/// "dark" or "light"
QString schemeName(settings::ThemeChoice theme);

} // namespace plantain::testing
