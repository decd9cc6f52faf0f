// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/SessionBus.h"

#include <QDBusVariant>
#include <QObject>

namespace plantain::ui::theme {

/// The colour scheme as the desktop's settings portal tells it (org.freedesktop.portal.Settings).
class SettingsPortal : public QObject
{
    Q_OBJECT

public:
    /// `busAddress`: empty: the session bus.
    explicit SettingsPortal(const QString& busAddress, QObject* parent = nullptr);

    /// Asks, and listens from then on. The first answer comes before this returns, if the portal is
    /// quick.
    void start();

signals:
    /// At the first answer and at every change.
    void colorSchemeRead(uint preference);

private slots:
    void handleChange(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void askSlowly();
    void take(const QVariant& value);

    SessionBus m_bus;
};

} // namespace plantain::ui::theme
