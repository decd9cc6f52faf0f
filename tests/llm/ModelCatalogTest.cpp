// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ModelCatalog.h"
#include "tests/support/FakeClock.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace plantain::llm;
using plantain::base::Error;
using plantain::base::ErrorKind;
using plantain::base::Result;
using plantain::testing::FakeClock;
using plantain::testing::resultOf;
using plantain::testing::waitFor;

namespace {

class FakeListJob final : public ModelListJob
{
public:
    explicit FakeListJob(std::optional<Result<QList<ListedModel>>> answer)
        : m_answer(std::move(answer))
    {
    }

protected:
    void run() override
    {
        if (m_answer) {
            finish(*m_answer);
        }
    }

private:
    std::optional<Result<QList<ListedModel>>> m_answer;
};

/// Lists what it is told; generates nothing.
class FakeLlmClient final : public LlmClient
{
public:
    /// Empty: the server never answers.
    std::optional<Result<QList<ListedModel>>> answer;

    plantain::base::JobPtr<LlmJob> generate(const LlmRequest&) override { return nullptr; }
    plantain::base::JobPtr<ModelListJob> listModels() override
    {
        return plantain::base::makeJob<FakeListJob>(answer);
    }
};

QList<ListedModel> listed(const QStringList& ids)
{
    QList<ListedModel> models;
    for (const QString& id : ids) {
        models.append({id, {}, std::nullopt, {}});
    }
    return models;
}

QStringList idsOf(const QList<ModelInfo>& models)
{
    QStringList ids;
    for (const ModelInfo& model : models) {
        ids << model.id;
    }
    return ids;
}

constexpr ProviderId google = ProviderId::Google;
constexpr ProviderId openAi = ProviderId::OpenAi;
constexpr ProviderId openAiAuth = ProviderId::OpenAiAuth;
constexpr ProviderId compatible = ProviderId::OpenAiCompatible;

class ModelCatalogTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(folder.isValid());
        setDay(QDate(2026, 11, 22));
    }

    void setDay(QDate day)
    {
        const qint64 days = QDate(1970, 1, 1).daysTo(day);
        clock.setWallClock(plantain::base::fromUnixSeconds(days * 86'400 + 43'200));
    }

    QString cacheFile() const { return folder.filePath("models-cache.json"); }
    QString overrideFile() const { return folder.filePath("models.json"); }

    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }

    std::unique_ptr<ModelCatalog> makeCatalog()
    {
        return std::make_unique<ModelCatalog>(cacheFile(), overrideFile(), clock,
                                              LlmClients{&client, &client, &client, &client});
    }

    void refresh(ModelCatalog& catalog, ProviderId provider, const QList<ListedModel>& models)
    {
        client.answer = Result<QList<ListedModel>>(models);
        EXPECT_TRUE(resultOf(catalog.refresh(provider)).ok());
    }

    static ModelCatalog::Prepared prepared(const ModelCatalog& catalog, ProviderId provider,
                                           const QString& model)
    {
        LlmRequest request;
        request.provider = provider;
        request.model = model;
        return catalog.prepared(request);
    }

    QTemporaryDir folder;
    FakeClock clock;
    FakeLlmClient client;
};

} // namespace

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

// --- live lists --------------------------------------------------------------------------------

TEST_F(ModelCatalogTest, T2_4_NewLiveModelsFollowTheTable)
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

TEST_F(ModelCatalogTest, T2_4_AnAccountOffersWhatItsListSaysInItsOrder)
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

TEST_F(ModelCatalogTest, T2_4_AnEmptyLiveListDoesNotEmptyTheOffer)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, openAiAuth, {});
    EXPECT_EQ(catalog->models(openAiAuth).size(), 3);
    EXPECT_EQ(catalog->defaultModel(openAiAuth), "gpt-6-luna");
}

TEST_F(ModelCatalogTest, AnOwnServerOffersItsListWithoutNewBadges)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, compatible, listed({"qwen", "llama"}));
    EXPECT_EQ(idsOf(catalog->models(compatible)), QStringList({"qwen", "llama"}));
    EXPECT_EQ(catalog->defaultModel(compatible), "qwen");
    EXPECT_FALSE(catalog->model(compatible, "qwen").isNew);
}

TEST_F(ModelCatalogTest, LiveFactsAreMergedOverTheTable)
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

TEST_F(ModelCatalogTest, ADatedSnapshotIsKnownByItsModel)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, openAi, listed({"gpt-6-luna-2026-09-22"}));
    const ModelInfo snapshot = catalog->model(openAi, "gpt-6-luna-2026-09-22");
    EXPECT_EQ(snapshot.id, "gpt-6-luna-2026-09-22");
    EXPECT_EQ(snapshot.label, "gpt-6-luna-2026-09-22");
    EXPECT_EQ(snapshot.temperature, TemperatureRule::OnlyWithoutEffort);
    EXPECT_FALSE(snapshot.isNew);
}

