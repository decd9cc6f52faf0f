// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/BusService.h"

#include <QStringList>
#include <QVariantMap>

#include <mutex>

namespace plantain::testing {

/// One message that the desktop was asked to show.
struct ShownMessage {
    uint replaces = 0;
    QString title;
    QString body;
    QStringList actions;
    QVariantMap hints;
};

/// org.freedesktop.Notifications as a desktop offers it.
class NotificationService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QList<ShownMessage> shown() const;
    QList<uint> closed() const;

public slots:
    uint Notify(const QString& application, uint replaces, const QString& icon,
                const QString& title, const QString& body, const QStringList& actions,
                const QVariantMap& hints, int time);
    void CloseNotification(uint id);

signals:
    void ActivationToken(uint id, const QString& token);
    void ActionInvoked(uint id, const QString& action);
    void NotificationClosed(uint id, uint reason);

private:
    mutable std::mutex m_mutex;
    QList<ShownMessage> m_shown;
    QList<uint> m_closed;
};

class FakeNotifications : public BusService<NotificationService>
{
public:
    /// The number of the first message; the next have the following ones.
    static constexpr uint firstId = 7;

    explicit FakeNotifications(const QString& busAddress);

    QList<ShownMessage> shown() const { return service().shown(); }
    QList<uint> closed() const { return service().closed(); }
    /// A person presses the message.
    void press(uint id, const QString& action);
};

} // namespace plantain::testing
