// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BrowserStarter.h"

#include <QProcess>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

QStringList browserCommand(const QProcessEnvironment& environment)
{
    const QString chosen = environment.value(u"BROWSER"_s).section(u':', 0, 0);
    QStringList words = QProcess::splitCommand(chosen);
    return words.isEmpty() ? QStringList{u"xdg-open"_s} : words;
}

} // namespace

bool startBrowser(const QUrl& url, const QProcessEnvironment& environment)
{
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1) {
        return false;
    }
    QStringList words = browserCommand(environment);
    const QString address = QString::fromLatin1(url.toEncoded());
    const QString program = words.takeFirst();
    if (words.filter(u"%s"_s).isEmpty()) {
        words << address;
    } else {
        words.replaceInStrings(u"%s"_s, address);
    }
    QProcess browser;
    browser.setProgram(program);
    browser.setArguments(words);
    browser.setProcessEnvironment(environment);
    // Its chatter must not mix with ours.
    browser.setStandardInputFile(QProcess::nullDevice());
    browser.setStandardOutputFile(QProcess::nullDevice());
    browser.setStandardErrorFile(QProcess::nullDevice());
    return browser.startDetached();
}

} // namespace plantain::app