TEST_F(ModelCatalogTest, AModelThatTheListNamesTwiceIsOfferedOnce)
{
    const auto catalog = makeCatalog();
    refresh(*catalog, compatible, listed({"qwen", "qwen"}));
    EXPECT_EQ(idsOf(catalog->models(compatible)), QStringList{"qwen"});
}

TEST_F(ModelCatalogTest, RefreshTellsThatTheListChanged)
{
    const auto catalog = makeCatalog();
    QSignalSpy changed(catalog.get(), &ModelCatalog::changed);
    refresh(*catalog, google, listed({"gemini-9"}));
    ASSERT_EQ(changed.count(), 1);
    EXPECT_EQ(changed.first().first().value<ProviderId>(), google);
}

TEST_F(ModelCatalogTest, AFailedRefreshKeepsTheOldList)
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

TEST_F(ModelCatalogTest, ACancelledRefreshEndsAndChangesNothing)
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

TEST_F(ModelCatalogTest, ARefreshMayOutliveTheCatalog)
{
    auto catalog = makeCatalog();
    client.answer = Result<QList<ListedModel>>(listed({"gemini-9"}));
    const auto job = catalog->refresh(google);
    catalog.reset();
    EXPECT_TRUE(resultOf(job).ok());
    EXPECT_FALSE(QFileInfo::exists(cacheFile()));
}

// --- the cache file ----------------------------------------------------------------------------

TEST_F(ModelCatalogTest, ListsSurviveARestart)
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

TEST_F(ModelCatalogTest, AListIsFreshForADay)
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

TEST_F(ModelCatalogTest, ACorruptCacheIsIgnoredAndRewritten)
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

TEST_F(ModelCatalogTest, AProviderOfANewerVersionInTheCacheIsNoError)
{
    write(cacheFile(), R"({"version": 1, "lists": {"tomorrow": {"fetched_at": 1, "models": []},
        "google": {"fetched_at": 1, "models": [{"id": "gemini-9"}]}}})");
    EXPECT_TRUE(idsOf(makeCatalog()->models(google)).contains("gemini-9"));
}

TEST_F(ModelCatalogTest, AnUnwritableCacheDoesNotFailTheRefresh)
{
    ModelCatalog catalog(folder.filePath("absent/models-cache.json"), {}, clock,
                         LlmClients{&client, &client, &client, &client});
    refresh(catalog, google, listed({"gemini-9"}));
    EXPECT_TRUE(idsOf(catalog.models(google)).contains("gemini-9"));
}

TEST_F(ModelCatalogTest, WithoutACacheFileListsLiveInMemory)
{
    ModelCatalog catalog({}, {}, clock, LlmClients{&client, &client, &client, &client});
    refresh(catalog, google, listed({"gemini-9"}));
    EXPECT_FALSE(catalog.isStale(google));
}

TEST_F(ModelCatalogTest, TheCacheHoldsListsAndRefusalsOnly)
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

TEST_F(ModelCatalogTest, ALearnedRefusalIsNotSentAgainAndSurvivesARestart)
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

TEST_F(ModelCatalogTest, ALearnedRefusalIsNotOffered)
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

TEST_F(ModelCatalogTest, LearningTheSameTwiceOrSomethingElseChangesNothing)
{
    const auto catalog = makeCatalog();
    catalog->learnUnsupported(openAi, "gpt-9", "temperature");
    QSignalSpy changed(catalog.get(), &ModelCatalog::changed);
    catalog->learnUnsupported(openAi, "gpt-9", "temperature");
    catalog->learnUnsupported(openAi, "gpt-9", "input[0].image_url");
    EXPECT_EQ(changed.count(), 0);
    EXPECT_FALSE(contentOf(cacheFile()).contains("image_url"));
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

// --- the user's file ---------------------------------------------------------------------------

TEST_F(ModelCatalogTest, TheUsersFileIsLaidOverTheTable)
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

TEST_F(ModelCatalogTest, ABrokenUsersFileIsReportedAndIgnored)
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

TEST_F(ModelCatalogTest, AUsersFileThatCannotBeReadIsReported)
{
    ASSERT_TRUE(QDir(folder.path()).mkdir("models.json"));
    const auto catalog = makeCatalog();
    ASSERT_TRUE(catalog->overrideError());
    EXPECT_EQ(catalog->overrideError()->kind, ErrorKind::StorageFailed);
    EXPECT_EQ(catalog->defaultModel(openAi), "gpt-6-luna");
}
