// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/SingleInstance.h"

#include "src/base/LockFile.h"
#include "src/base/Logging.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTimer>

namespace plantain::app {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr QByteArrayView heard{"heard\n"};
constexpr milliseconds lockPatience{100};
constexpr milliseconds connectPatience{1000};
/// Somebody opening large files may need a while.
constexpr milliseconds answerPatience{5000};
/// Whoever connects has its request at hand.
constexpr milliseconds requestPatience{3000};
constexpr int maxPendingRequests = 16;

/// Short, whatever the folder's path: the name of a socket has room for 107 bytes.
QString nameFor(const QString& dataFolder)
{
    const QFileInfo folder(dataFolder);
    const QString canonical =
        folder.exists() ? folder.canonicalFilePath() : folder.absoluteFilePath();
    const QByteArray hash =
        QCryptographicHash::hash(canonical.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    return "plantain-"_L1 + QLatin1StringView(hash);
}

bool write(QLocalSocket& socket, const QByteArray& bytes)
{
    socket.write(bytes);
    const QDeadlineTimer limit(answerPatience);
    while (socket.bytesToWrite() > 0) {
        if (!socket.waitForBytesWritten(static_cast<int>(limit.remainingTime()))) {
            return false;
        }
    }
    return true;
}

} // namespace

SingleInstance::SingleInstance(const QString& dataFolder, const QString& runtimeFolder)
{
    if (!runtimeFolder.isEmpty()) {
        m_socketPath = runtimeFolder + u'/' + nameFor(dataFolder);
        m_lock = std::make_unique<QLockFile>(m_socketPath + ".lock"_L1);
    }
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(maxPendingRequests);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::acceptNext);
}

SingleInstance::~SingleInstance()
{
    close();
}

SingleInstance::Role SingleInstance::begin(const OpenRequest& request, milliseconds patience)
{
    if (!m_lock) {
        return Role::Alone;
    }
    const QDeadlineTimer limit(patience);
    do {
        if (base::tryToLock(*m_lock, lockPatience)) {
            return Role::First;
        }
        if (m_lock->error() != QLockFile::LockFailedError) {
            qCWarning(base::logUi) << "The lock of the window cannot be made.";
            return Role::Alone;
        }
        // Who has the lock may not listen yet.
        if (handOver(request)) {
            return Role::HandedOver;
        }
    } while (!limit.hasExpired());
    qCWarning(base::logUi) << "The window that is open already does not answer.";
    return Role::Alone;
}

bool SingleInstance::handOver(const OpenRequest& request) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socketPath);
    if (!socket.waitForConnected(static_cast<int>(connectPatience.count())) ||
        !write(socket, toLine(request))) {
        return false;
    }
    const QDeadlineTimer limit(answerPatience);
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(static_cast<int>(limit.remainingTime()))) {
            return false;
        }
    }
    return socket.readLine() == heard;
}

bool SingleInstance::listen()
{
    if (!m_lock || !m_lock->isLocked()) {
        return false;
    }
    // Nobody listens there: we have the lock.
    QLocalServer::removeServer(m_socketPath);
    if (!m_server.listen(m_socketPath)) {
        qCWarning(base::logUi) << "Files of later starts cannot be taken:"
                               << m_server.errorString();
        m_lock->unlock();
        return false;
    }
    return true;
}

void SingleInstance::close()
{
    // The socket first: whoever gets the lock makes its own in the same place.
    m_server.close();
    if (m_lock) {
        m_lock->unlock();
    }
}

void SingleInstance::acceptNext()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        socket->setReadBufferSize(maxRequestBytes);
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(requestPatience, socket, &QLocalSocket::abort);
        const auto read = [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() >= maxRequestBytes) {
                    socket->abort();
                }
                return;
            }
            const auto request = requestFromLine(socket->readLine(maxRequestBytes));
            if (!request) {
                socket->abort();
                return;
            }
            socket->disconnect(this);
            socket->write(heard.data(), heard.size());
            socket->disconnectFromServer();
            emit requested(*request);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace plantain::app
