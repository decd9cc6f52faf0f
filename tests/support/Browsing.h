// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <string>

namespace plantain::testing {

/// Where a chain of redirects ended.
struct VisitedPage {
    QUrl url;
    int status = 0; ///< 0: no answer
    QByteArray body;
};

/// Follows redirects with cookies, as a browser does where no page asks anything. `proxyPort`: of
/// an HTTP proxy on 127.0.0.1 for every host but this machine; 0: none.
VisitedPage visit(const QUrl& url, quint16 proxyPort = 0);

/// The same, up to the first redirect to an address that begins with `prefix`; that one is not
/// visited. Where there was none: the last address.
QUrl visitUntil(const QUrl& url, const QString& prefix);

/// What a person does on the provider's pages.
struct BrowserWish {
    QString login = QStringLiteral("alice");
    bool decline = false;
    bool javaScript = true;
    bool dark = false;
    QString screenshot; ///< file for the page that follows; empty: none
};

/// The page that follows the provider's, as real Chromium saw it.
struct BrowserReport {
    bool ok = false;
    std::string problem; ///< when not ok
    QUrl finalUrl;
    QString title;
    QString text;
    QString language;
    QStringList history;         ///< of the tab, as kept by the browser
    QStringList visited;         ///< every address the tab showed
    QStringList foreignRequests; ///< what our page asked of other origins
    QStringList errors;          ///< our page's entries in the console
};

/// Signs in, or declines, on the provider's real pages in headless Chromium.
BrowserReport browse(const QUrl& url, const BrowserWish& wish = {});

/// The folder for pictures of a run, for people to look at: <build>/walk. Made when absent.
QString pictureFile(const QString& name);

} // namespace plantain::testing
