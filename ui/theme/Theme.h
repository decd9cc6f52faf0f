// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"
#include "ui/theme/Colors.h"
#include "ui/theme/SystemScheme.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace plantain::ui::theme {

/// Sizes every view shares, px. The rest is in resources/style.qss.
inline constexpr int controlRadius = 6;
inline constexpr int cardRadius = 10;
inline constexpr int badgeHeight = 22;
inline constexpr int pagePadding = 24;
inline constexpr int gap = 8;
inline constexpr int wideGap = 12;

enum class TextStyle { Body, Small, Section, Title, Code };
/// The interface font (Inter, else the system's) or the fixed one (JetBrains Mono, else the
/// system's), in the size of text that was chosen.
QFont font(TextStyle style);
/// False: nothing moves that does not have to.
bool motionAllowed();

/// Dresses the application: Fusion, palette, fonts and the one stylesheet. Can be changed at run
/// time.
class Theme : public QObject
{
    Q_OBJECT

public:
    /// `application` is borrowed. Nothing changes until `apply` or `follow`. `busAddress`: see
    /// SystemScheme.
    explicit Theme(QApplication& application, const QString& busAddress = {},
                   QObject* parent = nullptr);

    /// `System`: as light or dark as the desktop, from now on.
    void apply(settings::ThemeChoice choice, const settings::CanvasSettings& canvas = {});
    /// Applies what the settings say, now and whenever they change. Borrowed.
    void follow(settings::AppSettings& settings);

private:
    void dress();

    QApplication& m_application;
    SystemScheme m_system;
    std::optional<settings::ThemeChoice> m_choice; ///< empty: not applied yet
    settings::TextSize m_textSize = settings::TextSize::Normal;
};

} // namespace plantain::ui::theme
