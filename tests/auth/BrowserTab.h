// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/JobTesting.h"

#include <QTcpSocket>
#include <QUrl>

namespace plantain::testing {

/// What a browser tab, or anybody else on this computer, sends to the sign-in's listener.
class BrowserTab
{
public:
    explicit BrowserTab(quint16 port, const QByteArray& bytes = {},
                        const QString& host = QStringLiteral("127.0.0.1"))
    {
        m_socket.connectToHost(host, port);
        m_socket.write(bytes);
    }
    /// A plain GET of this address.
    explicit BrowserTab(const QUrl& url)
        : BrowserTab(static_cast<quint16>(url.port()), getRequest(url), url.host())
    {
    }

    static QByteArray getRequest(const QUrl& url)
    {
        const QByteArray target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
        const QByteArray host = url.authority(QUrl::FullyEncoded).toLatin1();
        return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: text/html\r\n\r\n";
    }

    bool isConnected()
    {
        return waitFor([this] { return isOpen() || isClosed(); }) && isOpen();
    }
    void send(const QByteArray& bytes) { m_socket.write(bytes); }
    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    /// Waits until the other side has closed.
    bool waitForEnd()
    {
        return waitFor([this] { return isClosed(); });
    }
    /// Everything received until the other side closed.
    QByteArray answer()
    {
        waitForEnd();
        m_received += m_socket.readAll();
        return m_received;
    }
    /// 0: closed without an answer.
    int status() { return answer().split(' ').value(1).toInt(); }
    QByteArray head() { return answer().left(answer().indexOf("\r\n\r\n") + 2); }
    QByteArray body() { return answer().mid(answer().indexOf("\r\n\r\n") + 4); }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace plantain::testing
