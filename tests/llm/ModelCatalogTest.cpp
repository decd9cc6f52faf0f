// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/llm/ModelCatalogTesting.h"

#include <gtest/gtest.h>

using namespace plantain::llm;
using namespace plantain::testing;

// --- the table ---------------------------------------------------------------------------------

TEST_F(ModelCatalogTest, T2_4_TheTableIsLinkedIntoTheLibrary)
{
    const auto catalog = makeCatalog();
    EXPECT_TRUE(catalog->tableDate().isValid());
    EXPECT_FALSE(catalog->overrideError());
    EXPECT_EQ(idsOf(catalog->models(openAiAuth)),
              QStringList({"gpt-6-luna", "gpt-6.1-sol", "gpt-6-sol"}));
    EXPECT_TRUE(idsOf(catalog->models(openAi)).contains("gpt-6.1-terra"));
    EXPECT_TRUE(idsOf(catalog->models(google)).contains("gemini-3.8-flash"));
    EXPECT_TRUE(catalog->models(compatible).isEmpty());
}

TEST_F(ModelCatalogTest, DefaultsAreCheapAndQuick)
{
    const auto catalog = makeCatalog();
    EXPECT_EQ(catalog->defaultModel(openAi), "gpt-6-luna");
    EXPECT_EQ(catalog->model(openAi, "gpt-6-luna").defaultEffort, "none");
    EXPECT_EQ(catalog->defaultModel(google), "gemini-3.8-flash");
    EXPECT_EQ(catalog->model(google, "gemini-3.8-flash").defaultEffort, "low");
    EXPECT_EQ(catalog->defaultModel(openAiAuth), "gpt-6-luna");
    EXPECT_EQ(catalog->defaultModel(compatible), "");
}

TEST_F(ModelCatalogTest, AnUnknownModelHasSafeValues)
{
    const auto catalog = makeCatalog();
    for (const ProviderId provider : {google, openAi, openAiAuth}) {
        const ModelInfo info = catalog->model(provider, "brand-new");
        EXPECT_EQ(info.id, "brand-new");
        EXPECT_EQ(info.label, "brand-new");
        EXPECT_EQ(info.provider, provider);
        EXPECT_EQ(info.temperature, TemperatureRule::Never);
        EXPECT_EQ(info.takesMaxTokens, provider != openAiAuth);
        EXPECT_TRUE(info.efforts.isEmpty());
        EXPECT_TRUE(info.prices.isEmpty());
        EXPECT_FALSE(info.live);
        EXPECT_FALSE(info.isNew);
    }
    EXPECT_EQ(catalog->model(compatible, "llama").temperature, TemperatureRule::Allowed);
}

// --- retired models ----------------------------------------------------------------------------

TEST_F(ModelCatalogTest, RetiredModelsAreReplacedFromTheirDayOn)
{
    const struct {
        ProviderId provider;
        const char* oldId;
        QDate firstDay;
        const char* newId;
    } cases[] = {
        {openAi, "gpt-4.1-nano", {2026, 10, 23}, "gpt-6-luna"},
        {google, "gemini-3-pro-preview", {2026, 3, 9}, "gemini-3.1-pro-preview"},
        {google, "gemini-2.5-flash", {2026, 12, 1}, "gemini-3.5-flash-lite"},
        {openAi, "gpt-4.1-mini", {2027, 1, 14}, "gpt-6-luna"},
        {openAi, "gpt-4.1", {2027, 1, 14}, "gpt-6-luna"},
        {openAi, "gpt-4o", {2027, 1, 14}, "gpt-6-luna"},
        {openAi, "gpt-4o-mini", {2027, 1, 14}, "gpt-6-luna"},
        {openAi, "gpt-5-nano", {2026, 12, 11}, "gpt-6-luna"},
        {openAi, "gpt-5.4-nano", {2027, 4, 1}, "gpt-6-luna"},
    };
    const auto catalog = makeCatalog();
    for (const auto& retired : cases) {
        setDay(retired.firstDay.addDays(-1));
        EXPECT_EQ(prepared(*catalog, retired.provider, retired.oldId).request.model, retired.oldId);
        EXPECT_TRUE(prepared(*catalog, retired.provider, retired.oldId).notes.isEmpty());
        setDay(retired.firstDay);
        const auto [request, notes] = prepared(*catalog, retired.provider, retired.oldId);
        EXPECT_EQ(request.model, retired.newId) << retired.oldId;
        ASSERT_EQ(notes.size(), 1) << retired.oldId;
        for (const QString& part : {QString(retired.oldId), QString(retired.newId),
                                    retired.firstDay.toString(Qt::ISODate)}) {
            EXPECT_TRUE(notes.first().contains(part)) << notes.first().toStdString();
        }
    }
}

