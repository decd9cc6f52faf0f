// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

namespace plantain::testing {

/// What arrived, as bytes on the wire.
struct ReceivedRequest {
    QByteArray method;
    QByteArray target;                     ///< path and query, undecoded
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    QByteArray path() const
    {
        return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    }
    /// A form body, decoded once ('+' is a space).
    QHash<QString, QString> form() const;
    QJsonObject json() const;
};

/// The answering side of one request. Everything is written at once; nothing closes unless told.
class FakeAnswer
{
public:
    explicit FakeAnswer(QTcpSocket* socket)
        : m_socket(socket)
    {
    }
    /// A whole answer with Content-Length; the connection stays open.
    void send(int status, const QByteArray& body,
              const QByteArray& contentType = "application/json",
              const QList<QByteArray>& extraHeaderLines = {}) const;
    /// The head of a chunked answer.
    void beginChunked(int status = 200, const QByteArray& contentType = "text/event-stream",
                      const QList<QByteArray>& extraHeaderLines = {}) const;
    void chunk(const QByteArray& bytes) const;
    void endChunked() const;
    /// Any bytes.
    void raw(const QByteArray& bytes) const;
    /// Closes after what was written has left.
    void close() const;
    /// Resets the connection at once.
    void drop() const;
    bool isOpen() const { return m_socket && m_socket->state() == QAbstractSocket::ConnectedState; }

private:
    QPointer<QTcpSocket> m_socket;
};

/// An HTTP/1.1 server of the tests on 127.0.0.1 and a free port; fakes the wire, not the class.
/// Unhandled requests get 404. All in the test's own event loop.
class FakeHttpServer : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const ReceivedRequest&, FakeAnswer)>;

    FakeHttpServer();
    ~FakeHttpServer() override;

    quint16 port() const;
    QUrl url(const QString& path = {}) const;
    /// The handler of a path (without query); the last one set wins.
    void on(const QByteArray& path, Handler handler);
    void onAny(Handler handler);
    const QList<ReceivedRequest>& requests() const { return m_requests; }
    int count(const QByteArray& path) const;
    int connections() const { return m_connections; }
    /// Stops listening and drops every connection.
    void shutDown();

private:
    void readFrom(QTcpSocket* socket);

    QTcpServer m_server;
    QHash<QByteArray, Handler> m_handlers;
    Handler m_any;
    QHash<QTcpSocket*, QByteArray> m_buffers;
    QList<ReceivedRequest> m_requests;
    int m_connections = 0;
};

} // namespace plantain::testing
