// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/LoopbackRequest.h"
#include "src/auth/OAuthFlow.h"
#include "src/auth/ResultPage.h"
#include "src/base/Secret.h"

#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <chrono>

namespace plantain::auth {

/// Limits of L7; tests shorten them.
struct LoopbackLimits {
    std::chrono::milliseconds perConnection{10'000};
    int connections = 16;
};

/// Receives the browser's answer on this computer (RFC 8252 section 7.3), because Qt's own handler
/// listens on every interface in Qt 6.4, checks neither host nor method and loses split requests.
/// Only the first callback with the right state counts; the tab that brought it waits until
/// `finish()` tells it the real outcome.
class LoopbackReplyHandler : public TokenReplyHandler
{
    Q_OBJECT

public:
    /// `host` is 127.0.0.1, [::1] or localhost (both families then).
    LoopbackReplyHandler(QString host, QString path, LoopbackLimits limits = {},
                         QObject* parent = nullptr);
    ~LoopbackReplyHandler() override;

    /// Opens the first free port of the list; 0 is any. Only loopback addresses are bound. Errors:
    /// InvalidInput that names the ports.
    base::Status listen(const QList<quint16>& ports);
    /// The state to wait for; without one every callback is stale.
    void expect(const base::Secret& state);

    quint16 port() const { return m_port; }
    QString callback() const override;

    /// The same check for an address that somebody pasted. Errors: InvalidInput; the attempt stays.
    base::Status submit(const QString& pastedUrl);

    /// Stops listening and answers every open tab that brought the callback. The rest is dropped.
    void finish(PageKind kind, const QString& serverText = {});

signals:
    /// Once. The state was right; `wellFormed` may still be false.
    void callbackAccepted(const plantain::auth::Callback& callback);

private:
    bool open(quint16 port);
    bool openSecondFamily();
    void accept(QTcpServer& server);
    void makeRoom();
    void read(QTcpSocket* socket);
    void take(QTcpSocket* socket, const Callback& callback);
    bool hasRightState(const Callback& callback) const;

    QString m_host;
    QString m_path;
    LoopbackLimits m_limits;
    quint16 m_port = 0;
    base::Secret m_state;
    bool m_accepted = false;
    QList<QTcpSocket*> m_reading; ///< oldest first; have not said a whole request yet
    QList<QPointer<QTcpSocket>> m_waiting;
    // Destroyed before the lists: their sockets still signal then.
    QTcpServer m_first;
    QTcpServer m_second; ///< ::1 for localhost: browsers may try it first
};

} // namespace plantain::auth
