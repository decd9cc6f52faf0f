// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Folders.h"

#include "src/llm/ModelTable.h"

#include <gtest/gtest.h>

#include <QFile>

using namespace plantain::llm;
using plantain::base::ErrorKind;

namespace {

ModelTable shippedTable()
{
    QFile file(plantain::testing::inSource(QStringLiteral("resources/models.json")));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    const auto table = parseModelTable(file.readAll());
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().message.toStdString());
    return table.ok() ? table.value() : ModelTable{};
}

QByteArray tableWithRow(const QByteArray& fields)
{
    return R"({"version": 1, "models": [{"id": "m", "providers": ["openai"])" +
           (fields.isEmpty() ? QByteArray() : ", " + fields) + "}]}";
}

ModelInfo parsedRow(const QByteArray& fields)
{
    const auto table = parseModelTable(tableWithRow(fields));
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().message.toStdString());
    return table.ok() && !table->models.isEmpty() ? table->models.first() : ModelInfo{};
}

} // namespace

TEST(ShippedModelTable, EveryRowCanBeUsed)
{
    const ModelTable table = shippedTable();
    EXPECT_TRUE(table.date.isValid());
    EXPECT_GE(table.models.size(), 25);
    for (const ModelInfo& info : table.models) {
        const std::string id = info.id.toStdString();
        EXPECT_EQ(table.row(info.provider, info.id), &info) << id << " has two rows";
        EXPECT_NE(info.label, info.id) << id;
        EXPECT_EQ(info.temperature == TemperatureRule::OnlyWithoutEffort,
                  info.temperature != TemperatureRule::Never && info.efforts.contains("none"))
            << id;
        if (info.retires.isValid()) {
            EXPECT_TRUE(table.row(info.provider, info.replacedBy)) << id;
        }
    }
}

TEST(ShippedModelTable, AliasesAndDefaultsLeadToRows)
{
    const ModelTable table = shippedTable();
    EXPECT_EQ(table.defaults.size(), 3);
    for (auto preferred = table.defaults.cbegin(); preferred != table.defaults.cend();
         ++preferred) {
        EXPECT_TRUE(table.row(preferred.key(), *preferred)) << preferred->toStdString();
    }
    for (auto aliases = table.aliases.cbegin(); aliases != table.aliases.cend(); ++aliases) {
        for (auto alias = aliases->cbegin(); alias != aliases->cend(); ++alias) {
            EXPECT_TRUE(table.row(aliases.key(), alias->replacedBy)) << alias.key().toStdString();
            EXPECT_FALSE(table.row(aliases.key(), alias.key())) << alias.key().toStdString();
        }
    }
}

TEST(ShippedModelTable, AnAccountIsNeverSentATemperatureNorALimit)
{
    QStringList ids;
    for (const ModelInfo& info : shippedTable().models) {
        if (info.provider == ProviderId::OpenAiAuth) {
            ids << info.id;
            EXPECT_EQ(info.temperature, TemperatureRule::Never) << info.id.toStdString();
            EXPECT_FALSE(info.takesMaxTokens) << info.id.toStdString();
            EXPECT_FALSE(info.efforts.isEmpty()) << info.id.toStdString();
            EXPECT_TRUE(info.prices.isEmpty()) << info.id.toStdString();
        }
    }
    ids.sort();
    EXPECT_EQ(ids, QStringList({"gpt-6-luna", "gpt-6-sol", "gpt-6.1-sol"}));
}

TEST(ModelTable, ReadsEveryFieldOfARow)
{
    const ModelInfo info = parsedRow(R"("label": "M", "context": 1000, "max_output": 100,
        "image": false, "temperature": "allowed", "max_temperature": 1, "takes_max_tokens": false,
        "efforts": ["low", "high"], "default_effort": "low", "retires": "2027-01-14",
        "replaced_by": "n",
        "prices": [{"valid_from": "2027-01-01", "input": 2, "output": 4},
                   {"valid_from": "2026-01-01", "input": 1, "cached": 0.5, "output": 3,
                    "long_input": {"above": 10, "input_factor": 2, "output_factor": 1.5}}])");
    ModelInfo expected;
    expected.id = "m";
    expected.label = "M";
    expected.provider = ProviderId::OpenAi;
    expected.contextTokens = 1000;
    expected.maxOutputTokens = 100;
    expected.images = false;
    expected.temperature = TemperatureRule::Allowed;
    expected.maxTemperature = 1;
    expected.takesMaxTokens = false;
    expected.efforts = QStringList{"low", "high"};
    expected.defaultEffort = "low";
    expected.retires = QDate(2027, 1, 14);
    expected.replacedBy = "n";
    expected.prices = {{QDate(2026, 1, 1), 1, 0.5, 3, LongInputRule{10, 2, 1.5}},
                       {QDate(2027, 1, 1), 2, std::nullopt, 4, std::nullopt}};
    EXPECT_EQ(info, expected);
}

TEST(ModelTable, ARowThatSaysLittleIsSafe)
{
    const ModelInfo info = parsedRow({});
    EXPECT_EQ(info.label, "m");
    EXPECT_EQ(info.temperature, TemperatureRule::Never);
    EXPECT_TRUE(info.efforts.isEmpty());
    EXPECT_TRUE(info.prices.isEmpty());
}

