// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <memory>

namespace plantain::sandbox {

/// What a designer or a test may turn. Read at each request.
struct SandboxKnobs {
    std::chrono::milliseconds timePerToken{30};
    std::chrono::milliseconds timeToFirstToken{250};
    std::chrono::seconds accessTokenLifetime{3600};
    int failNextRequests = 0; ///< API requests that get `failStatus`
    int failStatus = 503;
    int cutAfterTokens = 0; ///< > 0: streams break off there
    bool grantPlan = true;  ///< consent includes use of the plan
};

/// A practice provider: consent page, token, refresh, revocation, models and streamed answers that
/// are made from the prompt. Listens on 127.0.0.1 only. Everything it shows says "Sandbox". Core
/// does not know it. Its tokens are signed with a key kept in `keyFolder`, so a session outlives
/// the process.
class SandboxProvider : public QObject
{
    Q_OBJECT

public:
    explicit SandboxProvider(QString keyFolder, QObject* parent = nullptr);
    ~SandboxProvider() override;

    /// 0: any free port. False when the port is busy (`errorString()`).
    bool listen(quint16 port = 0);
    QString errorString() const;
    quint16 port() const;
    SandboxKnobs& knobs();

    /// What auth-profile.json would hold; endpoints on this port, issuer the same for every
    /// process.
    QJsonObject authProfile() const;
    QUrl openAiBaseUrl() const; ///< ends in /v1
    QUrl googleBaseUrl() const;
    /// Any key with this prefix is accepted for the API-key providers.
    static QString practiceKey();
    /// All addresses as `plantain sandbox` prints them.
    QJsonObject addresses() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::sandbox
