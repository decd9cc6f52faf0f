// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpServer.h"

#include <QJsonDocument>

#include <algorithm>

#include <QJsonObject>

namespace plantain::testing {

QHash<QString, QString> ReceivedRequest::form() const
{
    QHash<QString, QString> fields;
    const QList<QByteArray> pairs = body.split('&');
    for (const QByteArray& pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        const auto decoded = [](QByteArray part) {
            return QString::fromUtf8(QByteArray::fromPercentEncoding(part.replace('+', ' ')));
        };
        fields.insert(decoded(pair.left(equals)),
                      equals < 0 ? QString() : decoded(pair.mid(equals + 1)));
    }
    return fields;
}

QJsonObject ReceivedRequest::json() const
{
    return QJsonDocument::fromJson(body).object();
}

void FakeAnswer::raw(const QByteArray& bytes) const
{
    if (isOpen()) {
        m_socket->write(bytes);
        m_socket->flush();
    }
}

void FakeAnswer::send(int status, const QByteArray& body, const QByteArray& contentType,
                      const QList<QByteArray>& extraHeaderLines) const
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Answer\r\n";
    if (!contentType.isEmpty()) {
        head += "Content-Type: " + contentType + "\r\n";
    }
    for (const QByteArray& line : extraHeaderLines) {
        head += line + "\r\n";
    }
    raw(head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void FakeAnswer::beginChunked(int status, const QByteArray& contentType,
                              const QList<QByteArray>& extraHeaderLines) const
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(status) + " Answer\r\nTransfer-Encoding: chunked\r\n";
    if (!contentType.isEmpty()) {
        head += "Content-Type: " + contentType + "\r\n";
    }
    for (const QByteArray& line : extraHeaderLines) {
        head += line + "\r\n";
    }
    raw(head + "\r\n");
}

void FakeAnswer::chunk(const QByteArray& bytes) const
{
    raw(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

void FakeAnswer::endChunked() const
{
    raw("0\r\n\r\n");
}

void FakeAnswer::close() const
{
    if (m_socket) {
        m_socket->disconnectFromHost();
    }
}

void FakeAnswer::drop() const
{
    if (m_socket) {
        m_socket->abort();
    }
}

FakeHttpServer::FakeHttpServer()
{
    m_server.setMaxPendingConnections(1000);
    m_server.listen(QHostAddress(QHostAddress::LocalHost), 0);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = m_server.nextPendingConnection()) {
            ++m_connections;
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readFrom(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_buffers.remove(socket);
                socket->deleteLater();
            });
        }
    });
}

FakeHttpServer::~FakeHttpServer()
{
    shutDown();
}

void FakeHttpServer::shutDown()
{
    m_server.close();
    const QList<QTcpSocket*> sockets = m_server.findChildren<QTcpSocket*>();
    for (QTcpSocket* socket : sockets) {
        socket->disconnect(this);
        socket->abort();
    }
}

quint16 FakeHttpServer::port() const
{
    return m_server.serverPort();
}

QUrl FakeHttpServer::url(const QString& path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port()).arg(path));
}

void FakeHttpServer::on(const QByteArray& path, Handler handler)
{
    m_handlers.insert(path, std::move(handler));
}

void FakeHttpServer::onAny(Handler handler)
{
    m_any = std::move(handler);
}

int FakeHttpServer::count(const QByteArray& path) const
{
    return static_cast<int>(
        std::count_if(m_requests.cbegin(), m_requests.cend(),
                      [&path](const ReceivedRequest& r) { return r.path() == path; }));
}

void FakeHttpServer::readFrom(QTcpSocket* socket)
{
    QByteArray& buffer = m_buffers[socket];
    buffer += socket->readAll();
    for (;;) {
        const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return;
        }
        ReceivedRequest request;
        const QList<QByteArray> lines = buffer.left(headEnd).split('\n');
        const QList<QByteArray> words = lines.first().trimmed().split(' ');
        request.method = words.value(0);
        request.target = words.value(1);
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines.at(i).indexOf(':');
            request.headers.insert(lines.at(i).left(colon).trimmed().toLower(),
                                   lines.at(i).mid(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < headEnd + 4 + length) {
            return;
        }
        request.body = buffer.mid(headEnd + 4, length);
        buffer.remove(0, headEnd + 4 + length);
        m_requests.append(request);
        const QPointer<QTcpSocket> alive(socket);
        const Handler handler = m_handlers.value(request.path(), m_any);
        if (handler) {
            handler(request, FakeAnswer(socket));
        } else {
            FakeAnswer(socket).send(404, "{}");
        }
        if (!alive || !m_buffers.contains(socket)) {
            return;
        }
    }
}

} // namespace plantain::testing
