// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/FakeNotifications.h"

#include <QDBusConnection>

namespace plantain::testing {

QList<ShownMessage> NotificationService::shown() const
{
    const std::lock_guard lock(m_mutex);
    return m_shown;
}

QList<uint> NotificationService::closed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed;
}

uint NotificationService::Notify(const QString&, uint replaces, const QString&,
                                 const QString& title, const QString& body,
                                 const QStringList& actions, const QVariantMap& hints, int)
{
    const std::lock_guard lock(m_mutex);
    m_shown << ShownMessage{replaces, title, body, actions, hints};
    return replaces != 0 ? replaces
                         : FakeNotifications::firstId + static_cast<uint>(m_shown.size()) - 1;
}

void NotificationService::CloseNotification(uint id)
{
    const std::lock_guard lock(m_mutex);
    m_closed << id;
}

FakeNotifications::FakeNotifications(QString busAddress)
    : m_busAddress(std::move(busAddress))
{
    start();
    m_ready.acquire();
}

FakeNotifications::~FakeNotifications()
{
    quit();
    wait();
}

void FakeNotifications::run()
{
    const QString name = QStringLiteral("fake-notifications");
    {
        QDBusConnection bus = QDBusConnection::connectToBus(m_busAddress, name);
        NotificationService service;
        bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &service,
                           QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
        m_service = &service;
        m_ready.release();
        exec();
    }
    QDBusConnection::disconnectFromBus(name);
}

void FakeNotifications::press(uint id, const QString& action)
{
    NotificationService* service = m_service;
    QMetaObject::invokeMethod(service, [service, id, action] {
        emit service->ActivationToken(id, QStringLiteral("token"));
        emit service->ActionInvoked(id, action);
    });
}

} // namespace plantain::testing
