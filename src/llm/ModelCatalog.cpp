// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ModelCatalog.h"

#include "src/base/AtomicFile.h"
#include "src/base/Logging.h"
#include "src/llm/ModelTable.h"
#include "src/llm/ModelsCache.h"
#include "src/llm/RequestRules.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QSet>

#include <algorithm>

// Named from a file of the same library, or a static link drops the table.
static void linkEmbeddedTable()
{
    Q_INIT_RESOURCE(models);
}

namespace plantain::llm {

using base::Error;

namespace {

constexpr std::chrono::hours freshFor{24};
constexpr qint64 maxOverrideBytes = qint64(1024) * 1024;
constexpr double tokensOfAPrice = 1'000'000;

ModelTable builtInTable()
{
    linkEmbeddedTable();
    QFile file(QStringLiteral(":/plantain/models.json"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    base::Result<ModelTable> table = parseModelTable(file.readAll());
    if (!table) {
        qCCritical(base::logLlm) << "The built-in model table is broken:" << table.error().message;
        return {};
    }
    return std::move(table).value();
}

base::Result<ModelTable> overridden(const ModelTable& table, const QString& path)
{
    const auto bytes = base::readOwnFile(path, maxOverrideBytes);
    if (!bytes) {
        return bytes.error();
    }
    return bytes.value() ? parseModelTable(**bytes, table) : base::Result<ModelTable>(table);
}

Error overrideProblem(Error error, const QString& path)
{
    error.message = ModelCatalog::tr("The model list “%1” is not used. %2")
                        .arg(QDir::toNativeSeparators(path), error.message);
    error.hint = ModelCatalog::tr("Correct the file or remove it.");
    return error;
}

/// What can be left out, as LlmResult::refusedParameters and the cache file name it.
constexpr QLatin1String temperatureName("temperature");
constexpr QLatin1String maxTokensName("max_tokens");
constexpr QLatin1String effortName("effort");

void takeOut(const QStringList& refused, ModelInfo& info)
{
    if (refused.contains(temperatureName)) {
        info.temperature = TemperatureRule::Never;
    }
    if (refused.contains(maxTokensName)) {
        info.takesMaxTokens = false;
    }
    if (refused.contains(effortName)) {
        info.efforts.clear();
        info.defaultEffort.clear();
    }
}

const Price* priceOn(QDate day, const QList<Price>& prices)
{
    const Price* current = nullptr;
    for (const Price& price : prices) {
        if (price.validFrom <= day) {
            current = &price;
        }
    }
    return current;
}

double costOf(const Usage& usage, const Price& price)
{
    const auto input = static_cast<double>(*usage.inputTokens);
    const double cached = std::min(static_cast<double>(usage.cachedTokens.value_or(0)), input);
    const bool isLong = price.longInput && *usage.inputTokens > price.longInput->aboveTokens;
    const LongInputRule factors = isLong ? *price.longInput : LongInputRule{};
    const double inputCost = (input - cached) * price.inputPerMillion +
                             cached * price.cachedPerMillion.value_or(price.inputPerMillion);
    const double outputCost = static_cast<double>(*usage.outputTokens) * price.outputPerMillion;
    return (inputCost * factors.inputFactor + outputCost * factors.outputFactor) / tokensOfAPrice;
}

QString replacementNote(const QString& oldId, const ModelAlias& alias)
{
    if (alias.why == QStringLiteral("not_offered")) {
        return ModelCatalog::tr("“%1” is not offered for this account; “%2” is used instead.")
            .arg(oldId, alias.replacedBy);
    }
    const QString sentence = ModelCatalog::tr("“%1” was shut down on %2; “%3” is used instead.")
                                 .arg(oldId, alias.since.toString(Qt::ISODate), alias.replacedBy);
    const bool ownReason = !alias.why.isEmpty() && alias.why != QStringLiteral("shut_down");
    return ownReason ? sentence + QLatin1Char(' ') + alias.why : sentence;
}

/// Fetches a list and hands it over before it finishes.
class RefreshModelsJob final : public ModelListJob
{
public:
    using Adopt = std::function<void(const QList<ListedModel>&)>;

    RefreshModelsJob(LlmClient& client, Adopt adopt)
        : m_client(client)
        , m_adopt(std::move(adopt))
    {
    }

protected:
    void run() override
    {
        m_list = m_client.listModels();
        connect(m_list.get(), &base::Job::finished, this, [this] {
            const auto& listed = m_list->result();
            if (listed) {
                m_adopt(*listed);
            }
            finish(listed);
        });
        m_list->start();
    }
    void abort() override { m_list.reset(); }

private:
    LlmClient& m_client;
    Adopt m_adopt;
    base::JobPtr<ModelListJob> m_list;
};

} // namespace

class ModelCatalog::Private
{
public:
    Private(QString file, const base::Clock& time, LlmClients providers)
        : cacheFile(std::move(file))
        , clock(time)
        , clients(providers)
        , table(builtInTable())
    {
        if (!cacheFile.isEmpty()) {
            cache = loadModelsCache(cacheFile);
        }
    }

    QDate today() const
    {
        const auto days = std::chrono::floor<std::chrono::days>(clock.now().time_since_epoch());
        return QDate(1970, 1, 1).addDays(days.count());
    }

    const ListedModel* listed(ProviderId provider, const QString& id) const;
    /// What an account or an own server offers is known to it alone.
    bool listDecides(ProviderId provider) const;
    ModelInfo info(ProviderId provider, const QString& id) const;
    void addLiveFacts(const ListedModel& live, ModelInfo& info) const;
    /// Set when the id must not be offered any more; the replacement may be unknown (empty).
    std::optional<ModelAlias> retirement(ProviderId provider, const QString& id) const;
    QString replaced(ProviderId provider, QString id, QStringList* notes) const;
    QStringList candidates(ProviderId provider) const;
    void keep(ProviderId provider, const QList<ListedModel>& models);
    void save() const;

    QString cacheFile;
    const base::Clock& clock;
    LlmClients clients;
    ModelTable table;
    ModelsCache cache;
    std::optional<Error> overrideError;
};

const ListedModel* ModelCatalog::Private::listed(ProviderId provider, const QString& id) const
{
    const auto list = cache.lists.constFind(provider);
    if (list == cache.lists.constEnd()) {
        return nullptr;
    }
    const auto found = std::find_if(list->models.cbegin(), list->models.cend(),
                                    [&](const ListedModel& model) { return model.id == id; });
    return found == list->models.cend() ? nullptr : &*found;
}

bool ModelCatalog::Private::listDecides(ProviderId provider) const
{
    const bool ownOffer =
        provider == ProviderId::OpenAiAuth || provider == ProviderId::OpenAiCompatible;
    return ownOffer && !cache.lists.value(provider).models.isEmpty();
}

ModelInfo ModelCatalog::Private::info(ProviderId provider, const QString& id) const
{
    const ModelInfo* row = table.rowOrBase(provider, id);
    ModelInfo info = row ? *row : undescribedModel(provider, id);
    if (info.id != id) {
        info.id = id;
        info.label = id;
    }
    const ListedModel* live = listed(provider, id);
    const auto aliases = table.aliases.value(provider);
    const auto alias = aliases.constFind(id);
    if (alias != aliases.constEnd() && !(live && listDecides(provider))) {
        info.retires = alias->since;
        info.replacedBy = alias->replacedBy;
    }
    if (live) {
        addLiveFacts(*live, info);
        info.isNew = !row && !aliases.contains(id) && table.knows(provider);
    }
    takeOut(cache.unsupported.value(provider).value(id), info);
    return info;
}

void ModelCatalog::Private::addLiveFacts(const ListedModel& live, ModelInfo& info) const
{
    info.live = true;
    const bool hasOwnLabel = info.label != info.id && info.provider != ProviderId::OpenAiAuth;
    if (!live.label.isEmpty() && !hasOwnLabel) {
        info.label = live.label;
    }
    if (live.contextTokens) {
        info.contextTokens = live.contextTokens;
    }
    if (const QDate retires = QDate::fromString(live.retires, Qt::ISODate); retires.isValid()) {
        info.retires = retires;
    }
}

std::optional<ModelAlias> ModelCatalog::Private::retirement(ProviderId provider,
                                                            const QString& id) const
{
    if (listDecides(provider) && listed(provider, id)) {
        return std::nullopt;
    }
    const ModelInfo known = info(provider, id);
    if (!known.retires.isValid() || known.retires > today()) {
        return std::nullopt;
    }
    const QString why = table.aliases.value(provider).value(id).why;
    return ModelAlias{known.replacedBy, known.retires, why};
}

QString ModelCatalog::Private::replaced(ProviderId provider, QString id, QStringList* notes) const
{
    QSet<QString> seen;
    for (;;) {
        seen.insert(id);
        const std::optional<ModelAlias> alias = retirement(provider, id);
        // A circle can only come from an override file.
        if (!alias || alias->replacedBy.isEmpty() || seen.contains(alias->replacedBy)) {
            return id;
        }
        if (notes) {
            *notes << replacementNote(id, *alias);
        }
        id = alias->replacedBy;
    }
}

QStringList ModelCatalog::Private::candidates(ProviderId provider) const
{
    QStringList ids;
    if (!listDecides(provider)) {
        for (const ModelInfo& row : table.models) {
            if (row.provider == provider) {
                ids << row.id;
            }
        }
    }
    const ModelsCache::List list = cache.lists.value(provider);
    for (const ListedModel& model : list.models) {
        if (!ids.contains(model.id)) {
            ids << model.id;
        }
    }
    return ids;
}

void ModelCatalog::Private::keep(ProviderId provider, const QList<ListedModel>& models)
{
    cache.lists.insert(provider, {clock.now(), models});
    save();
}

void ModelCatalog::Private::save() const
{
    if (cacheFile.isEmpty()) {
        return;
    }
    if (const base::Status saved = saveModelsCache(cacheFile, cache); !saved) {
        qCWarning(base::logLlm) << "The model lists are not cached:" << saved.error().message;
    }
}

ModelCatalog::ModelCatalog(QString cacheFile, const QString& overrideFile, const base::Clock& clock,
                           LlmClients clients, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(cacheFile), clock, clients))
{
    if (overrideFile.isEmpty()) {
        return;
    }
    base::Result<ModelTable> table = overridden(d->table, overrideFile);
    if (table) {
        d->table = std::move(table).value();
    } else {
        d->overrideError = overrideProblem(table.error(), overrideFile);
    }
}

ModelCatalog::~ModelCatalog() = default;

const std::optional<Error>& ModelCatalog::overrideError() const
{
    return d->overrideError;
}

QDate ModelCatalog::tableDate() const
{
    return d->table.date;
}

QList<ModelInfo> ModelCatalog::models(ProviderId provider) const
{
    QList<ModelInfo> offered;
    const QStringList ids = d->candidates(provider);
    for (const QString& id : ids) {
        if (!d->retirement(provider, id)) {
            offered << d->info(provider, id);
        }
    }
    return offered;
}

ModelInfo ModelCatalog::model(ProviderId provider, const QString& id) const
{
    return d->info(provider, id);
}

QString ModelCatalog::defaultModel(ProviderId provider) const
{
    const QString preferred = d->replaced(provider, d->table.defaults.value(provider), nullptr);
    const bool offered = d->listDecides(provider) ? d->listed(provider, preferred) != nullptr
                                                  : !d->retirement(provider, preferred);
    if (offered && !preferred.isEmpty()) {
        return preferred;
    }
    const QList<ModelInfo> others = models(provider);
    return others.isEmpty() ? preferred : others.first().id;
}

ModelCatalog::Prepared ModelCatalog::prepared(const LlmRequest& request) const
{
    Prepared prepared{request, {}};
    prepared.request.model = d->replaced(request.provider, request.model, &prepared.notes);
    applyModelRules(d->info(request.provider, prepared.request.model), prepared.request,
                    prepared.notes);
    return prepared;
}

std::optional<double> ModelCatalog::costUsd(ProviderId provider, const QString& model,
                                            const Usage& usage, QString* priceDate) const
{
    if (provider == ProviderId::OpenAiAuth || !usage.inputTokens || !usage.outputTokens) {
        return std::nullopt;
    }
    const ModelInfo info = d->info(provider, model);
    const Price* price = priceOn(d->today(), info.prices);
    if (!price) {
        return std::nullopt;
    }
    if (priceDate) {
        *priceDate = price->validFrom.toString(Qt::ISODate);
    }
    return costOf(usage, *price);
}

void ModelCatalog::learnUnsupported(ProviderId provider, const QString& model,
                                    const QString& parameter)
{
    const bool isKnown =
        parameter == temperatureName || parameter == maxTokensName || parameter == effortName;
    if (!isKnown || d->cache.unsupported.value(provider).value(model).contains(parameter)) {
        return;
    }
    d->cache.unsupported[provider][model] << parameter;
    d->save();
    emit changed(provider);
}

base::JobPtr<ModelListJob> ModelCatalog::refresh(ProviderId provider)
{
    const QPointer<ModelCatalog> catalog(this);
    return base::makeJob<RefreshModelsJob>(d->clients.of(provider),
                                           [catalog, provider](const QList<ListedModel>& models) {
                                               if (catalog) {
                                                   catalog->d->keep(provider, models);
                                                   emit catalog->changed(provider);
                                               }
                                           });
}

bool ModelCatalog::isStale(ProviderId provider) const
{
    const auto list = d->cache.lists.constFind(provider);
    if (list == d->cache.lists.constEnd()) {
        return true;
    }
    const auto age = d->clock.now() - list->fetchedAt;
    return age < std::chrono::seconds::zero() || age > freshFor;
}

} // namespace plantain::llm