TEST(ModelTable, LaidOverAnotherItChangesOnlyWhatItSays)
{
    const auto base = parseModelTable(
        R"({"version": 1, "table_date": "2026-11-22",
            "models": [{"id": "a", "label": "A", "providers": ["openai"], "context": 5,
                        "efforts": ["low", "high"], "default_effort": "low"},
                       {"id": "a", "label": "A", "providers": ["openai-auth"]}],
            "aliases": {"openai": {"old": {"replaced_by": "a", "since": "2026-01-01"}}},
            "defaults": {"openai": "a"}})");
    ASSERT_TRUE(base.ok());
    const auto table = parseModelTable(
        R"({"version": 1,
            "models": [{"id": "a", "providers": ["openai"], "efforts": ["high"]},
                       {"id": "b", "providers": ["openai", "openai-compatible"]}],
            "aliases": {"openai": {"older": {"replaced_by": "b", "since": "2026-01-01"}}}})",
        base.value());
    ASSERT_TRUE(table.ok()) << table.error().message.toStdString();
    EXPECT_EQ(table->date, QDate(2026, 11, 22));
    ASSERT_EQ(table->models.size(), 4);
    EXPECT_EQ(table->models.at(0).label, "A");
    EXPECT_EQ(table->models.at(0).contextTokens, 5);
    EXPECT_EQ(table->models.at(0).efforts, QStringList{"high"});
    EXPECT_EQ(table->models.at(0).defaultEffort, "") << "it is not offered any more";
    EXPECT_EQ(table->models.at(1), base->models.at(1));
    EXPECT_TRUE(table->row(ProviderId::OpenAiCompatible, "b"));
    EXPECT_EQ(table->aliases.value(ProviderId::OpenAi).keys(), QStringList({"old", "older"}));
    EXPECT_EQ(table->defaults.value(ProviderId::OpenAi), "a");
}

TEST(ModelTable, ADatedSnapshotHasTheRowOfItsModel)
{
    const auto table = parseModelTable(tableWithRow({}));
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->rowOrBase(ProviderId::OpenAi, "m-2026-09-22"), &table->models.first());
    EXPECT_EQ(table->rowOrBase(ProviderId::OpenAi, "m"), &table->models.first());
    EXPECT_FALSE(table->rowOrBase(ProviderId::OpenAi, "m-mini"));
    EXPECT_FALSE(table->rowOrBase(ProviderId::Google, "m"));
}

TEST(ModelTable, ABrokenTableNamesTheField)
{
    const struct {
        QByteArray json;
        const char* message;
    } cases[] = {
        {"{", "line 1"},
        {"[]", "not an object"},
        {"{}", "version"},
        {R"({"version": 2})", "version"},
        {R"({"version": 1, "table_date": "yesterday"})", "table_date"},
        {R"({"version": 1, "models": {}})", "models"},
        {R"({"version": 1, "models": [7]})", "models[0].providers"},
        {R"({"version": 1, "models": [{"providers": ["openai"]}]})", "models[0].id"},
        {R"({"version": 1, "models": [{"id": "m", "providers": ["closedai"]}]})", "“closedai”"},
        {tableWithRow(R"("temperature": "hot")"), "models[0].temperature"},
        {tableWithRow(R"("temperature": 1)"), "models[0].temperature"},
        {tableWithRow(R"("max_temperature": -1)"), "models[0].max_temperature"},
        {tableWithRow(R"("context": 0)"), "models[0].context"},
        {tableWithRow(R"("context": 1.5)"), "models[0].context"},
        {tableWithRow(R"("max_output": "many")"), "models[0].max_output"},
        {tableWithRow(R"("image": 1)"), "models[0].image"},
        {tableWithRow(R"("efforts": "low")"), "models[0].efforts"},
        {tableWithRow(R"("efforts": ["low"], "default_effort": "max")"),
         "models[0].default_effort"},
        {tableWithRow(R"("retires": "14.1.2027")"), "models[0].retires"},
        {tableWithRow(R"("prices": [{"input": 1, "output": 1}])"),
         "models[0].prices[0].valid_from"},
        {tableWithRow(R"("prices": [{"valid_from": "2026-01-01", "input": -1, "output": 1}])"),
         "models[0].prices[0].input"},
        {tableWithRow(R"("prices": [{"valid_from": "2026-01-01", "input": 1}])"),
         "models[0].prices[0].output"},
        {tableWithRow(R"("prices": [{"valid_from": "2026-01-01", "input": 1, "output": 1,
                          "long_input": {"input_factor": 2, "output_factor": 2}}])"),
         "models[0].prices[0].long_input.above"},
        {R"({"version": 1, "aliases": {"openai": {"a": {"since": "2026-01-01"}}}})",
         "aliases.openai.a.replaced_by"},
        {R"({"version": 1, "aliases": {"openai": {"a": {"replaced_by": "b"}}}})",
         "aliases.openai.a.since"},
        {R"({"version": 1, "aliases": {"closedai": {}}})", "aliases.closedai"},
        {R"({"version": 1, "defaults": {"closedai": "m"}})", "defaults.closedai"},
        {R"({"version": 1, "defaults": {"openai": 1}})", "defaults.openai"},
    };
    for (const auto& broken : cases) {
        const auto table = parseModelTable(broken.json);
        ASSERT_FALSE(table.ok()) << broken.json.toStdString();
        EXPECT_EQ(table.error().kind, ErrorKind::InvalidInput);
        EXPECT_TRUE(table.error().message.contains(QString::fromUtf8(broken.message)))
            << broken.json.toStdString() << " -> " << table.error().message.toStdString();
    }
}
