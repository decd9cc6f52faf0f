// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/BusService.h"

#include <QDBusVariant>

namespace plantain::testing {

/// org.freedesktop.portal.Settings as a desktop offers it, answering from a thread of its own.
class PortalSettings : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    std::atomic<uint> colorScheme{0};

public slots:
    QDBusVariant Read(const QString& group, const QString& key);

signals:
    void SettingChanged(const QString& group, const QString& key, const QDBusVariant& value);
};

class FakePortal : public BusService<PortalSettings>
{
public:
    FakePortal(const QString& busAddress, uint colorScheme);

    void change(uint colorScheme);
    void changeOfAnotherGroup(uint value);

private:
    void tell(const QString& group, uint value);
};

} // namespace plantain::testing
