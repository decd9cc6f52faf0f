// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/OpenRequest.h"

#include "src/base/Json.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

/// Raised when the meaning of a request changes: another version's window must not guess.
constexpr int formatVersion = 1;
/// Far beyond any desktop's.
constexpr qsizetype maxTokenLength = 1000;

base::Error refusal()
{
    return {base::ErrorKind::InvalidInput, u"This is not a request of Plantain."_s, {}, {}};
}

bool isFile(const QJsonValue& value)
{
    return value.isString() && QDir::isAbsolutePath(value.toString()) &&
           !value.toString().contains(QChar(u'\0'));
}

} // namespace

QByteArray toLine(const OpenRequest& request)
{
    const QJsonObject object{{u"version"_s, formatVersion},
                             {u"files"_s, QJsonArray::fromStringList(request.files)},
                             {u"newWindow"_s, request.newWindow},
                             {u"activationToken"_s, request.activationToken}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

base::Result<OpenRequest> requestFromLine(const QByteArray& line)
{
    if (line.size() > maxRequestBytes || !line.endsWith('\n')) {
        return refusal();
    }
    const auto object = base::parseJsonObject(line);
    if (!object || object->value(u"version"_s).toInt() != formatVersion) {
        return refusal();
    }
    const QJsonValue files = object->value(u"files"_s);
    const QJsonValue newWindow = object->value(u"newWindow"_s);
    const QJsonValue token = object->value(u"activationToken"_s);
    const QJsonArray paths = files.toArray();
    if (!files.isArray() || !newWindow.isBool() || !token.isString() ||
        token.toString().size() > maxTokenLength ||
        !std::all_of(paths.begin(), paths.end(), isFile)) {
        return refusal();
    }
    OpenRequest request{{}, newWindow.toBool(), token.toString()};
    for (const QJsonValue& path : paths) {
        request.files << path.toString();
    }
    return request;
}

} // namespace plantain::app
