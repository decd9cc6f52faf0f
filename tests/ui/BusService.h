// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ChildProcess.h"

#include <QDBusConnection>
#include <QSemaphore>
#include <QThread>

#include <atomic>

namespace plantain::testing {

/// A message bus of the test's own.
class PrivateBus
{
public:
    PrivateBus()
        : m_daemon(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--session"), QStringLiteral("--nofork"),
                    QStringLiteral("--print-address")},
                   QProcessEnvironment::systemEnvironment())
    {
        m_daemon.start();
        m_address = QString::fromUtf8(
            m_daemon.waitForLine([](const QByteArray& line) { return line.startsWith("unix:"); }));
    }

    /// Empty: it did not start.
    const QString& address() const { return m_address; }

private:
    ChildProcess m_daemon;
    QString m_address;
};

/// A service that a desktop offers on its bus, answering from a thread of its own.
template <typename Service>
class BusService : public QThread
{
public:
    ~BusService() override
    {
        quit();
        wait();
    }

protected:
    /// Is there when this returns. `prepare` is called with the service before anybody can ask it.
    template <typename Prepare>
    BusService(const QString& busAddress, const QString& serviceName, const QString& path,
               Prepare prepare)
        : m_busAddress(busAddress)
        , m_serviceName(serviceName)
        , m_path(path)
        , m_service(new Service)
    {
        prepare(*m_service);
        m_service->moveToThread(this);
        start();
        m_ready.acquire();
    }

    /// Lives in the thread; its own locks and atomics guard what is read from here.
    Service& service() const { return *m_service; }

    void run() final
    {
        {
            QDBusConnection bus = QDBusConnection::connectToBus(m_busAddress, m_serviceName);
            bus.registerObject(m_path, m_service,
                               QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
            bus.registerService(m_serviceName);
            m_ready.release();
            exec();
            delete m_service;
        }
        QDBusConnection::disconnectFromBus(m_serviceName);
    }

private:
    QString m_busAddress;
    QString m_serviceName;
    QString m_path;
    QSemaphore m_ready;
    Service* m_service; ///< goes with the thread
};

} // namespace plantain::testing
