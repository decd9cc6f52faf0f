// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ModelTable.h"

#include "src/base/Json.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace plantain::llm {

namespace {

using base::Error;
using base::JsonReader;

constexpr qint64 formatVersion = 1;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelTable)
};

std::optional<TemperatureRule> temperatureRuleFromString(const QString& word)
{
    static const QMap<QString, TemperatureRule> rules{
        {QStringLiteral("allowed"), TemperatureRule::Allowed},
        {QStringLiteral("only_without_effort"), TemperatureRule::OnlyWithoutEffort},
        {QStringLiteral("deprecated"), TemperatureRule::Deprecated},
        {QStringLiteral("never"), TemperatureRule::Never}};
    const auto found = rules.constFind(word);
    return found == rules.constEnd() ? std::nullopt : std::optional(*found);
}

QDate readDate(JsonReader& reader, const char* key, QDate fallback = {})
{
    if (!reader.has(key)) {
        return fallback;
    }
    const QDate date = QDate::fromString(reader.string(key), Qt::ISODate);
    if (!date.isValid()) {
        reader.fail(key, Text::tr("must be a date like 2027-01-31"));
    }
    return date;
}

double readAmount(JsonReader& reader, const char* key)
{
    const std::optional<double> amount = reader.number(key);
    if (!amount || *amount < 0) {
        reader.fail(key, Text::tr("must be a number that is not negative"));
        return 0;
    }
    return *amount;
}

std::optional<qint64> readTokens(JsonReader& reader, const char* key,
                                 std::optional<qint64> fallback = {})
{
    const std::optional<qint64> tokens = reader.integer(key);
    if (tokens && *tokens <= 0) {
        reader.fail(key, Text::tr("must be greater than 0"));
    }
    return tokens ? tokens : fallback;
}

/// Reads one text; the first error of any of its readers is kept.
class TableParser
{
public:
    explicit TableParser(ModelTable base)
        : m_table(std::move(base))
    {
    }

    base::Result<ModelTable> parse(const QJsonObject& root)
    {
        JsonReader reader(root);
        if (reader.integer("version") != formatVersion) {
            reader.fail("version", Text::tr("must be %1").arg(formatVersion));
        }
        m_table.date = readDate(reader, "table_date", m_table.date);
        readModels(reader.array("models"));
        readAliases(reader.object("aliases"));
        readDefaults(reader.object("defaults"));
        keepErrorOf(reader);
        return m_error ? base::Result<ModelTable>(*m_error) : m_table;
    }

private:
    void keepErrorOf(const JsonReader& reader)
    {
        if (!m_error) {
            m_error = reader.error();
        }
    }

    std::optional<ProviderId> provider(JsonReader& reader, const char* key, const QString& id)
    {
        const std::optional<ProviderId> found = providerFromString(id);
        if (!found) {
            reader.fail(key, Text::tr("names an unknown provider, “%1”").arg(id));
        }
        return found;
    }

    void readModels(const QJsonArray& rows)
    {
        for (qsizetype index = 0; index < rows.size(); ++index) {
            JsonReader reader(rows.at(index).toObject(), QStringLiteral("models[%1]").arg(index));
            const QStringList providers = reader.strings("providers");
            if (providers.isEmpty()) {
                reader.fail("providers", Text::tr("is missing"));
            }
            for (const QString& id : providers) {
                if (const auto found = provider(reader, "providers", id)) {
                    readModel(reader, *found);
                }
            }
            keepErrorOf(reader);
        }
    }

    void readModel(JsonReader& reader, ProviderId provider)
    {
        const QString id = reader.requiredString("id");
        ModelInfo& info = rowToFill(provider, id);
        info.label = reader.string("label", info.label);
        info.contextTokens = readTokens(reader, "context", info.contextTokens);
        info.maxOutputTokens = readTokens(reader, "max_output", info.maxOutputTokens);
        info.images = reader.boolean("image", info.images);
        if (reader.has("max_temperature")) {
            info.maxTemperature = readAmount(reader, "max_temperature");
        }
        info.takesMaxTokens = reader.boolean("takes_max_tokens", info.takesMaxTokens);
        info.retires = readDate(reader, "retires", info.retires);
        info.replacedBy = reader.string("replaced_by", info.replacedBy);
        readTemperatureRule(reader, info);
        readEfforts(reader, info);
        if (reader.has("prices")) {
            info.prices = readPrices(reader.array("prices"), reader.pathOf("prices"));
        }
    }

    ModelInfo& rowToFill(ProviderId provider, const QString& id)
    {
        const auto found =
            std::find_if(m_table.models.begin(), m_table.models.end(), [&](const ModelInfo& row) {
                return row.provider == provider && row.id == id;
            });
        if (found != m_table.models.end()) {
            return *found;
        }
        return m_table.models.emplace_back(undescribedModel(provider, id));
    }

    void readTemperatureRule(JsonReader& reader, ModelInfo& info)
    {
        if (!reader.has("temperature")) {
            return;
        }
        const auto rule = temperatureRuleFromString(reader.string("temperature"));
        if (!rule) {
            reader.fail("temperature", Text::tr("must be “allowed”, “only_without_effort”, "
                                                "“deprecated” or “never”"));
        }
        info.temperature = rule.value_or(TemperatureRule::Never);
    }

