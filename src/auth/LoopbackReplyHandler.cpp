// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/LoopbackReplyHandler.h"

#include <QTimer>

#include <utility>

namespace plantain::auth {

namespace {

constexpr int ephemeralTries = 5;

void answer(QTcpSocket* socket, const QByteArray& bytes)
{
    socket->write(bytes);
    // A few kilobytes fit into the kernel's buffer: they arrive even if this process ends now.
    socket->flush();
    socket->disconnectFromHost();
}

} // namespace

LoopbackReplyHandler::LoopbackReplyHandler(QString host, QString path, LoopbackLimits limits,
                                           QObject* parent)
    : TokenReplyHandler(parent)
    , m_host(std::move(host))
    , m_path(std::move(path))
    , m_limits(limits)
{
    for (QTcpServer* server : {&m_first, &m_second}) {
        connect(server, &QTcpServer::newConnection, this, [this, server] { accept(*server); });
    }
}

LoopbackReplyHandler::~LoopbackReplyHandler()
{
    finish(PageKind::Cancelled);
}

base::Status LoopbackReplyHandler::listen(const QList<quint16>& ports)
{
    QStringList busy;
    for (const quint16 port : ports) {
        if (open(port)) {
            return base::Done{};
        }
        busy << QString::number(port);
    }
    return base::Error{base::ErrorKind::InvalidInput,
                       tr("Port %1 of this computer is used by another program.")
                           .arg(busy.join(QStringLiteral(", "))),
                       tr("Close the program that uses it (another sign-in?), then try again."),
                       m_first.errorString()};
}

bool LoopbackReplyHandler::open(quint16 port)
{
    const bool v6Only = m_host == QLatin1String("[::1]");
    const QHostAddress address(v6Only ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost);
    const int tries = port == 0 ? ephemeralTries : 1;
    for (int i = 0; i < tries; ++i) {
        if (!m_first.listen(address, port)) {
            return false;
        }
        m_port = m_first.serverPort();
        if (openSecondFamily()) {
            return true;
        }
        m_first.close();
    }
    return false;
}

/// False when another program holds the same port of ::1: the browser might ask it instead.
bool LoopbackReplyHandler::openSecondFamily()
{
    if (m_host != QLatin1String("localhost")) {
        return true;
    }
    return m_second.listen(QHostAddress(QHostAddress::LocalHostIPv6), m_port) ||
           m_second.serverError() != QAbstractSocket::AddressInUseError;
}

void LoopbackReplyHandler::expect(const base::Secret& state)
{
    m_state = state;
    m_accepted = false;
}

QString LoopbackReplyHandler::callback() const
{
    return QStringLiteral("http://%1:%2%3").arg(m_host).arg(m_port).arg(m_path);
}

void LoopbackReplyHandler::accept(QTcpServer& server)
{
    while (QTcpSocket* socket = server.nextPendingConnection()) {
        makeRoom();
        m_reading.append(socket);
        socket->setReadBufferSize(maxLoopbackHead);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_reading.removeOne(socket);
            socket->deleteLater();
        });
        QTimer::singleShot(m_limits.perConnection, socket, [this, socket] {
            if (!m_waiting.contains(socket)) {
                socket->abort();
                socket->deleteLater();
            }
        });
    }
}

/// Silent connections must not keep the browser out: the oldest one goes, unless it has spoken by
/// now.
void LoopbackReplyHandler::makeRoom()
{
    while (m_reading.size() >= m_limits.connections) {
        QTcpSocket* oldest = m_reading.first();
        oldest->waitForReadyRead(0);
        if (m_reading.removeOne(oldest)) {
            oldest->abort();
            oldest->deleteLater();
        }
    }
}

void LoopbackReplyHandler::read(QTcpSocket* socket)
{
    if (!m_reading.contains(socket)) {
        socket->readAll();
        return;
    }
    const LoopbackVerdict verdict =
        judgeLoopbackRequest(socket->peek(maxLoopbackHead), m_port, m_path.toLatin1());
    if (verdict.kind == LoopbackVerdict::Kind::Incomplete) {
        return;
    }
    m_reading.removeOne(socket);
    socket->readAll();
    switch (verdict.kind) {
    case LoopbackVerdict::Kind::Callback:
        take(socket, verdict.callback);
        break;
    case LoopbackVerdict::Kind::Probe:
        answer(socket, emptyAnswer(verdict.status));
        break;
    default:
        answer(socket, resultPage(PageKind::NotHere, {}, verdict.status));
        break;
    }
}

void LoopbackReplyHandler::take(QTcpSocket* socket, const Callback& callback)
{
    if (!hasRightState(callback)) {
        answer(socket, resultPage(PageKind::Stale));
    } else if (m_accepted) {
        answer(socket, resultPage(PageKind::AlreadyFinishing));
    } else {
        m_accepted = true;
        m_waiting.append(socket);
        emit callbackAccepted(callback);
    }
}

bool LoopbackReplyHandler::hasRightState(const Callback& callback) const
{
    return !m_state.isEmpty() &&
           base::constantTimeEquals(callback.state.toUtf8(), m_state.reveal());
}

base::Status LoopbackReplyHandler::submit(const QString& pastedUrl)
{
    const auto refusal = [](const QString& message) {
        return base::Error{base::ErrorKind::InvalidInput, message, {}, {}};
    };
    const base::Result<Callback> pasted = parsePastedCallback(pastedUrl, QUrl(callback()));
    if (!pasted) {
        return pasted.error();
    }
    if (!hasRightState(*pasted)) {
        return refusal(tr("This address belongs to another sign-in. Use the newest one."));
    }
    if (m_accepted) {
        return refusal(tr("This sign-in is already being finished."));
    }
    m_accepted = true;
    emit callbackAccepted(*pasted);
    return base::Done{};
}

void LoopbackReplyHandler::finish(PageKind kind, const QString& serverText)
{
    m_first.close();
    m_second.close();
    m_state.clear();
    const auto waiting = std::exchange(m_waiting, {});
    for (const QPointer<QTcpSocket>& socket : waiting) {
        if (socket) {
            answer(socket, resultPage(kind, serverText));
        }
    }
    const auto reading = std::exchange(m_reading, {});
    for (QTcpSocket* socket : reading) {
        socket->abort();
        socket->deleteLater();
    }
}

} // namespace plantain::auth
