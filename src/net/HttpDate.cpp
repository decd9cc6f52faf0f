// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/HttpDate.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace plantain::net {

std::optional<base::UnixTime> parseHttpDate(const QByteArray& text)
{
    const QString simplified = QString::fromLatin1(text).simplified();
    for (const QString& format : {QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"),
                                  QStringLiteral("dddd, dd-MMM-yy hh:mm:ss 'GMT'"),
                                  QStringLiteral("ddd MMM d hh:mm:ss yyyy")}) {
        const QDateTime local = QLocale::c().toDateTime(simplified, format);
        if (local.isValid()) {
            const QDateTime date(local.date(), local.time(), QTimeZone::utc());
            // Qt reads two digits as 19xx.
            return base::fromUnixSeconds(
                (date.date().year() < 1970 ? date.addYears(100) : date).toSecsSinceEpoch());
        }
    }
    return std::nullopt;
}

} // namespace plantain::net
