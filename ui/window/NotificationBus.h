// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/SessionBus.h"

#include <QObject>

#include <functional>

class QDBusPendingCallWatcher;

namespace plantain::ui {

/// The D-Bus side of DesktopNotifications.
class NotificationBus : public QObject
{
    Q_OBJECT

public:
    /// `busAddress`: empty: the session bus.
    explicit NotificationBus(const QString& busAddress);
    ~NotificationBus() override;

    void show(const QString& title, const QString& body);
    void withdraw();

signals:
    void pressed(const QString& token);

private slots:
    void handleToken(uint id, const QString& token);
    void handleAction(uint id, const QString& action);
    void handleClosed(uint id, uint reason);

private:
    void handleShown(QDBusPendingCallWatcher& watcher);

    SessionBus m_bus;
    bool m_isSending = false;
    std::function<void()> m_afterSending; ///< what was asked for meanwhile
    uint m_id = 0;                        ///< of the message that shows; 0: none
    QString m_token;
};

} // namespace plantain::ui
