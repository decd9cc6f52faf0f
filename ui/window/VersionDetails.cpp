// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/VersionDetails.h"

#include "src/settings/AppSettings.h"
#include "ui/window/Libraries.h"

#include <QDir>
#include <QGuiApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QScreen>
#include <QSysInfo>

namespace plantain::ui {

using namespace Qt::StringLiterals;

namespace {

QString orUnknown(const QString& text)
{
    return text.isEmpty() ? u"unknown"_s : text;
}

QString systemLine()
{
    return u"%1, %2, %3 %4"_s.arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(),
                                  QSysInfo::kernelType(), QSysInfo::kernelVersion());
}

QString desktopLine()
{
    return u"%1, %2, platform plugin %3"_s.arg(
        orUnknown(qEnvironmentVariable("XDG_CURRENT_DESKTOP")),
        orUnknown(qEnvironmentVariable("XDG_SESSION_TYPE")), QGuiApplication::platformName());
}

QString screenLine()
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    return screen ? u"%1 × %2 at %3 %"_s.arg(screen->size().width())
                        .arg(screen->size().height())
                        .arg(qRound(screen->devicePixelRatio() * 100))
                  : orUnknown({});
}

QString libraryLine()
{
    QStringList parts;
    for (const Library& library : usedLibraries()) {
        if (!library.version.isEmpty() && library.name != "Qt"_L1) {
            parts << library.name + u' ' + library.version;
        }
    }
    return parts.join(", "_L1);
}

} // namespace

QString versionDetails(const settings::AppSettings& settings, bool sandbox)
{
    const QStringList lines{
        "Plantain "_L1 + QStringLiteral(PLANTAIN_VERSION) + (sandbox ? " (sandbox)"_L1 : ""_L1),
        u"Qt %1, built with %2"_s.arg(QLatin1String(qVersion()), QStringLiteral(QT_VERSION_STR)),
        "Libraries: "_L1 + libraryLine(),
        "System: "_L1 + systemLine(),
        "Desktop: "_L1 + desktopLine(),
        "Screen: "_L1 + screenLine(),
        "Language: "_L1 + QLocale().bcp47Name(),
        "Secrets: "_L1 + orUnknown(sandbox ? u"file"_s : settings.values().storage)};
    return lines.join(u'\n') + u'\n';
}

QString withoutHome(const QString& text)
{
    const QString home = QDir::homePath();
    if (home.size() < 2) {
        return text; // there is none
    }
    // "/home/ada", not the beginning of "/home/adam".
    const QRegularExpression folder(QRegularExpression::escape(home) + u"(?![\\w.-])"_s,
                                    QRegularExpression::UseUnicodePropertiesOption);
    return QString(text).replace(folder, u"~"_s);
}

} // namespace plantain::ui