    void readEfforts(JsonReader& reader, ModelInfo& info)
    {
        if (reader.has("efforts")) {
            info.efforts = reader.strings("efforts");
            if (!info.efforts.contains(info.defaultEffort)) {
                info.defaultEffort.clear();
            }
        }
        info.defaultEffort = reader.string("default_effort", info.defaultEffort);
        if (!info.defaultEffort.isEmpty() && !info.efforts.contains(info.defaultEffort)) {
            reader.fail("default_effort", Text::tr("must be one of the model's efforts"));
        }
    }

    QList<Price> readPrices(const QJsonArray& rows, const QString& path)
    {
        QList<Price> prices;
        for (qsizetype index = 0; index < rows.size(); ++index) {
            JsonReader reader(rows.at(index).toObject(),
                              QStringLiteral("%1[%2]").arg(path).arg(index));
            prices << readPrice(reader);
            keepErrorOf(reader);
        }
        std::sort(prices.begin(), prices.end(), [](const Price& left, const Price& right) {
            return left.validFrom < right.validFrom;
        });
        return prices;
    }

    Price readPrice(JsonReader& reader)
    {
        Price price;
        price.validFrom = readDate(reader, "valid_from");
        if (!price.validFrom.isValid()) {
            reader.fail("valid_from", Text::tr("is missing"));
        }
        price.inputPerMillion = readAmount(reader, "input");
        price.outputPerMillion = readAmount(reader, "output");
        if (reader.has("cached")) {
            price.cachedPerMillion = readAmount(reader, "cached");
        }
        if (reader.has("long_input")) {
            JsonReader rule(reader.object("long_input"), reader.pathOf("long_input"));
            price.longInput = readLongInputRule(rule);
            keepErrorOf(rule);
        }
        return price;
    }

    static LongInputRule readLongInputRule(JsonReader& reader)
    {
        if (!reader.has("above")) {
            reader.fail("above", Text::tr("is missing"));
        }
        return LongInputRule{readTokens(reader, "above").value_or(0),
                             readAmount(reader, "input_factor"),
                             readAmount(reader, "output_factor")};
    }

    void readAliases(const QJsonObject& byProvider)
    {
        JsonReader reader(byProvider, QStringLiteral("aliases"));
        for (const QString& providerId : byProvider.keys()) {
            const QByteArray key = providerId.toUtf8();
            const auto found = provider(reader, key.constData(), providerId);
            const QJsonObject aliases = reader.object(key.constData());
            for (const QString& oldId : aliases.keys()) {
                JsonReader row(aliases.value(oldId).toObject(),
                               QStringLiteral("aliases.%1.%2").arg(providerId, oldId));
                const ModelAlias alias = readAlias(row);
                keepErrorOf(row);
                if (found) {
                    m_table.aliases[*found].insert(oldId, alias);
                }
            }
        }
        keepErrorOf(reader);
    }

    static ModelAlias readAlias(JsonReader& reader)
    {
        ModelAlias alias;
        alias.replacedBy = reader.requiredString("replaced_by");
        alias.since = readDate(reader, "since");
        alias.why = reader.string("why");
        if (!alias.since.isValid()) {
            reader.fail("since", Text::tr("is missing"));
        }
        return alias;
    }

    void readDefaults(const QJsonObject& defaults)
    {
        JsonReader reader(defaults, QStringLiteral("defaults"));
        for (const QString& providerId : defaults.keys()) {
            const QByteArray key = providerId.toUtf8();
            if (const auto found = provider(reader, key.constData(), providerId)) {
                m_table.defaults.insert(*found, reader.requiredString(key.constData()));
            }
        }
        keepErrorOf(reader);
    }

    ModelTable m_table;
    std::optional<Error> m_error;
};

} // namespace

ModelInfo undescribedModel(ProviderId provider, const QString& id)
{
    ModelInfo info;
    info.id = id;
    info.label = id;
    info.provider = provider;
    info.takesMaxTokens = provider != ProviderId::OpenAiAuth;
    if (provider == ProviderId::OpenAiCompatible) {
        info.temperature = TemperatureRule::Allowed;
    }
    return info;
}

const ModelInfo* ModelTable::row(ProviderId provider, const QString& id) const
{
    const auto found =
        std::find_if(models.cbegin(), models.cend(), [&](const ModelInfo& candidate) {
            return candidate.provider == provider && candidate.id == id;
        });
    return found == models.cend() ? nullptr : &*found;
}

const ModelInfo* ModelTable::rowOrBase(ProviderId provider, const QString& id) const
{
    static const QRegularExpression snapshotDate(QStringLiteral("-\\d{4}-\\d{2}-\\d{2}$"));
    const ModelInfo* exact = row(provider, id);
    return exact ? exact : row(provider, QString(id).remove(snapshotDate));
}

bool ModelTable::knows(ProviderId provider) const
{
    return std::any_of(models.cbegin(), models.cend(),
                       [&](const ModelInfo& info) { return info.provider == provider; });
}

base::Result<ModelTable> parseModelTable(const QByteArray& json, ModelTable base)
{
    const base::Result<QJsonObject> root = base::parseJsonObject(json);
    return root ? TableParser(std::move(base)).parse(*root)
                : base::Result<ModelTable>(root.error());
}

} // namespace plantain::llm