TEST_F(ModelCatalogTest, RetiredModelsAreNotOffered)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, google, listed({"gemini-3.8-flash", "gemini-2.5-flash"}));
    setDay({2026, 11, 30});
    EXPECT_TRUE(idsOf(catalog->models(google)).contains("gemini-2.5-flash"));
    EXPECT_TRUE(idsOf(catalog->models(openAi)).contains("gpt-4.1-mini"));
    setDay({2027, 1, 14});
    EXPECT_FALSE(idsOf(catalog->models(google)).contains("gemini-2.5-flash"));
    EXPECT_FALSE(idsOf(catalog->models(openAi)).contains("gpt-4.1-mini"));
}

TEST_F(ModelCatalogTest, AnAnnouncedEndIsTold)
{
    const auto catalog = makeCatalog();
    EXPECT_EQ(catalog->model(openAi, "gpt-4.1-mini").retires, QDate(2027, 1, 14));
    EXPECT_EQ(catalog->model(google, "gemini-2.5-flash").retires, QDate(2026, 12, 1));
    EXPECT_FALSE(catalog->model(openAi, "gpt-6-luna").retires.isValid());
}

TEST_F(ModelCatalogTest, TheReplacementsRulesApplyToTheRequest)
{
    const auto catalog = makeCatalog();
    setDay({2027, 1, 14});
    LlmRequest request;
    request.provider = openAi;
    request.model = "gpt-4.1-mini";
    request.temperature = 0.7;
    const auto quick = catalog->prepared(request);
    EXPECT_EQ(quick.request.effort, "none");
    EXPECT_EQ(quick.request.temperature, 0.7);
    EXPECT_EQ(quick.notes.size(), 1);
    request.effort = "high";
    const auto thinking = catalog->prepared(request);
    EXPECT_FALSE(thinking.request.temperature);
    EXPECT_EQ(thinking.notes.size(), 2);
}

TEST_F(ModelCatalogTest, AnAccountIsAskedForWhatItOffers)
{
    const auto catalog = makeCatalog();
    const auto replaced = prepared(*catalog, openAiAuth, "gpt-5.2");
    EXPECT_EQ(replaced.request.model, "gpt-6-luna");
    ASSERT_EQ(replaced.notes.size(), 1);
    EXPECT_TRUE(replaced.notes.first().contains("not offered"))
        << replaced.notes.first().toStdString();

    refresh(*catalog, openAiAuth, listed({"gpt-6-sol", "gpt-5.2"}));
    EXPECT_EQ(prepared(*catalog, openAiAuth, "gpt-5.2").request.model, "gpt-5.2");
    EXPECT_EQ(idsOf(catalog->models(openAiAuth)), QStringList({"gpt-6-sol", "gpt-5.2"}));
    EXPECT_FALSE(catalog->model(openAiAuth, "gpt-5.2").retires.isValid());
}

