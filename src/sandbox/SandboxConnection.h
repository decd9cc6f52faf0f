// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/sandbox/SandboxHttp.h"

#include <QTcpSocket>
#include <QTimer>

namespace plantain::sandbox {

/// One socket: takes requests in, one after the other, and writes their answers. Deletes itself
/// when the peer has gone.
class SandboxConnection : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket over. `host` is the one Host header that is accepted.
    SandboxConnection(QTcpSocket* socket, QByteArray host, SandboxHttp::Handler handler,
                      QObject* parent);

    /// True while the answer number `serial` may be written.
    bool isCurrent(int serial) const;
    void writeHead(int status, const QByteArray& contentType, const HeaderLines& headers);
    void writeBytes(const QByteArray& bytes);
    void finishAnswer();
    void drop();

private:
    void readMore();
    /// False when more bytes are needed or the connection was refused.
    bool takeRequest();
    bool parseHead(const QByteArray& head);
    void refuse(int status, const QByteArray& why);

    QTcpSocket* m_socket;
    QByteArray m_host;
    SandboxHttp::Handler m_handler;
    QTimer m_patience;
    QByteArray m_buffer;
    PracticeRequest m_request;
    qint64 m_bodyLength = -1; ///< -1: the head has not been read
    int m_serial = 0;
    bool m_answering = false;
};

} // namespace plantain::sandbox
