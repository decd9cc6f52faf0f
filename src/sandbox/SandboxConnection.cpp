// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxConnection.h"

namespace plantain::sandbox {

namespace {

constexpr qsizetype maxHeadBytes = qsizetype(16) * 1024;
constexpr qint64 maxBodyBytes = qint64(32) * 1024 * 1024;
constexpr std::chrono::seconds arrivalLimit{30};

QByteArray reasonOf(int status)
{
    static const QHash<int, QByteArray> reasons{
        {200, "OK"},           {303, "See Other"},          {400, "Bad Request"},
        {401, "Unauthorized"}, {403, "Forbidden"},          {404, "Not Found"},
        {408, "Timeout"},      {405, "Method Not Allowed"}, {413, "Content Too Large"},
        {421, "Misdirected"},  {429, "Too Many Requests"},  {431, "Header Fields Too Large"},
        {500, "Server Error"}, {501, "Not Implemented"},    {503, "Service Unavailable"}};
    return reasons.value(status, "Answer");
}

} // namespace

SandboxConnection::SandboxConnection(QTcpSocket* socket, QByteArray host,
                                     SandboxHttp::Handler handler, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_host(std::move(host))
    , m_handler(std::move(handler))
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &SandboxConnection::readMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_patience.setSingleShot(true);
    m_patience.setInterval(arrivalLimit);
    connect(&m_patience, &QTimer::timeout, this, &SandboxConnection::drop);
    m_patience.start();
}

bool SandboxConnection::isCurrent(int serial) const
{
    return m_answering && serial == m_serial &&
           m_socket->state() == QAbstractSocket::ConnectedState;
}

void SandboxConnection::writeHead(int status, const QByteArray& contentType,
                                  const HeaderLines& headers)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) +
                      "\r\nServer: Plantain-Sandbox\r\nCache-Control: no-store\r\n";
    if (!contentType.isEmpty()) {
        head += "Content-Type: " + contentType + "\r\n";
    }
    for (const auto& [name, value] : headers) {
        head += name + ": " + value + "\r\n";
    }
    m_socket->write(head + "\r\n");
}

void SandboxConnection::writeBytes(const QByteArray& bytes)
{
    m_socket->write(bytes);
}

void SandboxConnection::finishAnswer()
{
    m_answering = false;
    m_patience.start();
    // Not from inside the handler: the next request may be in the buffer already.
    QMetaObject::invokeMethod(this, &SandboxConnection::readMore, Qt::QueuedConnection);
}

void SandboxConnection::drop()
{
    m_socket->disconnectFromHost();
}

void SandboxConnection::readMore()
{
    m_buffer += m_socket->readAll();
    while (!m_answering && takeRequest()) {
    }
}

bool SandboxConnection::takeRequest()
{
    if (m_bodyLength < 0) {
        const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
        if (headEnd > maxHeadBytes || (headEnd < 0 && m_buffer.size() > maxHeadBytes)) {
            refuse(431, "the head is too large");
            return false;
        }
        if (headEnd < 0 || !parseHead(m_buffer.left(headEnd))) {
            return false;
        }
        m_buffer.remove(0, headEnd + 4);
        if (m_request.header("expect").toLower() == "100-continue") {
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        }
    }
    if (m_buffer.size() < m_bodyLength) {
        return false;
    }
    m_request.body = m_buffer.left(m_bodyLength);
    m_buffer.remove(0, m_bodyLength);
    m_bodyLength = -1;
    m_answering = true;
    m_patience.stop();
    const PracticeRequest request = std::exchange(m_request, {});
    m_handler(request, PracticeReply(this, ++m_serial));
    return true;
}

bool SandboxConnection::parseHead(const QByteArray& head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.") || !words.at(1).startsWith('/')) {
        refuse(400, "not an HTTP/1.1 request");
        return false;
    }
    m_request = {};
    m_request.method = words.at(0);
    const qsizetype mark = words.at(1).indexOf('?');
    m_request.path = mark < 0 ? words.at(1) : words.at(1).left(mark);
    m_request.query = mark < 0 ? QByteArray() : words.at(1).mid(mark + 1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        if (colon <= 0) {
            refuse(400, "a header line has no name");
            return false;
        }
        m_request.headers.insert(lines.at(i).left(colon).toLower(),
                                 lines.at(i).mid(colon + 1).trimmed());
    }
    if (m_request.header("host") != m_host) {
        refuse(421, "this server answers to " + m_host + " only");
        return false;
    }
    if (m_request.headers.contains("transfer-encoding")) {
        refuse(501, "send a Content-Length");
        return false;
    }
    bool isNumber = true;
    m_bodyLength = m_request.headers.contains("content-length")
                       ? m_request.header("content-length").toLongLong(&isNumber)
                       : 0;
    if (!isNumber || m_bodyLength < 0 || m_bodyLength > maxBodyBytes) {
        refuse(isNumber && m_bodyLength > 0 ? 413 : 400, "the body's length is not acceptable");
        m_bodyLength = -1;
        return false;
    }
    return true;
}

void SandboxConnection::refuse(int status, const QByteArray& why)
{
    const QByteArray body = "Sandbox: " + why + "\n";
    writeHead(status, "text/plain",
              {{"Content-Length", QByteArray::number(body.size())}, {"Connection", "close"}});
    m_socket->write(body);
    m_socket->disconnect(this);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_socket->disconnectFromHost();
}

} // namespace plantain::sandbox
