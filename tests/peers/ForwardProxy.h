// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTcpServer>

class QTcpSocket;

namespace plantain::testing {

/// An HTTP proxy on 127.0.0.1 that only tunnels (CONNECT), and leads every name to this machine:
/// the one way to hosts that no name server knows.
class ForwardProxy : public QObject
{
    Q_OBJECT

public:
    ForwardProxy();

    quint16 port() const { return m_server.serverPort(); }
    QString url() const;
    /// "host:port" of every tunnel, in order.
    const QStringList& tunnels() const { return m_tunnels; }

private:
    void accept(QTcpSocket* client);
    void openTunnel(QTcpSocket* client, const QByteArray& target);

    QTcpServer m_server;
    QStringList m_tunnels;
};

} // namespace plantain::testing
