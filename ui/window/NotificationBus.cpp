// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/NotificationBus.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace plantain::ui {

namespace {

constexpr QLatin1String service{"org.freedesktop.Notifications"};
constexpr QLatin1String path{"/org/freedesktop/Notifications"};
constexpr QLatin1String interfaceName{"org.freedesktop.Notifications"};
constexpr QLatin1String applicationId{"org.plantain.Plantain"};
/// The key of what pressing the message itself does.
constexpr QLatin1String pressAction{"default"};
/// As long as the desktop thinks right.
constexpr int usualTime = -1;

QDBusMessage callOf(const QString& method)
{
    return QDBusMessage::createMethodCall(service, path, interfaceName, method);
}

} // namespace

NotificationBus::NotificationBus(const QString& busAddress)
    : m_bus(busAddress)
{
    m_bus->connect(service, path, interfaceName, QStringLiteral("ActivationToken"), this,
                   SLOT(handleToken(uint, QString)));
    m_bus->connect(service, path, interfaceName, QStringLiteral("ActionInvoked"), this,
                   SLOT(handleAction(uint, QString)));
    m_bus->connect(service, path, interfaceName, QStringLiteral("NotificationClosed"), this,
                   SLOT(handleClosed(uint, uint)));
}

NotificationBus::~NotificationBus()
{
    withdraw();
}

void NotificationBus::show(const QString& title, const QString& body)
{
    if (!m_bus->isConnected()) {
        return;
    }
    // The number of the one before, in whose place it comes, is not known before the answer.
    if (m_isSending) {
        m_afterSending = [this, title, body] { show(title, body); };
        return;
    }
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QString(applicationId)}};
    QDBusMessage message = callOf(QStringLiteral("Notify"));
    message << QCoreApplication::applicationName() << m_id << QString(applicationId) << title
            << body << QStringList{pressAction, tr("Show")} << hints << usualTime;
    m_isSending = true;
    auto* watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        handleShown(*watcher);
    });
}

void NotificationBus::handleShown(QDBusPendingCallWatcher& watcher)
{
    const QDBusPendingReply<uint> reply = watcher;
    m_isSending = false;
    m_id = reply.isValid() ? reply.value() : 0;
    if (const auto next = std::exchange(m_afterSending, nullptr)) {
        next();
    }
}

void NotificationBus::withdraw()
{
    if (m_isSending) {
        m_afterSending = [this] { withdraw(); };
        return;
    }
    if (m_id == 0) {
        return;
    }
    QDBusMessage message = callOf(QStringLiteral("CloseNotification"));
    message << std::exchange(m_id, 0);
    m_bus->send(message);
}

void NotificationBus::handleToken(uint id, const QString& token)
{
    if (id == m_id) {
        m_token = token;
    }
}

void NotificationBus::handleAction(uint id, const QString& action)
{
    if (m_id != 0 && id == m_id && action == pressAction) {
        emit pressed(std::exchange(m_token, {}));
    }
}

void NotificationBus::handleClosed(uint id, uint)
{
    if (id == m_id) {
        m_id = 0;
        m_token.clear();
    }
}

} // namespace plantain::ui
