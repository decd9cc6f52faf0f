// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace plantain::base {

/// Parses a JSON text whose root must be an object. Errors: ErrorKind::InvalidInput with line and
/// column.
Result<QJsonObject> parseJsonObject(const QByteArray& text);

/// Typed reads from one object. The first wrong field is remembered with its path
/// (`nodes[3].position.x`); read everything, then ask `error()` once. An absent or null field gives
/// the fallback and is no error, unless it is read by a `required…` call.
class JsonReader
{
public:
    /// `path` is what stands before the field's name in messages; empty for the root.
    explicit JsonReader(QJsonObject object, QString path = {});

    QString string(const char* key, const QString& fallback = {});
    QString requiredString(const char* key);
    bool boolean(const char* key, bool fallback = false);
    std::optional<qint64> integer(const char* key);
    std::optional<double> number(const char* key);
    QStringList strings(const char* key);
    QJsonObject object(const char* key);
    QJsonArray array(const char* key);
    /// True when the field is there and not null.
    bool has(const char* key) const;

    /// Remembers a caller's own finding about a field, unless there is an earlier one.
    void fail(const char* key, const QString& problem);
    /// The same for what the reader of a part of this object found, which has no path itself.
    void fail(const char* key, const std::optional<Error>& ofPart);
    /// Judges a field without reading it.
    void expect(const char* key, QJsonValue::Type type);
    const std::optional<Error>& error() const { return m_error; }
    QString pathOf(const char* key) const;

private:
    QJsonValue take(const char* key, QJsonValue::Type type);

    QJsonObject m_object;
    QString m_path;
    std::optional<Error> m_error;
};

} // namespace plantain::base
