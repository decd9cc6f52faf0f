// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ChildProcess.h"

#include <QDBusVariant>
#include <QSemaphore>
#include <QThread>

#include <atomic>

namespace plantain::testing {

/// A message bus of the test's own.
class PrivateBus
{
public:
    PrivateBus();
    /// Empty: it did not start.
    const QString& address() const { return m_address; }

private:
    ChildProcess m_daemon;
    QString m_address;
};

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

class FakePortal : public QThread
{
    Q_OBJECT

public:
    /// Is there when this returns.
    FakePortal(QString busAddress, uint colorScheme);
    ~FakePortal() override;

    void change(uint colorScheme);
    void changeOfAnotherGroup(uint value);

protected:
    void run() override;

private:
    void tell(const QString& group, uint value);

    QString m_busAddress;
    uint m_first;
    QSemaphore m_ready;
    std::atomic<PortalSettings*> m_settings{nullptr};
};

} // namespace plantain::testing
