// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/theme/FakePortal.h"

namespace plantain::testing {

namespace {

constexpr QLatin1String appearance{"org.freedesktop.appearance"};

} // namespace

QDBusVariant PortalSettings::Read(const QString& group, const QString& key)
{
    if (group != appearance || key != QLatin1String("color-scheme")) {
        return QDBusVariant(QString());
    }
    // Read wraps its value in a variant of its own.
    return QDBusVariant(QVariant::fromValue(QDBusVariant(colorScheme.load())));
}

FakePortal::FakePortal(const QString& busAddress, uint colorScheme)
    : BusService(busAddress, QStringLiteral("org.freedesktop.portal.Desktop"),
                 QStringLiteral("/org/freedesktop/portal/desktop"),
                 [colorScheme](PortalSettings& settings) { settings.colorScheme = colorScheme; })
{
}

void FakePortal::tell(const QString& group, uint value)
{
    QMetaObject::invokeMethod(&service(), [&settings = service(), group, value] {
        emit settings.SettingChanged(group, QStringLiteral("color-scheme"), QDBusVariant(value));
    });
}

void FakePortal::change(uint colorScheme)
{
    service().colorScheme = colorScheme;
    tell(appearance, colorScheme);
}

void FakePortal::changeOfAnotherGroup(uint value)
{
    tell(QStringLiteral("org.example.other"), value);
}

} // namespace plantain::testing
