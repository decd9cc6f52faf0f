// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/ForwardProxy.h"

#include <QNetworkProxy>
#include <QTcpSocket>

namespace plantain::testing {

namespace {

void pass(QTcpSocket* from, QTcpSocket* to)
{
    QObject::connect(from, &QTcpSocket::readyRead, to, [from, to] { to->write(from->readAll()); });
    QObject::connect(from, &QTcpSocket::disconnected, to, [from, to] {
        to->write(from->readAll());
        to->disconnectFromHost();
    });
}

} // namespace

ForwardProxy::ForwardProxy()
{
    m_server.listen(QHostAddress(QHostAddress::LocalHost), 0);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* client = m_server.nextPendingConnection()) {
            accept(client);
        }
    });
}

QString ForwardProxy::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(port());
}

void ForwardProxy::accept(QTcpSocket* client)
{
    auto* head = new QByteArray;
    connect(client, &QObject::destroyed, this, [head] { delete head; });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(client, &QTcpSocket::readyRead, this, [this, client, head] {
        *head += client->readAll();
        if (!head->contains("\r\n\r\n")) {
            return;
        }
        client->disconnect(this);
        const QList<QByteArray> words = head->left(head->indexOf('\r')).split(' ');
        if (words.first() == "CONNECT") {
            openTunnel(client, words.value(1));
        } else {
            client->write("HTTP/1.1 405 Only CONNECT\r\nContent-Length: 0\r\n\r\n");
        }
    });
}

void ForwardProxy::openTunnel(QTcpSocket* client, const QByteArray& target)
{
    m_tunnels.append(QString::fromLatin1(target));
    auto* server = new QTcpSocket(client);
    server->setProxy(QNetworkProxy::NoProxy);
    connect(server, &QTcpSocket::connected, client, [client, server] {
        client->write("HTTP/1.1 200 Connected\r\n\r\n");
        pass(client, server);
        pass(server, client);
    });
    connect(server, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
    server->connectToHost(QHostAddress(QHostAddress::LocalHost),
                          target.mid(target.lastIndexOf(':') + 1).toUShort());
}

} // namespace plantain::testing
