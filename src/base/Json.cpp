// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Json.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace plantain::base {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Json)
};

QString expectation(QJsonValue::Type type)
{
    switch (type) {
    case QJsonValue::String:
        return Text::tr("must be a text");
    case QJsonValue::Bool:
        return Text::tr("must be true or false");
    case QJsonValue::Double:
        return Text::tr("must be a number");
    case QJsonValue::Object:
        return Text::tr("must be an object");
    case QJsonValue::Array:
        return Text::tr("must be a list");
    default:
        return {};
    }
}

} // namespace

Result<QJsonObject> parseJsonObject(const QByteArray& text)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        const QByteArray before = text.left(parseError.offset);
        const qsizetype line = before.count('\n') + 1;
        const qsizetype column = before.size() - (before.lastIndexOf('\n') + 1) + 1;
        return Error{ErrorKind::InvalidInput,
                     Text::tr("Not valid JSON at line %1, column %2: %3.")
                         .arg(line)
                         .arg(column)
                         .arg(parseError.errorString()),
                     {},
                     {}};
    }
    if (!document.isObject()) {
        return Error{ErrorKind::InvalidInput, Text::tr("The JSON text is not an object."), {}, {}};
    }
    return document.object();
}

JsonReader::JsonReader(QJsonObject object, QString path)
    : m_object(std::move(object))
    , m_path(std::move(path))
{
}

QString JsonReader::pathOf(const char* key) const
{
    const QString name = QString::fromUtf8(key);
    return m_path.isEmpty() ? name : m_path + QLatin1Char('.') + name;
}

bool JsonReader::has(const char* key) const
{
    const QJsonValue value = m_object.value(QLatin1String(key));
    return !value.isUndefined() && !value.isNull();
}

void JsonReader::fail(const char* key, const QString& problem)
{
    if (!m_error) {
        m_error =
            Error{ErrorKind::InvalidInput, pathOf(key) + QStringLiteral(": ") + problem, {}, {}};
    }
}

void JsonReader::fail(const char* key, const std::optional<Error>& ofPart)
{
    if (ofPart && !m_error) {
        m_error = *ofPart;
        m_error->message.prepend(pathOf(key) + QLatin1Char('.'));
    }
}

void JsonReader::expect(const char* key, QJsonValue::Type type)
{
    take(key, type);
}

QJsonValue JsonReader::take(const char* key, QJsonValue::Type type)
{
    const QJsonValue value = m_object.value(QLatin1String(key));
    if (value.isUndefined() || value.isNull() || value.type() == type) {
        return value;
    }
    fail(key, expectation(type));
    return QJsonValue::Undefined;
}

QString JsonReader::string(const char* key, const QString& fallback)
{
    return take(key, QJsonValue::String).toString(fallback);
}

QString JsonReader::requiredString(const char* key)
{
    const QString value = string(key);
    if (value.isEmpty()) {
        fail(key, Text::tr("is missing"));
    }
    return value;
}

bool JsonReader::boolean(const char* key, bool fallback)
{
    return take(key, QJsonValue::Bool).toBool(fallback);
}

std::optional<double> JsonReader::number(const char* key)
{
    const QJsonValue value = take(key, QJsonValue::Double);
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

std::optional<qint64> JsonReader::integer(const char* key)
{
    const std::optional<double> value = number(key);
    if (!value) {
        return std::nullopt;
    }
    constexpr double limit = 9007199254740992.0; // 2^53: beyond it a JSON number is not exact
    if (*value < -limit || *value > limit ||
        *value != static_cast<double>(static_cast<qint64>(*value))) {
        fail(key, Text::tr("must be a whole number"));
        return std::nullopt;
    }
    return static_cast<qint64>(*value);
}

QStringList JsonReader::strings(const char* key)
{
    QStringList result;
    const QJsonArray values = array(key);
    for (const QJsonValue& value : values) {
        if (!value.isString()) {
            fail(key, Text::tr("must be a list of texts"));
            return {};
        }
        result << value.toString();
    }
    return result;
}

QJsonObject JsonReader::object(const char* key)
{
    return take(key, QJsonValue::Object).toObject();
}

QJsonArray JsonReader::array(const char* key)
{
    return take(key, QJsonValue::Array).toArray();
}

} // namespace plantain::base
