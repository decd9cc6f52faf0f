// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxHttp.h"

#include "src/sandbox/SandboxConnection.h"

namespace plantain::sandbox {

namespace {

constexpr int maxConnections = 64;

QHash<QString, QString> decodedFields(QByteArray encoded)
{
    QHash<QString, QString> fields;
    const QList<QByteArray> pairs = encoded.replace('+', ' ').split('&');
    for (const QByteArray& pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0) {
            continue;
        }
        const QString name = QString::fromUtf8(QByteArray::fromPercentEncoding(pair.left(equals)));
        if (!fields.contains(name)) {
            fields.insert(name,
                          QString::fromUtf8(QByteArray::fromPercentEncoding(pair.mid(equals + 1))));
        }
    }
    return fields;
}

} // namespace

QHash<QString, QString> PracticeRequest::queryFields() const
{
    return decodedFields(query);
}

QHash<QString, QString> PracticeRequest::formFields() const
{
    return decodedFields(body);
}

PracticeReply::PracticeReply(SandboxConnection* connection, int serial)
    : m_connection(connection)
    , m_serial(serial)
{
}

bool PracticeReply::isOpen() const
{
    return m_connection && m_connection->isCurrent(m_serial);
}

QObject* PracticeReply::lifetime() const
{
    return m_connection;
}

void PracticeReply::send(int status, const QByteArray& contentType, const QByteArray& body,
                         const HeaderLines& headers) const
{
    if (!isOpen()) {
        return;
    }
    HeaderLines all = headers;
    all.emplaceBack("Content-Length", QByteArray::number(body.size()));
    m_connection->writeHead(status, contentType, all);
    m_connection->writeBytes(body);
    m_connection->finishAnswer();
}

void PracticeReply::begin(const QByteArray& contentType, const HeaderLines& headers) const
{
    if (!isOpen()) {
        return;
    }
    HeaderLines all = headers;
    all.emplaceBack("Transfer-Encoding", "chunked");
    m_connection->writeHead(200, contentType, all);
}

void PracticeReply::write(const QByteArray& bytes) const
{
    if (isOpen() && !bytes.isEmpty()) {
        m_connection->writeBytes(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    }
}

void PracticeReply::end() const
{
    if (isOpen()) {
        m_connection->writeBytes("0\r\n\r\n");
        m_connection->finishAnswer();
    }
}

void PracticeReply::drop() const
{
    if (isOpen()) {
        m_connection->drop();
    }
}

SandboxHttp::SandboxHttp(Handler handler, QObject* parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    connect(&m_server, &QTcpServer::newConnection, this, &SandboxHttp::acceptPending);
}

bool SandboxHttp::listen(quint16 port)
{
    return m_server.listen(QHostAddress(QHostAddress::LocalHost), port);
}

void SandboxHttp::acceptPending()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        if (m_connections >= maxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        const QByteArray host = "127.0.0.1:" + QByteArray::number(m_server.serverPort());
        auto* connection = new SandboxConnection(socket, host, m_handler, this);
        connect(connection, &QObject::destroyed, this, [this] { --m_connections; });
    }
}

} // namespace plantain::sandbox
