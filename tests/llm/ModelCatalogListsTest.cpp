// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/llm/ModelCatalogTesting.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

using namespace plantain::llm;
using namespace plantain::testing;
using plantain::base::Error;
using plantain::base::ErrorKind;
using plantain::base::Result;

namespace {

class ModelCatalogLists : public ModelCatalogTest
{
};

} // namespace

// --- live lists --------------------------------------------------------------------------------

TEST_F(ModelCatalogLists, T2_4_NewLiveModelsFollowTheTable)
{
    const auto catalog = makeCatalog();
    const QStringList before = idsOf(catalog->models(openAi));
    refresh(*catalog, openAi, listed({"gpt-9-zeta", "gpt-6-sol", "gpt-9-alpha", "gpt-6-luna"}));
    EXPECT_EQ(idsOf(catalog->models(openAi)), before + QStringList({"gpt-9-zeta", "gpt-9-alpha"}));
    EXPECT_TRUE(catalog->model(openAi, "gpt-9-zeta").isNew);
    EXPECT_TRUE(catalog->model(openAi, "gpt-9-zeta").live);
    EXPECT_EQ(catalog->model(openAi, "gpt-9-zeta").temperature, TemperatureRule::Never);
    EXPECT_TRUE(catalog->model(openAi, "gpt-6-sol").live);
    EXPECT_FALSE(catalog->model(openAi, "gpt-6-sol").isNew);
    EXPECT_FALSE(catalog->model(openAi, "gpt-5.2").live) << "not in the live list";
}

TEST_F(ModelCatalogLists, T2_4_AnAccountOffersWhatItsListSaysInItsOrder)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, openAiAuth,
            {{"gpt-7-sol", "GPT-7 Sol", 5000, {}}, {"gpt-6-sol", "Sol", {}, {}}});
    const QList<ModelInfo> models = catalog->models(openAiAuth);
    EXPECT_EQ(idsOf(models), QStringList({"gpt-7-sol", "gpt-6-sol"}));
    EXPECT_EQ(models.at(0).label, "GPT-7 Sol");
    EXPECT_EQ(models.at(0).contextTokens, 5000);
    EXPECT_TRUE(models.at(0).isNew);
    EXPECT_FALSE(models.at(0).takesMaxTokens);
    EXPECT_EQ(models.at(1).label, "Sol") << "the account's own name";
    EXPECT_FALSE(models.at(1).efforts.isEmpty());
    EXPECT_EQ(catalog->defaultModel(openAiAuth), "gpt-7-sol");
    refresh(*catalog, openAiAuth, listed({"gpt-7-sol", "gpt-6-luna"}));
    EXPECT_EQ(catalog->defaultModel(openAiAuth), "gpt-6-luna");
}

TEST_F(ModelCatalogLists, T2_4_AnEmptyLiveListDoesNotEmptyTheOffer)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, openAiAuth, {});
    EXPECT_EQ(catalog->models(openAiAuth).size(), 3);
    EXPECT_EQ(catalog->defaultModel(openAiAuth), "gpt-6-luna");
}

TEST_F(ModelCatalogLists, AnOwnServerOffersItsListWithoutNewBadges)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, compatible, listed({"qwen", "llama"}));
    EXPECT_EQ(idsOf(catalog->models(compatible)), QStringList({"qwen", "llama"}));
    EXPECT_EQ(catalog->defaultModel(compatible), "qwen");
    EXPECT_FALSE(catalog->model(compatible, "qwen").isNew);
}

TEST_F(ModelCatalogLists, LiveFactsAreMergedOverTheTable)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, openAi,
            {{"gpt-6-luna", "gpt-6-luna", 1234, "2027-06-01"}, {"gpt-6-sol", {}, {}, "soon"}});
    const ModelInfo luna = catalog->model(openAi, "gpt-6-luna");
    EXPECT_EQ(luna.label, "GPT-6 Luna");
    EXPECT_EQ(luna.contextTokens, 1234);
    EXPECT_EQ(luna.retires, QDate(2027, 6, 1));
    EXPECT_FALSE(catalog->model(openAi, "gpt-6-sol").retires.isValid());
    setDay({2027, 6, 1});
    EXPECT_FALSE(idsOf(catalog->models(openAi)).contains("gpt-6-luna"));
    EXPECT_NE(catalog->defaultModel(openAi), "gpt-6-luna");
    EXPECT_EQ(prepared(*catalog, openAi, "gpt-6-luna").request.model, "gpt-6-luna")
        << "nobody said what replaces it";
}

