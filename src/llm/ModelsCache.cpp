// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ModelsCache.h"

#include "src/base/AtomicFile.h"
#include "src/base/Json.h"
#include "src/base/Logging.h"

#include <QJsonDocument>

namespace plantain::llm {

namespace {

using base::JsonReader;

constexpr qint64 maxBytes = qint64(4) * 1024 * 1024;
constexpr qint64 formatVersion = 1;

QJsonObject toJson(const ListedModel& model)
{
    QJsonObject row{{QStringLiteral("id"), model.id}};
    if (!model.label.isEmpty()) {
        row.insert(QStringLiteral("label"), model.label);
    }
    if (model.contextTokens) {
        row.insert(QStringLiteral("context"), *model.contextTokens);
    }
    if (!model.retires.isEmpty()) {
        row.insert(QStringLiteral("retires"), model.retires);
    }
    return row;
}

QJsonObject toJson(const ModelsCache::List& list)
{
    QJsonArray models;
    for (const ListedModel& model : list.models) {
        models.append(toJson(model));
    }
    return {{QStringLiteral("fetched_at"), base::toUnixSeconds(list.fetchedAt)},
            {QStringLiteral("models"), models}};
}

QByteArray toJson(const ModelsCache& cache)
{
    QJsonObject lists;
    for (auto list = cache.lists.cbegin(); list != cache.lists.cend(); ++list) {
        lists.insert(toString(list.key()), toJson(*list));
    }
    QJsonObject unsupported;
    for (auto byModel = cache.unsupported.cbegin(); byModel != cache.unsupported.cend();
         ++byModel) {
        QJsonObject models;
        for (auto model = byModel->cbegin(); model != byModel->cend(); ++model) {
            models.insert(model.key(), QJsonArray::fromStringList(*model));
        }
        unsupported.insert(toString(byModel.key()), models);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), formatVersion},
                                     {QStringLiteral("lists"), lists},
                                     {QStringLiteral("unsupported"), unsupported}})
        .toJson();
}

ModelsCache::List listFromJson(const QJsonObject& json, std::optional<base::Error>& error)
{
    JsonReader reader(json);
    ModelsCache::List list;
    list.fetchedAt = base::fromUnixSeconds(reader.integer("fetched_at").value_or(0));
    const QJsonArray rows = reader.array("models");
    for (const auto& value : rows) {
        JsonReader row(value.toObject());
        list.models.append({row.requiredString("id"), row.string("label"), row.integer("context"),
                            row.string("retires")});
        error = error ? error : row.error();
    }
    error = error ? error : reader.error();
    return list;
}

QMap<QString, QStringList> unsupportedFromJson(const QJsonObject& json,
                                               std::optional<base::Error>& error)
{
    QMap<QString, QStringList> byModel;
    JsonReader reader(json);
    for (const QString& model : json.keys()) {
        byModel.insert(model, reader.strings(model.toUtf8().constData()));
    }
    error = error ? error : reader.error();
    return byModel;
}

base::Result<ModelsCache> cacheFromJson(const QJsonObject& root)
{
    JsonReader reader(root);
    if (reader.integer("version") != formatVersion) {
        reader.fail("version", QStringLiteral("is another one"));
    }
    const QJsonObject lists = reader.object("lists");
    const QJsonObject unsupported = reader.object("unsupported");
    std::optional<base::Error> error = reader.error();
    ModelsCache cache;
    for (const ProviderId provider : allProviders()) {
        const QString id = toString(provider);
        if (lists.contains(id)) {
            cache.lists.insert(provider, listFromJson(lists.value(id).toObject(), error));
        }
        if (unsupported.contains(id)) {
            cache.unsupported.insert(provider,
                                     unsupportedFromJson(unsupported.value(id).toObject(), error));
        }
    }
    return error ? base::Result<ModelsCache>(*error) : cache;
}

base::Result<ModelsCache> readCache(const QString& path)
{
    const auto bytes = base::readOwnFile(path, maxBytes);
    if (!bytes) {
        return bytes.error();
    }
    if (!bytes.value()) {
        return ModelsCache{};
    }
    const auto root = base::parseJsonObject(**bytes);
    return root ? cacheFromJson(*root) : base::Result<ModelsCache>(root.error());
}

} // namespace

ModelsCache loadModelsCache(const QString& path)
{
    base::Result<ModelsCache> cache = readCache(path);
    if (!cache) {
        qCInfo(base::logLlm) << "The cached model lists are not used:" << cache.error().message;
        return {};
    }
    return std::move(cache).value();
}

base::Status saveModelsCache(const QString& path, const ModelsCache& cache)
{
    return base::writeFileAtomically(path, toJson(cache), base::FileAccess::Normal);
}

} // namespace plantain::llm
