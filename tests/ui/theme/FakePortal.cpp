// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/theme/FakePortal.h"

#include <QDBusConnection>

namespace plantain::testing {

namespace {

constexpr QLatin1String appearance{"org.freedesktop.appearance"};

} // namespace

PrivateBus::PrivateBus()
    : m_daemon(QStringLiteral("dbus-daemon"),
               {QStringLiteral("--session"), QStringLiteral("--nofork"),
                QStringLiteral("--print-address")},
               QProcessEnvironment::systemEnvironment())
{
    m_daemon.start();
    m_address = QString::fromUtf8(
        m_daemon.waitForLine([](const QByteArray& line) { return line.startsWith("unix:"); }));
}

QDBusVariant PortalSettings::Read(const QString& group, const QString& key)
{
    if (group != appearance || key != QLatin1String("color-scheme")) {
        return QDBusVariant(QString());
    }
    // Read wraps its value in a variant of its own.
    return QDBusVariant(QVariant::fromValue(QDBusVariant(colorScheme.load())));
}

FakePortal::FakePortal(QString busAddress, uint colorScheme)
    : m_busAddress(std::move(busAddress))
    , m_first(colorScheme)
{
    start();
    m_ready.acquire();
}

FakePortal::~FakePortal()
{
    quit();
    wait();
}

void FakePortal::run()
{
    const QString name = QStringLiteral("fake-portal");
    {
        QDBusConnection bus = QDBusConnection::connectToBus(m_busAddress, name);
        PortalSettings settings;
        settings.colorScheme = m_first;
        bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &settings,
                           QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
        m_settings = &settings;
        m_ready.release();
        exec();
        m_settings = nullptr;
    }
    QDBusConnection::disconnectFromBus(name);
}

void FakePortal::tell(const QString& group, uint value)
{
    PortalSettings* settings = m_settings;
    QMetaObject::invokeMethod(settings, [settings, group, value] {
        emit settings->SettingChanged(group, QStringLiteral("color-scheme"), QDBusVariant(value));
    });
}

void FakePortal::change(uint colorScheme)
{
    m_settings.load()->colorScheme = colorScheme;
    tell(appearance, colorScheme);
}

void FakePortal::changeOfAnotherGroup(uint value)
{
    tell(QStringLiteral("org.example.other"), value);
}

} // namespace plantain::testing
