// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/sandbox/SandboxProvider.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QUrl>

namespace plantain::testing {

struct WireAnswer {
    int status = 0;
    QByteArray body;
    QUrl location;
    QByteArray contentType;

    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

using Fields = QHash<QString, QString>;

/// A sandbox on a free port and a client that speaks to it over the wire.
class SandboxClient
{
public:
    explicit SandboxClient(const QString& keyFolder);

    sandbox::SandboxProvider& provider() { return m_provider; }
    QUrl url(const QString& path) const;

    WireAnswer get(const QString& path, const QByteArray& bearer = {});
    WireAnswer postForm(const QString& path, const Fields& fields);
    WireAnswer postJson(const QString& path, const QJsonObject& body,
                        const QByteArray& bearer = {});
    WireAnswer postGemini(const QString& path, const QJsonObject& body, const QByteArray& key);

    /// The query of a good authorization request.
    static Fields authorizeFields();
    WireAnswer openConsent(const Fields& fields);
    /// Presses a button of the page; the answer is the redirect.
    WireAnswer press(const WireAnswer& page, const QString& decision, bool plan = true);
    /// A whole sign-in: the token endpoint's answer.
    QJsonObject signIn(bool plan = true);
    WireAnswer exchange(const QString& code, const QString& verifier);
    WireAnswer refresh(const QString& refreshToken);

    static const QString verifier;
    static const QString redirectUri;

private:
    WireAnswer finished(QNetworkReply* reply);
    QNetworkRequest request(const QString& path) const;

    sandbox::SandboxProvider m_provider;
    QNetworkAccessManager m_manager;
};

/// The `data:` objects of a stream, in order.
QList<QJsonObject> recordsOf(const QByteArray& stream);

/// A body that the account's backend takes.
QJsonObject accountBody(const QString& prompt);

} // namespace plantain::testing
