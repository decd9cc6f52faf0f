// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QUrlQuery>

#include <functional>
#include <utility>

namespace plantain::sandbox {

/// A request as it arrived.
struct PracticeRequest {
    QByteArray method;
    QByteArray path;                       ///< undecoded, without the query
    QByteArray query;                      ///< undecoded
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    QByteArray header(const QByteArray& lowerCaseName) const
    {
        return headers.value(lowerCaseName);
    }
    /// The query's fields, decoded once; the first of a name wins.
    QHash<QString, QString> queryFields() const;
    /// The body's fields as a form, likewise.
    QHash<QString, QString> formFields() const;
};

using HeaderLines = QList<std::pair<QByteArray, QByteArray>>;

class SandboxConnection;

/// The answering side of one request. A copy is a second handle on the same answer. Writing after
/// the peer has gone, or after the end, does nothing.
class PracticeReply
{
public:
    PracticeReply(SandboxConnection* connection, int serial);

    void send(int status, const QByteArray& contentType, const QByteArray& body,
              const HeaderLines& headers = {}) const;
    /// Starts a chunked answer of status 200; `write` and one `end` follow.
    void begin(const QByteArray& contentType, const HeaderLines& headers = {}) const;
    void write(const QByteArray& bytes) const;
    void end() const;
    /// Breaks the connection off in the middle.
    void drop() const;
    bool isOpen() const;
    /// Lives as long as the connection: the parent of whatever still writes. May be null.
    QObject* lifetime() const;

private:
    QPointer<SandboxConnection> m_connection;
    int m_serial = 0;
};

/// A small HTTP/1.1 server on 127.0.0.1: keep-alive, Content-Length bodies, chunked answers.
/// Limits: 16 KiB of head, 32 MiB of body, 64 connections, 30 s for a request to arrive. Requests
/// whose Host is not this server's are refused, so that a web page cannot reach it by DNS
/// rebinding.
class SandboxHttp : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const PracticeRequest&, const PracticeReply&)>;

    explicit SandboxHttp(Handler handler, QObject* parent = nullptr);

    /// 0: any free port.
    bool listen(quint16 port);
    QString errorString() const { return m_server.errorString(); }
    quint16 port() const { return m_server.serverPort(); }

private:
    void acceptPending();

    Handler m_handler;
    QTcpServer m_server;
    int m_connections = 0;
};

} // namespace plantain::sandbox