TEST_F(ModelCatalogLists, ADatedSnapshotIsKnownByItsModel)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, openAi, listed({"gpt-6-luna-2026-09-22"}));
    const ModelInfo snapshot = catalog->model(openAi, "gpt-6-luna-2026-09-22");
    EXPECT_EQ(snapshot.id, "gpt-6-luna-2026-09-22");
    EXPECT_EQ(snapshot.label, "gpt-6-luna-2026-09-22");
    EXPECT_EQ(snapshot.temperature, TemperatureRule::OnlyWithoutEffort);
    EXPECT_FALSE(snapshot.isNew);
}

TEST_F(ModelCatalogLists, AModelThatTheListNamesTwiceIsOfferedOnce)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, compatible, listed({"qwen", "qwen"}));
    EXPECT_EQ(idsOf(catalog->models(compatible)), QStringList{"qwen"});
}

TEST_F(ModelCatalogLists, RefreshTellsThatTheListChanged)
{
    const auto catalog = makeCatalog();
    QSignalSpy changed(catalog.get(), &ModelCatalog::changed);
    refresh(*catalog, google, listed({"gemini-9"}));
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed.first().first().value<ProviderId>(), google);
}

TEST_F(ModelCatalogLists, AFailedRefreshKeepsTheOldList)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, google, listed({"gemini-9"}));
    QSignalSpy changed(catalog.get(), &ModelCatalog::changed);
    client.answer = Result<QList<ListedModel>>(Error{ErrorKind::Network, "No connection.", {}, {}});
    const auto failed = resultOf(catalog->refresh(google));
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().kind, ErrorKind::Network);
    EXPECT_EQ(changed.count(), 0);
    EXPECT_TRUE(idsOf(catalog->models(google)).contains("gemini-9"));
}

TEST_F(ModelCatalogLists, ACancelledRefreshEndsAndChangesNothing)
{
    const auto catalog = makeCatalog();
    const auto job = catalog->refresh(google); // the fake never answers
    job->start();
    QSignalSpy finished(job.get(), &plantain::base::Job::finished);
    bool ran = false;
    QMetaObject::invokeMethod(
        catalog.get(), [&ran] { ran = true; }, Qt::QueuedConnection);
    ASSERT_TRUE(waitFor([&ran] { return ran; }));
    job->cancel();
    EXPECT_EQ(finished.count(), 1);
    EXPECT_EQ(job->result().error().kind, ErrorKind::Cancelled);
    EXPECT_TRUE(catalog->isStale(google));
}

TEST_F(ModelCatalogLists, ARefreshMayOutliveTheCatalog)
{
    auto catalog = makeCatalog();
    client.answer = Result<QList<ListedModel>>(listed({"gemini-9"}));
    const auto job = catalog->refresh(google);
    catalog.reset();
    EXPECT_TRUE(resultOf(job).ok());
    EXPECT_FALSE(QFileInfo::exists(cacheFile()));
}

// --- the cache file ----------------------------------------------------------------------------

TEST_F(ModelCatalogLists, ListsSurviveARestart)
{
    refresh(*makeCatalog(), openAiAuth, {{"gpt-7-sol", "GPT-7 Sol", 5000, "2028-01-01"}});
    const auto catalog = makeCatalog();
    EXPECT_EQ(idsOf(catalog->models(openAiAuth)), QStringList{"gpt-7-sol"});
    const ModelInfo model = catalog->model(openAiAuth, "gpt-7-sol");
    EXPECT_EQ(model.label, "GPT-7 Sol");
    EXPECT_EQ(model.contextTokens, 5000);
    EXPECT_EQ(model.retires, QDate(2028, 1, 1));
    EXPECT_FALSE(catalog->isStale(openAiAuth));
    EXPECT_TRUE(catalog->isStale(openAi)) << "another provider's list";
}

