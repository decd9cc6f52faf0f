// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DesktopNotifications.h"

#ifdef PLANTAIN_HAS_DBUS
#include "ui/window/NotificationBus.h"
#endif

namespace plantain::ui {

#ifdef PLANTAIN_HAS_DBUS
class DesktopNotifications::Bus : public NotificationBus
{
public:
    using NotificationBus::NotificationBus;
};
#else
class DesktopNotifications::Bus
{
};
#endif

DesktopNotifications::DesktopNotifications(QString busAddress, QObject* parent)
    : QObject(parent)
    , m_busAddress(std::move(busAddress))
{
}

DesktopNotifications::~DesktopNotifications() = default;

void DesktopNotifications::show(const QString& title, const QString& body)
{
#ifdef PLANTAIN_HAS_DBUS
    if (!m_bus) {
        m_bus = std::make_unique<Bus>(m_busAddress);
        connect(m_bus.get(), &NotificationBus::pressed, this, &DesktopNotifications::pressed);
    }
    m_bus->show(title, body);
#else
    Q_UNUSED(title);
    Q_UNUSED(body);
#endif
}

void DesktopNotifications::withdraw()
{
#ifdef PLANTAIN_HAS_DBUS
    if (m_bus) {
        m_bus->withdraw();
    }
#endif
}

} // namespace plantain::ui