TEST_F(ModelCatalogTest, ReplacementsAreFollowedAndACircleEnds)
{
    write(overrideFile(), R"({"version": 1, "aliases": {"openai": {
        "a": {"replaced_by": "b", "since": "2026-01-01"},
        "b": {"replaced_by": "gpt-6-luna", "since": "2026-01-01", "why": "The team said so."},
        "round": {"replaced_by": "about", "since": "2026-01-01"},
        "about": {"replaced_by": "round", "since": "2026-01-01"}}}})");
    const auto catalog = makeCatalog();
    ASSERT_FALSE(catalog->overrideError()) << catalog->overrideError()->message.toStdString();
    const auto twice = prepared(*catalog, openAi, "a");
    EXPECT_EQ(twice.request.model, "gpt-6-luna");
    ASSERT_EQ(twice.notes.size(), 2);
    EXPECT_TRUE(twice.notes.last().endsWith("The team said so."));
    EXPECT_EQ(prepared(*catalog, openAi, "round").request.model, "about");
}

TEST_F(ModelCatalogTest, AnUnknownModelIsSentAsItIs)
{
    const auto catalog = makeCatalog();
    for (const ProviderId provider : allProviders()) {
        EXPECT_EQ(prepared(*catalog, provider, "my/own:model").request.model, "my/own:model");
        EXPECT_TRUE(prepared(*catalog, provider, "my/own:model").notes.isEmpty());
    }
}

// --- requests ----------------------------------------------------------------------------------

TEST_F(ModelCatalogTest, RequestsFollowTheRowsOfTheTable)
{
    const struct {
        ProviderId provider;
        const char* model;
        const char* effort;
        const char* sentEffort;
        bool keepsTemperature;
        bool keepsMaxTokens;
    } cases[] = {
        {openAi, "gpt-6-luna", "", "none", true, true},
        {openAi, "gpt-6-luna", "none", "none", true, true},
        {openAi, "gpt-6-luna", "low", "low", false, true},
        {openAi, "gpt-6.1-terra", "", "medium", false, true},
        {openAi, "gpt-6.1-terra", "none", "none", true, true},
        {openAi, "gpt-6.1-sol", "max", "max", false, true},
        {openAi, "gpt-6.1-sol", "none", "", false, true},
        {openAi, "gpt-6.2-astra", "xhigh", "xhigh", false, true},
        {openAi, "gpt-5.2", "max", "", false, true},
        {openAi, "gpt-4.1-mini", "low", "", true, true},
        {openAiAuth, "gpt-6-luna", "none", "none", false, false},
        {openAiAuth, "gpt-6-sol", "high", "high", false, false},
        {openAiAuth, "unheard-of", "high", "", false, false},
        {google, "gemini-3.8-flash", "", "low", false, true},
        {google, "gemini-3.8-flash", "minimal", "low", false, true},
        {google, "gemini-3.5-flash", "minimal", "minimal", true, true},
        {google, "gemini-3.1-flash-lite", "low", "", true, true},
        {google, "gemini-3.1-pro-preview", "", "high", true, true},
        {compatible, "llama", "", "", true, true},
    };
    const auto catalog = makeCatalog();
    for (const auto& row : cases) {
        LlmRequest request;
        request.provider = row.provider;
        request.model = row.model;
        request.effort = row.effort;
        request.temperature = 0.7;
        request.maxTokens = 1000;
        const auto [sent, notes] = catalog->prepared(request);
        const std::string what = std::string(row.model) + " with effort " + row.effort;
        EXPECT_EQ(sent.temperature.has_value(), row.keepsTemperature) << what;
        EXPECT_EQ(sent.maxTokens.has_value(), row.keepsMaxTokens) << what;
        EXPECT_EQ(sent.effort, row.sentEffort) << what;
        const bool effortRefused = *row.effort != '\0' && sent.effort != row.effort;
        EXPECT_EQ(notes.size(), !row.keepsTemperature + !row.keepsMaxTokens + effortRefused)
            << what << ": " << notes.join('|').toStdString();
    }
}

// --- cost --------------------------------------------------------------------------------------

namespace {

Usage usageOf(qint64 input, qint64 output, std::optional<qint64> cached = {})
{
    Usage usage;
    usage.inputTokens = input;
    usage.outputTokens = output;
    usage.cachedTokens = cached;
    return usage;
}

} // namespace

