// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one place that knows differences between Qt 6.4 and newer versions.

#include <QAbstractOAuth2>
#include <QOAuth2AuthorizationCodeFlow>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace plantain::base::qtcompat {

inline void setTokenUrl(QOAuth2AuthorizationCodeFlow& flow, const QUrl& url)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
    flow.setTokenUrl(url);
#else
    flow.setAccessTokenUrl(url);
#endif
}

inline void setScope(QAbstractOAuth2& flow, const QString& spaceSeparated)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
    QSet<QByteArray> tokens;
    const QStringList words = spaceSeparated.split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        tokens.insert(word.toUtf8());
    }
    flow.setRequestedScopeTokens(tokens);
#else
    flow.setScope(spaceSeparated);
#endif
}

inline void refresh(QOAuth2AuthorizationCodeFlow& flow)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 9, 0)
    flow.refreshTokens();
#else
    flow.refreshAccessToken();
#endif
}

} // namespace plantain::base::qtcompat
