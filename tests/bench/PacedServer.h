// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>
#include <QUrl>

#include <memory>
#include <mutex>
#include <vector>

class QTcpSocket;

namespace plantain::bench {

/// An API on 127.0.0.1 in a thread of its own. It answers a Responses request with deltas at an
/// even pace, each the text ";", and notes when it wrote each.
class PacedServer : public QObject
{
    Q_OBJECT

public:
    explicit PacedServer(qint64 deltas);
    ~PacedServer() override;

    /// False when it cannot listen.
    bool start();
    QUrl baseUrl() const; ///< ends in /v1
    /// When the delta of that number was handed to the socket. monotonicMs().
    double writtenAt(size_t delta) const;

private:
    void listen();
    void read(QTcpSocket* socket, QByteArray& request);
    void stream(QTcpSocket* socket);
    void writeDelta(QTcpSocket* socket);
    void writeEnd(QTcpSocket* socket) const;

    qint64 m_deltas;
    QThread m_thread;
    quint16 m_port = 0;
    mutable std::mutex m_mutex; ///< guards m_written
    std::vector<double> m_written;
};

} // namespace plantain::bench
