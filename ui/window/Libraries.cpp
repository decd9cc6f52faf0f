// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Libraries.h"

#include <QSslSocket>

namespace plantain::ui {

using namespace Qt::StringLiterals;

namespace {

/// "OpenSSL 3.0.19 27 Jan 2026" → "3.0.19"
QString tlsVersion()
{
    return QSslSocket::sslLibraryVersionString().section(u' ', 1, 1);
}

} // namespace

// From the headers, the copyright files of Debian's packages, and the fonts themselves.
QList<Library> usedLibraries()
{
    const QString qt = QLatin1String(qVersion());
    return {
        {u"Qt"_s,
         qt,
         u"LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"_s,
         u"https://www.qt.io"_s,
         {u"Qt6::Core"_s, u"Qt6::Gui"_s, u"Qt6::Widgets"_s, u"Qt6::Network"_s, u"Qt6::Svg"_s,
          u"Qt6::DBus"_s}},
        {u"Qt Network Authorization"_s,
         qt,
         u"GPL-3.0-only"_s,
         u"https://doc.qt.io/qt-6/qtnetworkauth-index.html"_s,
         {u"Qt6::NetworkAuth"_s}},
        {u"QtKeychain"_s,
         u"" PLANTAIN_QTKEYCHAIN_VERSION ""_s,
         u"BSD-2-Clause"_s,
         u"https://github.com/frankosterfeld/qtkeychain"_s,
         {u"Qt6Keychain::Qt6Keychain"_s}},
        {u"cjose"_s,
         u"" PLANTAIN_CJOSE_VERSION ""_s,
         u"MIT"_s,
         u"https://github.com/OpenIDC/cjose"_s,
         {u"PkgConfig::cjose"_s}},
        {u"Jansson"_s,
         u"" PLANTAIN_JANSSON_VERSION ""_s,
         u"MIT"_s,
         u"https://github.com/akheron/jansson"_s,
         {}},
        {u"OpenSSL"_s, tlsVersion(), u"Apache-2.0"_s, u"https://www.openssl.org"_s, {}},
        {u"libsecret"_s,
         {},
         u"LGPL-2.1-or-later"_s,
         u"https://gitlab.gnome.org/GNOME/libsecret"_s,
         {}},
        {u"Inter"_s, {}, u"OFL-1.1"_s, u"https://rsms.me/inter"_s, {}},
        {u"JetBrains Mono"_s, {}, u"OFL-1.1"_s, u"https://www.jetbrains.com/lp/mono"_s, {}},
    };
}

} // namespace plantain::ui
