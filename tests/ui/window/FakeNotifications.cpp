// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/FakeNotifications.h"

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

FakeNotifications::FakeNotifications(const QString& busAddress)
    : BusService(busAddress, QStringLiteral("org.freedesktop.Notifications"),
                 QStringLiteral("/org/freedesktop/Notifications"), [](NotificationService&) {})
{
}

void FakeNotifications::press(uint id, const QString& action)
{
    QMetaObject::invokeMethod(&service(), [&desktop = service(), id, action] {
        emit desktop.ActivationToken(id, QStringLiteral("token"));
        emit desktop.ActionInvoked(id, action);
    });
}

} // namespace plantain::testing
