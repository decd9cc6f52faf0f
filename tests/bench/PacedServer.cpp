// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/PacedServer.h"

#include "tests/bench/Measure.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace plantain::bench {

namespace {

/// As fast as a fast model speaks.
constexpr std::chrono::milliseconds pace{20};

void writeChunk(QTcpSocket* socket, const QByteArray& bytes)
{
    socket->write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    socket->flush();
}

} // namespace

PacedServer::PacedServer(qint64 deltas)
    : m_deltas(deltas)
{
    moveToThread(&m_thread);
    m_thread.start();
}

PacedServer::~PacedServer()
{
    m_thread.quit();
    m_thread.wait();
}

bool PacedServer::start()
{
    QMetaObject::invokeMethod(
        this, [this] { listen(); }, Qt::BlockingQueuedConnection);
    return m_port != 0;
}

QUrl PacedServer::baseUrl() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_port));
}

double PacedServer::writtenAt(size_t delta) const
{
    const std::lock_guard lock(m_mutex);
    return m_written.at(delta);
}

void PacedServer::listen()
{
    auto* server = new QTcpServer;
    connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    connect(server, &QTcpServer::newConnection, this, [this, server] {
        QTcpSocket* socket = server->nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, request = QByteArray()]() mutable { read(socket, request); });
    });
    if (server->listen(QHostAddress(QHostAddress::LocalHost), 0)) {
        m_port = server->serverPort();
    }
}

void PacedServer::read(QTcpSocket* socket, QByteArray& request)
{
    request += socket->readAll();
    const qsizetype headEnd = request.indexOf("\r\n\r\n");
    const QByteArray head = request.left(headEnd).toLower();
    const qsizetype lengthAt = head.indexOf("content-length:");
    const qsizetype length =
        lengthAt < 0 ? 0
                     : head.mid(lengthAt + 15, head.indexOf('\r', lengthAt) - lengthAt - 15)
                           .trimmed()
                           .toLongLong();
    if (headEnd < 0 || request.size() < headEnd + 4 + length) {
        return;
    }
    if (request.startsWith("POST ")) {
        stream(socket);
    } else {
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n"
                      "\r\n{\"data\":[]}");
    }
    request.clear();
}

void PacedServer::stream(QTcpSocket* socket)
{
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n");
    auto* timer = new QTimer(socket);
    timer->setTimerType(Qt::PreciseTimer);
    connect(timer, &QTimer::timeout, socket, [this, socket, timer] {
        const std::unique_lock lock(m_mutex);
        const bool atEnd = static_cast<qint64>(m_written.size()) == m_deltas;
        if (atEnd) {
            timer->stop();
            writeEnd(socket);
        } else {
            writeDelta(socket);
        }
    });
    timer->start(pace);
}

void PacedServer::writeDelta(QTcpSocket* socket)
{
    m_written.push_back(monotonicMs());
    writeChunk(socket, "event: response.output_text.delta\n"
                       "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,"
                       "\"content_index\":0,\"delta\":\";\"}\n\n");
}

void PacedServer::writeEnd(QTcpSocket* socket) const
{
    writeChunk(socket, "event: response.completed\n"
                       "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"bench\","
                       "\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":1,"
                       "\"output_tokens\":1,\"total_tokens\":2}}}\n\n");
    socket->write("0\r\n\r\n");
}

} // namespace plantain::bench
