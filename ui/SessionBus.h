// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>

namespace plantain::ui {

/// A connection to a message bus: the session's, which all share, or one of its own to another
/// address, which ends with it.
class SessionBus
{
public:
    /// `address`: empty: the session bus.
    explicit SessionBus(const QString& address);
    ~SessionBus();
    Q_DISABLE_COPY_MOVE(SessionBus)

    QDBusConnection* operator->() { return &m_connection; }

private:
    QString m_ownName; ///< empty: the connection is the session's
    QDBusConnection m_connection;
};

} // namespace plantain::ui
