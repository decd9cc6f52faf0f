// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SessionBus.h"

namespace plantain::ui {

SessionBus::SessionBus(const QString& address)
    : m_ownName(address.isEmpty()
                    ? QString()
                    : QStringLiteral("plantain-%1").arg(reinterpret_cast<quintptr>(this)))
    , m_connection(address.isEmpty() ? QDBusConnection::sessionBus()
                                     : QDBusConnection::connectToBus(address, m_ownName))
{
}

SessionBus::~SessionBus()
{
    if (!m_ownName.isEmpty()) {
        QDBusConnection::disconnectFromBus(m_ownName);
    }
}

} // namespace plantain::ui