TEST_F(ModelCatalogLists, AListIsFreshForADay)
{
    const auto catalog = makeCatalog();
    EXPECT_TRUE(catalog->isStale(google));
    refresh(*catalog, google, listed({"gemini-9"}));
    EXPECT_FALSE(catalog->isStale(google));
    clock.advance(std::chrono::hours(24));
    EXPECT_FALSE(catalog->isStale(google));
    clock.advance(std::chrono::seconds(1));
    EXPECT_TRUE(catalog->isStale(google));
    EXPECT_TRUE(idsOf(catalog->models(google)).contains("gemini-9")) << "old is better than none";
    refresh(*catalog, google, listed({"gemini-9"}));
    clock.setWallClock(clock.now() - std::chrono::hours(1));
    EXPECT_TRUE(catalog->isStale(google)) << "fetched in the future: the clock was wrong";
}

TEST_F(ModelCatalogLists, ACorruptCacheIsIgnoredAndRewritten)
{
    const QList<QByteArray> broken{
        "",
        "{",
        "[]",
        "null",
        "\xFF\xFE",
        R"({"version": 2, "lists": {}})",
        R"({"version": 1, "lists": 7})",
        R"({"version": 1, "lists": {"google": {"fetched_at": "now"}}})",
        R"({"version": 1, "lists": {"google": {"fetched_at": 1, "models": [{"label": "x"}]}}})",
        R"({"version": 1, "unsupported": {"google": {"m": "temperature"}}})"};
    for (const QByteArray& bytes : broken) {
        write(cacheFile(), bytes);
        const auto catalog = makeCatalog();
        EXPECT_TRUE(catalog->isStale(google)) << bytes.toStdString();
        EXPECT_EQ(catalog->defaultModel(google), "gemini-3.8-flash");
        refresh(*catalog, google, listed({"gemini-9"}));
        EXPECT_FALSE(makeCatalog()->isStale(google)) << bytes.toStdString();
    }
}

TEST_F(ModelCatalogLists, AProviderOfANewerVersionInTheCacheIsNoError)
{
    write(cacheFile(), R"({"version": 1, "lists": {"tomorrow": {"fetched_at": 1, "models": []},
        "google": {"fetched_at": 1, "models": [{"id": "gemini-9"}]}}})");
    EXPECT_TRUE(idsOf(makeCatalog()->models(google)).contains("gemini-9"));
}

TEST_F(ModelCatalogLists, AnUnwritableCacheDoesNotFailTheRefresh)
{
    ModelCatalog catalog(folder.filePath("absent/models-cache.json"), {}, clock,
                         LlmClients{&client, &client, &client, &client});
    refresh(catalog, google, listed({"gemini-9"}));
    EXPECT_TRUE(idsOf(catalog.models(google)).contains("gemini-9"));
}

TEST_F(ModelCatalogLists, WithoutACacheFileListsLiveInMemory)
{
    ModelCatalog catalog({}, {}, clock, LlmClients{&client, &client, &client, &client});
    refresh(catalog, google, listed({"gemini-9"}));
    EXPECT_FALSE(catalog.isStale(google));
}

TEST_F(ModelCatalogLists, TheCacheHoldsListsAndRefusalsOnly)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, google, {{"gemini-9", "Gemini 9", 7, "2028-01-01"}});
    catalog->learnUnsupported(openAi, "gpt-9", "temperature");
    EXPECT_EQ(QJsonDocument::fromJson(contentOf(cacheFile())),
              QJsonDocument::fromJson(
                  R"({"version": 1, "lists": {"google": {"fetched_at": 1795348800, "models":
                      [{"id": "gemini-9", "label": "Gemini 9", "context": 7,
                        "retires": "2028-01-01"}]}},
                      "unsupported": {"openai": {"gpt-9": ["temperature"]}}})"))
        << contentOf(cacheFile()).toStdString();
}

// --- what was learned --------------------------------------------------------------------------

TEST_F(ModelCatalogLists, ALearnedRefusalIsNotSentAgainAndSurvivesARestart)
{
    auto catalog = makeCatalog();
    QSignalSpy changed(catalog.get(), &ModelCatalog::changed);
    catalog->learnUnsupported(google, "gemini-3.5-flash", "temperature");
    catalog->learnUnsupported(google, "gemini-3.5-flash", "max_tokens");
    catalog->learnUnsupported(google, "gemini-3.5-flash", "effort");
    EXPECT_EQ(changed.count(), 3);
    catalog = makeCatalog();
    LlmRequest request;
    request.provider = google;
    request.model = "gemini-3.5-flash";
    request.temperature = 0.7;
    request.maxTokens = 100;
    request.effort = "low";
    const auto [sent, notes] = catalog->prepared(request);
    EXPECT_FALSE(sent.temperature);
    EXPECT_FALSE(sent.maxTokens);
    EXPECT_EQ(sent.effort, "");
    EXPECT_EQ(notes.size(), 3);
    request.model = "gemini-3.5-flash-lite";
    EXPECT_EQ(catalog->prepared(request).request, request) << "another model is not concerned";
}