TEST_F(ModelCatalogTest, R11_CostAndTheDateOfItsPrice)
{
    const auto catalog = makeCatalog();
    QString date;
    const auto cost = catalog->costUsd(openAi, "gpt-6-luna", usageOf(100'000, 2'000), &date);
    ASSERT_TRUE(cost);
    EXPECT_DOUBLE_EQ(*cost, 0.01 + 0.001);
    EXPECT_EQ(date, "2026-09-22");
}

TEST_F(ModelCatalogTest, R11_CachedInputHasItsOwnPrice)
{
    const auto catalog = makeCatalog();
    EXPECT_DOUBLE_EQ(*catalog->costUsd(openAi, "gpt-6-luna", usageOf(100'000, 0, 60'000)),
                     0.04 * 0.1 + 0.06 * 0.01);
    EXPECT_DOUBLE_EQ(*catalog->costUsd(openAi, "gpt-6.2-sol", usageOf(100'000, 0, 60'000)), 0.2)
        << "its cached price is not known";
    EXPECT_DOUBLE_EQ(*catalog->costUsd(openAi, "gpt-6-luna", usageOf(100'000, 0, 900'000)), 0.001)
        << "more cached than sent";
}

TEST_F(ModelCatalogTest, R11_APriceHoldsFromItsDay)
{
    const auto catalog = makeCatalog();
    QString date;
    setDay({2026, 12, 31});
    EXPECT_DOUBLE_EQ(
        *catalog->costUsd(google, "gemini-3.8-flash", usageOf(1'000'000, 1'000'000), &date), 4.5);
    EXPECT_EQ(date, "2026-09-02");
    setDay({2027, 1, 1});
    EXPECT_DOUBLE_EQ(
        *catalog->costUsd(google, "gemini-3.8-flash", usageOf(1'000'000, 1'000'000), &date), 9.0);
    EXPECT_EQ(date, "2027-01-01");
    setDay({2020, 1, 1});
    EXPECT_FALSE(catalog->costUsd(google, "gemini-3.8-flash", usageOf(1, 1)));
}

TEST_F(ModelCatalogTest, R11_ALongInputMakesTheWholeRequestDearer)
{
    const auto catalog = makeCatalog();
    EXPECT_DOUBLE_EQ(*catalog->costUsd(openAi, "gpt-6.1-sol", usageOf(272'000, 1'000)),
                     0.544 + 0.01);
    EXPECT_DOUBLE_EQ(*catalog->costUsd(openAi, "gpt-6.1-sol", usageOf(300'000, 1'000)),
                     0.6 * 2 + 0.01 * 1.5);
    EXPECT_DOUBLE_EQ(*catalog->costUsd(google, "gemini-3.1-pro-preview", usageOf(300'000, 1'000)),
                     0.3 * 4 + 0.018);
    EXPECT_DOUBLE_EQ(*catalog->costUsd(openAi, "gpt-5.2", usageOf(300'000, 0)), 0.3 * 1.75);
}

TEST_F(ModelCatalogTest, R11_TheModelThatAnsweredMayBeADatedSnapshot)
{
    const auto catalog = makeCatalog();
    EXPECT_DOUBLE_EQ(*catalog->costUsd(openAi, "gpt-6-luna-2026-09-22", usageOf(1'000'000, 0)),
                     0.1 * 2);
}

TEST_F(ModelCatalogTest, R11_WhatIsNotKnownIsNotInvented)
{
    const auto catalog = makeCatalog();
    QString date("unchanged");
    EXPECT_FALSE(catalog->costUsd(openAi, "unheard-of", usageOf(1, 1), &date));
    EXPECT_FALSE(catalog->costUsd(openAi, "gpt-4o", usageOf(1, 1), &date));
    EXPECT_FALSE(catalog->costUsd(openAi, "gpt-6-luna", Usage{}, &date));
    Usage half;
    half.inputTokens = 7;
    EXPECT_FALSE(catalog->costUsd(openAi, "gpt-6-luna", half, &date));
    EXPECT_FALSE(catalog->costUsd(openAiAuth, "gpt-6-luna", usageOf(1, 1), &date));
    EXPECT_EQ(date, "unchanged");
}
