// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusObjectPath>
#include <QList>
#include <QString>

namespace plantain::testing {

/// The keyring as another program sees it, by the Secret Service's own D-Bus interface (a second
/// way to the same data than the library under test). Only inside session.sh.
class SecretService
{
public:
    static bool isLocked();
    /// Each gives whether the keyring is in that state now.
    static bool lock();
    static bool unlock();

    /// How many entries of ours have this name; a locked one counts too.
    static qsizetype count(const QString& name);
    /// As a user does in a password manager.
    static void removeEntries(const QString& name);

private:
    static QList<QDBusObjectPath> entries(const QString& name);
};

} // namespace plantain::testing