TEST_F(ModelCatalogLists, ALearnedRefusalIsNotOffered)
{
    const auto catalog = makeCatalog();
    catalog->learnUnsupported(openAi, "gpt-6-luna", "temperature");
    catalog->learnUnsupported(openAi, "gpt-6-luna", "max_tokens");
    catalog->learnUnsupported(openAi, "gpt-6-luna", "effort");
    const ModelInfo luna = catalog->model(openAi, "gpt-6-luna");
    EXPECT_EQ(luna.temperature, TemperatureRule::Never);
    EXPECT_FALSE(luna.takesMaxTokens);
    EXPECT_TRUE(luna.efforts.isEmpty());
    EXPECT_EQ(luna.defaultEffort, "");
}

TEST_F(ModelCatalogLists, LearningTheSameTwiceOrSomethingElseChangesNothing)
{
    const auto catalog = makeCatalog();
    catalog->learnUnsupported(openAi, "gpt-9", "temperature");
    QSignalSpy changed(catalog.get(), &ModelCatalog::changed);
    catalog->learnUnsupported(openAi, "gpt-9", "temperature");
    catalog->learnUnsupported(openAi, "gpt-9", "input[0].image_url");
    EXPECT_EQ(changed.count(), 0);
    EXPECT_FALSE(contentOf(cacheFile()).contains("image_url"));
}

// --- the user's file ---------------------------------------------------------------------------

TEST_F(ModelCatalogLists, TheUsersFileIsLaidOverTheTable)
{
    write(overrideFile(), R"({"version": 1, "table_date": "2027-02-03",
        "models": [{"id": "gpt-6-luna", "providers": ["openai"], "label": "Cheap one"},
                   {"id": "qwen", "providers": ["openai-compatible"], "efforts": ["low"]}],
        "defaults": {"openai": "gpt-6-sol", "openai-compatible": "qwen"}})");
    const auto catalog = makeCatalog();
    EXPECT_FALSE(catalog->overrideError());
    EXPECT_EQ(catalog->tableDate(), QDate(2027, 2, 3));
    EXPECT_EQ(catalog->model(openAi, "gpt-6-luna").label, "Cheap one");
    EXPECT_EQ(catalog->model(openAi, "gpt-6-luna").defaultEffort, "none");
    EXPECT_EQ(catalog->defaultModel(openAi), "gpt-6-sol");
    EXPECT_EQ(catalog->defaultModel(google), "gemini-3.8-flash");
    EXPECT_EQ(idsOf(catalog->models(compatible)), QStringList{"qwen"});
    EXPECT_EQ(catalog->model(compatible, "qwen").efforts, QStringList{"low"});
    EXPECT_EQ(catalog->model(compatible, "qwen").temperature, TemperatureRule::Allowed);
}

TEST_F(ModelCatalogLists, ABrokenUsersFileIsReportedAndIgnored)
{
    write(overrideFile(), R"({"version": 1,
        "models": [{"id": "gpt-6-luna", "providers": ["openai"], "label": "Cheap one"},
                   {"id": "x", "providers": ["openai"], "context": "large"}]})");
    const auto catalog = makeCatalog();
    ASSERT_TRUE(catalog->overrideError());
    EXPECT_EQ(catalog->overrideError()->kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(catalog->overrideError()->message.contains("models[1].context"))
        << catalog->overrideError()->message.toStdString();
    EXPECT_TRUE(catalog->overrideError()->message.contains("models.json"));
    EXPECT_EQ(catalog->model(openAi, "gpt-6-luna").label, "GPT-6 Luna");
}

TEST_F(ModelCatalogLists, AUsersFileThatCannotBeReadIsReported)
{
    ASSERT_TRUE(QDir(folder.path()).mkdir("models.json"));
    const auto catalog = makeCatalog();
    ASSERT_TRUE(catalog->overrideError());
    EXPECT_EQ(catalog->overrideError()->kind, ErrorKind::StorageFailed);
    EXPECT_EQ(catalog->defaultModel(openAi), "gpt-6-luna");
}
