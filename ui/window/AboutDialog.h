// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QUrl>

#include <functional>

namespace plantain::ui {

/// What the program is: version, licence with its whole text, the libraries it is built on. Works
/// without a network. Deletes itself when closed; does not block.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    /// `details`: what "Copy" puts on the clipboard. `openUrl` is asked for links.
    AboutDialog(const QString& details, std::function<void(const QUrl&)> openUrl,
                QWidget* parent = nullptr);

private:
    QWidget* makeHead();
    QWidget* makeDetails(const QString& details);
    QWidget* makeLibraries();
    QWidget* makeLicense();
    QWidget* makeButtons(const QString& details);

    std::function<void(const QUrl&)> m_openUrl;
};

} // namespace plantain::ui
