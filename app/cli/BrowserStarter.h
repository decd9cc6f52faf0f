// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QUrl>

namespace plantain::app {

/// Starts the user's browser without a shell: the first command of $BROWSER (`%s` stands for the
/// address, else it is added), else xdg-open. False when it could not be started, or when the
/// address is not one for a browser.
bool startBrowser(const QUrl& url, const QProcessEnvironment& environment);

} // namespace plantain::app
