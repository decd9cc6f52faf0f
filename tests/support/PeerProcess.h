// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ChildProcess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <memory>
#include <optional>

namespace plantain::testing {

/// A server that nobody here wrote (tests/peers), run by its own Node on 127.0.0.1 and a free port.
class PeerProcess
{
public:
    virtual ~PeerProcess();

    /// False when it did not come up; `transcript()` says why.
    bool start();
    void stop();
    std::string transcript() const { return m_process ? m_process->transcript() : std::string(); }

protected:
    PeerProcess(QStringList arguments, QProcessEnvironment environment);

    /// True for the line that says the server listens.
    virtual bool readLine(const QByteArray& line) = 0;
    /// One request of the test's own to the server. Status 0: no answer.
    struct ControlAnswer {
        int status = 0;
        QByteArray body;
    };
    static ControlAnswer control(const QByteArray& method, const QUrl& url,
                                 const QByteArray& body = {}, const QByteArray& bearer = {});

private:
    QStringList m_arguments;
    QProcessEnvironment m_environment;
    std::unique_ptr<ChildProcess> m_process;
};

/// What an order to the sign-in peer may say; see tests/peers/oidc/settings.mjs.
struct OidcOptions {
    int accessTokenSeconds = 3600;
    QString autoLogin = QStringLiteral("alice"); ///< empty: real pages; "deny": declines
    int millisecondsBetweenDeltas = 0;
    QString keyFile; ///< both set: TLS
    QString certificateFile;
    QString authorityFile; ///< so that the peer trusts itself
    QString issuerHost;    ///< empty: 127.0.0.1; another name is only known to a proxy
};

/// The authorization server with a small API behind it (oidc-provider).
class OidcPeer final : public PeerProcess
{
public:
    explicit OidcPeer(const OidcOptions& options = {});

    QString issuer() const { return m_issuer; }
    /// What auth-profile.json holds for this peer; endpoints come from discovery.
    QJsonObject profile() const;
    /// The same for the documented first sign-in of an open-source app.
    QJsonObject dynamicProfile() const;

    /// The first fault meets the next request to its path; see tests/peers/oidc/faults.mjs.
    void queueFaults(const QJsonArray& faults);
    void clearFaults();
    /// As another client of the account would; the HTTP status.
    int revoke(const QString& refreshToken) const;
    int refresh(const QString& refreshToken) const;
    QList<QJsonObject> log() const;
    /// The newest request to a path; empty: there was none.
    QJsonObject last(const QString& path) const;
    /// Requests to a path, also those that met a fault.
    int count(const QString& path) const;
    /// Token requests of one grant type.
    int grants(const QString& grantType) const;
    int refreshes() const { return grants(QStringLiteral("refresh_token")); }

protected:
    bool readLine(const QByteArray& line) override;

private:
    ControlAnswer post(const QString& path, const QJsonDocument& body) const;

    QString m_issuer;
    QString m_address;
};

/// OpenAI's and Google's API (aimock). Takes one key only.
class AiMockPeer final : public PeerProcess
{
public:
    AiMockPeer();

    static QString key();
    QUrl openAiBaseUrl() const; ///< ends in /v1
    QUrl googleBaseUrl() const { return m_url; }
    /// Where the program finds it.
    void announceIn(QProcessEnvironment& environment) const;
    /// Requests that were let in, in order: {method, path, headers, body, response, …}.
    QList<QJsonObject> journal() const;
    /// Those of them to the generating paths.
    int generations() const;

protected:
    bool readLine(const QByteArray& line) override;

private:
    QUrl m_url;
};

/// The same API behind a door that only knows chat completions.
class ChatOnlyPeer final : public PeerProcess
{
public:
    explicit ChatOnlyPeer(const AiMockPeer& behind);

    QUrl baseUrl() const; ///< ends in /v1

protected:
    bool readLine(const QByteArray& line) override;

private:
    QUrl m_url;
};

/// The folder of the peers in the source tree.
QString peersFolder();
/// The Node that runs them.
QString peersNode();

} // namespace plantain::testing
