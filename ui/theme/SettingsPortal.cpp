// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/SettingsPortal.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace plantain::ui::theme {

namespace {

/// A window that opens in the wrong colours flashes: the answer is waited for, but not longer than
/// anybody notices.
constexpr int quickMs = 100;
constexpr int slowMs = 5000;

constexpr QLatin1String service{"org.freedesktop.portal.Desktop"};
constexpr QLatin1String path{"/org/freedesktop/portal/desktop"};
constexpr QLatin1String interfaceName{"org.freedesktop.portal.Settings"};
constexpr QLatin1String appearance{"org.freedesktop.appearance"};
constexpr QLatin1String colorScheme{"color-scheme"};

QDBusMessage question()
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(service, path, interfaceName, QStringLiteral("Read"));
    message << QString(appearance) << QString(colorScheme);
    return message;
}

} // namespace

SettingsPortal::SettingsPortal(const QString& busAddress, QObject* parent)
    : QObject(parent)
    , m_bus(busAddress)
{
}

void SettingsPortal::start()
{
    if (!m_bus->isConnected()) {
        return;
    }
    // Qt's D-Bus does not know its own type until somebody names it, and the slot would not fit.
    qDBusRegisterMetaType<QDBusVariant>();
    m_bus->connect(service, path, interfaceName, QStringLiteral("SettingChanged"), this,
                   SLOT(handleChange(QString, QString, QDBusVariant)));
    const QDBusMessage answer = m_bus->call(question(), QDBus::Block, quickMs);
    if (answer.type() == QDBusMessage::ReplyMessage) {
        take(answer.arguments().value(0));
    } else if (answer.errorName() == QDBusError::errorString(QDBusError::NoReply) ||
               answer.errorName() == QDBusError::errorString(QDBusError::TimedOut)) {
        askSlowly();
    }
}

void SettingsPortal::askSlowly()
{
    auto* watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(question(), slowMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) {
            take(QVariant::fromValue(reply.value()));
        }
    });
}

void SettingsPortal::handleChange(const QString& group, const QString& key,
                                  const QDBusVariant& value)
{
    if (group == appearance && key == colorScheme) {
        take(QVariant::fromValue(value));
    }
}

/// `Read` wraps its value twice, the signal once.
void SettingsPortal::take(const QVariant& value)
{
    QVariant inner = value;
    while (inner.metaType() == QMetaType::fromType<QDBusVariant>()) {
        inner = inner.value<QDBusVariant>().variant();
    }
    bool isNumber = false;
    const uint preference = inner.toUInt(&isNumber);
    if (isNumber) {
        emit colorSchemeRead(preference);
    }
}

} // namespace plantain::ui::theme
