// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/keyring/SecretService.h"

#include <gtest/gtest.h>

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVariant>
#include <QMap>

namespace plantain::testing {

/// A secret on the bus: (oayays).
struct BusSecret {
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType;
};

QDBusArgument& operator<<(QDBusArgument& out, const BusSecret& secret)
{
    out.beginStructure();
    out << secret.session << secret.parameters << secret.value << secret.contentType;
    out.endStructure();
    return out;
}

const QDBusArgument& operator>>(const QDBusArgument& in, BusSecret& secret)
{
    in.beginStructure();
    in >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    in.endStructure();
    return in;
}

} // namespace plantain::testing

Q_DECLARE_METATYPE(plantain::testing::BusSecret)

namespace plantain::testing {

namespace {

const QString service = "/org/freedesktop/secrets";
const QString loginKeyring = "/org/freedesktop/secrets/collection/login";
using Attributes = QMap<QString, QString>;

QVariantList call(const QString& path, const QString& interface, const QString& method,
                  const QVariantList& arguments)
{
    auto request =
        QDBusMessage::createMethodCall("org.freedesktop.secrets", path, interface, method);
    request.setArguments(arguments);
    const QDBusMessage reply = QDBusConnection::sessionBus().call(request);
    EXPECT_EQ(reply.type(), QDBusMessage::ReplyMessage) << reply.errorMessage().toStdString();
    return reply.arguments();
}

} // namespace

bool SecretService::isLocked()
{
    const QVariantList answer = call(loginKeyring, "org.freedesktop.DBus.Properties", "Get",
                                     {"org.freedesktop.Secret.Collection", "Locked"});
    return answer.value(0).value<QDBusVariant>().variant().toBool();
}

bool SecretService::lock()
{
    call(service, "org.freedesktop.Secret.Service", "Lock",
         {QVariant::fromValue(QList{QDBusObjectPath(loginKeyring)})});
    return isLocked();
}

bool SecretService::unlock()
{
    qDBusRegisterMetaType<BusSecret>();
    const QVariantList session = call(service, "org.freedesktop.Secret.Service", "OpenSession",
                                      {"plain", QVariant::fromValue(QDBusVariant(QString()))});
    // Unlocking without a window: what the login manager's helper calls.
    const BusSecret password{session.value(1).value<QDBusObjectPath>(),
                             {},
                             qgetenv("PLANTAIN_KEYRING_PASSWORD"),
                             "text/plain"};
    call(service, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
         "UnlockWithMasterPassword",
         {QVariant::fromValue(QDBusObjectPath(loginKeyring)), QVariant::fromValue(password)});
    return !isLocked();
}

QList<QDBusObjectPath> SecretService::entries(const QString& name)
{
    qDBusRegisterMetaType<Attributes>();
    const Attributes attributes{{"server", "Plantain"}, {"user", name}};
    const QVariantList found = call(loginKeyring, "org.freedesktop.Secret.Collection",
                                    "SearchItems", {QVariant::fromValue(attributes)});
    return qdbus_cast<QList<QDBusObjectPath>>(found.value(0));
}

qsizetype SecretService::count(const QString& name)
{
    return entries(name).size();
}

void SecretService::removeEntries(const QString& name)
{
    for (const QDBusObjectPath& entry : entries(name)) {
        call(entry.path(), "org.freedesktop.Secret.Item", "Delete", {});
    }
}

} // namespace plantain::testing
