// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/SecretMigration.h"

#include "src/base/Json.h"
#include "src/base/Logging.h"
#include "src/secrets/ApiKeys.h"

namespace plantain::secrets {

namespace {

using base::Secret;
using base::Status;

/// Empty for anything but a record that says when it was written.
std::optional<qint64> updatedAt(const Secret& value)
{
    const auto object = base::parseJsonObject(value.reveal());
    return object ? base::JsonReader(*object).integer("updated_at") : std::nullopt;
}

} // namespace

QStringList allSecretNames()
{
    QStringList names{tokenRecordName};
    for (const QString& provider : ApiKeys::providers()) {
        names << ApiKeys::secretName(provider);
    }
    return names;
}

SecretMigration::SecretMigration(SecretStore& from, SecretStore& to, QStringList names,
                                 SwitchOver switchOver)
    : m_from(from)
    , m_to(to)
    , m_waiting(std::move(names))
    , m_switchOver(std::move(switchOver))
{
}

void SecretMigration::run()
{
    copyNext();
}

void SecretMigration::copyNext()
{
    if (m_waiting.isEmpty()) {
        switchOver();
        return;
    }
    const QString name = m_waiting.takeFirst();
    step(m_from.read(name), [this, name](const auto& found) {
        if (!found) {
            takeBack(found.error());
        } else if (*found) {
            compareStores(name, **found);
        } else {
            copyNext();
        }
    });
}

void SecretMigration::compareStores(const QString& name, const Secret& value)
{
    step(m_to.read(name), [this, name, value](const auto& present) {
        if (!present) {
            takeBack(present.error());
        } else if (*present && (**present == value || updatedAt(**present) > updatedAt(value))) {
            copied(name);
        } else {
            m_written.push_back({name, *present});
            write(name, value);
        }
    });
}

void SecretMigration::write(const QString& name, const Secret& value)
{
    step(m_to.write(name, value), [this, name, value](const Status& written) {
        if (written) {
            readBack(name, value);
        } else {
            takeBack(written.error());
        }
    });
}

void SecretMigration::readBack(const QString& name, const Secret& value)
{
    step(m_to.read(name), [this, name, value](const auto& found) {
        if (!found) {
            takeBack(found.error());
        } else if (*found && **found == value) {
            copied(name);
        } else {
            takeBack(base::Error{base::ErrorKind::StorageFailed,
                                 tr("The new storage does not give back what was written."),
                                 tr("Your secrets stay where they are."), name});
        }
    });
}

void SecretMigration::copied(const QString& name)
{
    m_report.moved << name;
    copyNext();
}

void SecretMigration::switchOver()
{
    if (const Status switched = m_switchOver(); !switched) {
        takeBack(switched.error());
        return;
    }
    m_toRemove = m_report.moved;
    removeNext();
}

void SecretMigration::removeNext()
{
    if (m_toRemove.isEmpty()) {
        finish(m_report);
        return;
    }
    const QString name = m_toRemove.takeFirst();
    step(m_from.remove(name), [this, name](const Status& removed) {
        if (!removed) {
            m_report.leftBehind << name;
            m_report.leftBehindWhy =
                m_report.leftBehindWhy.isEmpty() ? removed.error().message : m_report.leftBehindWhy;
        }
        removeNext();
    });
}

void SecretMigration::takeBack(const base::Error& why)
{
    if (m_written.empty()) {
        finish(why);
        return;
    }
    const Written last = m_written.back();
    m_written.pop_back();
    step(last.before ? m_to.write(last.name, *last.before) : m_to.remove(last.name),
         [this, last, why](const Status& undone) {
             if (!undone) {
                 qCWarning(base::logSecrets).noquote()
                     << "a copy may be left in the new storage:" << last.name
                     << undone.error().message;
             }
             takeBack(why);
         });
}

} // namespace plantain::secrets
