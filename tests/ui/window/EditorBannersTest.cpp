// SPDX-License-Identifier: GPL-3.0-or-later
// Each banner: it comes with its reason, says what to do, its buttons do it, and it goes.
#include "ui/window/EditorBanners.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/ui/EditorWorld.h"
#include "tests/ui/LockedStore.h"
#include "tests/ui/panels/Answers.h"
#include "tests/ui/window/WindowTest.h"

#include <QFile>
#include <QSignalSpy>
#include <QToolButton>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;
namespace keys = workflow::keys;

namespace {

const QString account = u"openai-auth"_s;

void refuse(FakeHttpServer& server, const QByteArray& error)
{
    server.on("/v1/responses", [error](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(429, "{\"error\":" + error + '}');
    });
}

const QByteArray planLimit = R"({"type":"usage_limit_reached","message":"m","plan_type":"plus",)"
                             R"("resets_in_seconds":7200})";

class EditorBannersTest : public WindowTest
{
protected:
    void openAgainst(const FakeHttpServer& server)
    {
        WorldOptions options;
        options.asChatGpt = true;
        options.accountApi = server.url(u"/v1"_s);
        open(options);
        ASSERT_TRUE(world->signIn());
        world->openedUrls.clear();
        show(flowWith({account}));
    }
    void run()
    {
        // What failed runs again.
        QTest::keyClick(&canvas(), Qt::Key_Return, Qt::ControlModifier);
        ASSERT_TRUE(waitForRun());
    }
    bool shows(const char* name) { return isShown(*window, name); }
    MessageBanner& banner(const char* name) { return *find<MessageBanner>(*window, name); }
    void pressOn(const char* name, const char* button) { press(banner(name), button); }
    void dismiss(const char* name)
    {
        QTest::mouseClick(banner(name).findChild<QToolButton*>(), Qt::LeftButton);
        EXPECT_FALSE(shows(name));
    }
    template <typename Widget>
    static Widget* find(QWidget& root, const char* name)
    {
        return UiTest::find<Widget>(root, name);
    }
};

/// With a clock that the test moves.
class BannersInTimeTest : public UiTest
{
protected:
    void open(WorldOptions options)
    {
        options.environment.insert(u"OPENAI_API_KEY"_s, u"sk-practice"_s);
        options.openAi = server.url(u"/v1"_s);
        options.accountApi = server.url(u"/v1"_s);
        world = std::make_unique<EditorWorld>(options);
        world->loadAll();
        banners = std::make_unique<EditorBanners>(world->editor());
        banners->resize(800, 200);
        ASSERT_TRUE(show(*banners));
    }
    void failOnce(const QString& provider, const QString& model)
    {
        const QString node =
            world->add(workflow::NodeKind::LlmGenerate, {{keys::provider, provider},
                                                         {keys::model, model},
                                                         {keys::inputPrompt, u"Say hello."_s}});
        ASSERT_TRUE(world->run(node));
        ASSERT_EQ(world->runner.run(node).state, run::NodeState::Failed);
    }
    void failByKey()
    {
        open({});
        failOnce(u"openai"_s, u"gpt-6.1-terra"_s);
    }
    bool shows() { return isShown(*banners, "limitBanner_openai"); }

    FakeHttpServer server;
    std::unique_ptr<EditorWorld> world;
    std::unique_ptr<EditorBanners> banners;
};

} // namespace

TEST_F(EditorBannersTest, WhereNothingIsWrongNothingIsSaid)
{
    open();
    const auto banners = window->findChildren<MessageBanner*>();
    EXPECT_GE(banners.size(), 9);
    for (const MessageBanner* each : banners) {
        EXPECT_FALSE(each->isVisible()) << each->objectName().toStdString();
    }
}

TEST_F(EditorBannersTest, ALimitIsToldWithTheTimeWhenItIsOverAndGoesWithTheNextAnswer)
{
    FakeHttpServer server;
    refuse(server, planLimit);
    openAgainst(server);
    run();
    ASSERT_TRUE(shows("limitBanner_openai-auth"));
    const MessageBanner& limit = banner("limitBanner_openai-auth");
    EXPECT_TRUE(limit.title().startsWith(u"The usage limit of your ChatGPT plan is reached. It is "
                                         "free again at "_s))
        << limit.title().toStdString();
    EXPECT_EQ(limit.hint(), u"Nodes that use the account will fail until then."_s);
    EXPECT_TRUE(world->openedUrls.isEmpty()) << "nobody asked for the browser";
    answerWith(server, {u"Hello"_s});
    run();
    EXPECT_FALSE(shows("limitBanner_openai-auth"));
}

TEST_F(EditorBannersTest, ManageUsageOpensThePageAndSaysWhereItIsWhenThatFails)
{
    FakeHttpServer server;
    refuse(server, planLimit);
    openAgainst(server);
    run();
    pressOn("limitBanner_openai-auth", "manageUsageButton");
    EXPECT_EQ(world->openedUrls, QList<QUrl>{usagePage()});
    world->browserWorks = false;
    pressOn("limitBanner_openai-auth", "manageUsageButton");
    EXPECT_TRUE(banner("limitBanner_openai-auth").hint().contains(usagePage().toString()));
    dismiss("limitBanner_openai-auth");
    run();
    EXPECT_TRUE(shows("limitBanner_openai-auth")) << "it was met again";
}

TEST_F(EditorBannersTest, ALimitGoesWithTheAccountThatHasIt)
{
    FakeHttpServer server;
    refuse(server, planLimit);
    openAgainst(server);
    run();
    ASSERT_TRUE(shows("limitBanner_openai-auth"));
    ASSERT_TRUE(world->signOut());
    EXPECT_FALSE(shows("limitBanner_openai-auth"));
}

TEST_F(EditorBannersTest, AnotherFailureIsNoLimit)
{
    FakeHttpServer server;
    refuse(server, R"({"code":"model_not_found","message":"no such model"})");
    openAgainst(server);
    run();
    EXPECT_FALSE(runner().failedNodes().isEmpty());
    EXPECT_FALSE(shows("limitBanner_openai-auth"));
}

TEST_F(BannersInTimeTest, ALimitIsForgottenWhenItsTimeIsOver)
{
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(429, R"({"error":{"code":"insufficient_quota","message":"m",)"
                         R"("resets_in_seconds":3600}})");
    });
    failByKey();
    ASSERT_TRUE(shows());
    EXPECT_TRUE(isShown(*banners, "manageUsageButton"));
    world->clock.advance(std::chrono::seconds(3599));
    int turns = 0;
    ASSERT_TRUE(waitFor([&turns] { return ++turns > 5; }));
    EXPECT_TRUE(shows());
    world->clock.advance(std::chrono::seconds(1));
    EXPECT_TRUE(waitFor([this] { return !shows(); }));
}

TEST_F(BannersInTimeTest, AWaitOfMinutesIsALimitToo)
{
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(429, R"({"error":{"code":"rate_limit_exceeded","message":"slow"}})",
                    "application/json", {"Retry-After: 600"});
    });
    failByKey();
    EXPECT_TRUE(shows());
}

TEST_F(BannersInTimeTest, TheAccountIsUsableAgainWhenTheTimeOfItsLimitIsOver)
{
    refuse(server, R"({"type":"usage_limit_reached","message":"m","resets_in_seconds":600})");
    WorldOptions options;
    options.asChatGpt = true;
    open(options);
    ASSERT_TRUE(world->signIn());
    failOnce(account, u"gpt-6-luna"_s);
    ASSERT_TRUE(isShown(*banners, "limitBanner_openai-auth"));
    EXPECT_EQ(world->state(), auth::AuthState::UsageLimited);
    auto* banner = find<MessageBanner>(*banners, "limitBanner_openai-auth");
    // Read away or not, the time runs.
    QTest::mouseClick(banner->findChild<QToolButton*>(), Qt::LeftButton);
    world->clock.advance(std::chrono::seconds(600));
    EXPECT_TRUE(waitFor([this] { return world->state() == auth::AuthState::Connected; }));
    EXPECT_FALSE(banner->isVisible());
}

TEST_F(EditorBannersTest, ALockedKeyringIsToldAndReadAgainWhenAskedTo)
{
    LockedStore store;
    WorldOptions options;
    options.store = &store;
    open(options);
    ASSERT_TRUE(waitFor([this] { return shows("storageBanner"); }));
    EXPECT_EQ(banner("storageBanner").title(), u"The system keyring is locked."_s);
    EXPECT_EQ(banner("storageBanner").hint(), u"Unlock it to use your session."_s);
    EXPECT_EQ(textOf(banner("storageBanner"), "readStorageButton"), u"Unlock…"_s);
    QSignalSpy read(&world->auth, &auth::AuthService::statusChanged);
    pressOn("storageBanner", "readStorageButton");
    ASSERT_TRUE(waitFor([&read] { return !read.isEmpty(); }));
    EXPECT_TRUE(shows("storageBanner")) << "still locked";
    store.unlock();
    pressOn("storageBanner", "readStorageButton");
    EXPECT_TRUE(waitFor([this] { return !shows("storageBanner"); }));
    EXPECT_EQ(world->state(), auth::AuthState::SignedOut);
    EXPECT_TRUE(world->openedUrls.isEmpty());
}

TEST_F(EditorBannersTest, ABannerDoesNotTakeTheKeyboardAndItsButtonsComeInOrder)
{
    LockedStore store;
    WorldOptions options;
    options.store = &store;
    open(options);
    ASSERT_TRUE(waitFor([this] { return shows("storageBanner"); }));
    EXPECT_TRUE(canvas().hasFocus());
    auto* unlock = find<QWidget>(banner("storageBanner"), "readStorageButton");
    unlock->setFocus();
    QTest::keyClick(unlock, Qt::Key_Tab);
    EXPECT_TRUE(banner("storageBanner").findChild<QToolButton*>()->hasFocus());
}

TEST_F(EditorBannersTest, ALockedKeyringCanBeLeftLocked)
{
    LockedStore store;
    WorldOptions options;
    options.store = &store;
    open(options);
    ASSERT_TRUE(waitFor([this] { return shows("storageBanner"); }));
    dismiss("storageBanner");
    world->loadAll();
    EXPECT_FALSE(shows("storageBanner"));
}

TEST_F(EditorBannersTest, AnExpiredSessionIsToldAndReconnectedWhenAskedTo)
{
    open();
    ASSERT_TRUE(world->signIn());
    world->openedUrls.clear();
    // As a server does that has ended the session.
    const auto record = testing::resultOf(world->tokenStore.load());
    ASSERT_TRUE(record);
    ASSERT_TRUE(testing::resultOf(
        world->tokenStore.save(record->endedBecause(u"refresh_token_revoked"_s))));
    world->loadAll();
    ASSERT_TRUE(waitFor([this] { return shows("sessionBanner"); }));
    EXPECT_EQ(banner("sessionBanner").title(), u"Your OpenAI session expired."_s);
    EXPECT_EQ(banner("sessionBanner").hint(), u"Nodes that use the account will not run."_s);
    EXPECT_TRUE(world->openedUrls.isEmpty()) << "nobody asked for the browser";
    pressOn("sessionBanner", "reconnectButton");
    ASSERT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); }));
    ASSERT_TRUE(world->approve(world->openedUrls.first()));
    EXPECT_TRUE(waitFor([this] { return !shows("sessionBanner"); }));
    EXPECT_EQ(world->state(), auth::AuthState::Connected);
}

TEST_F(EditorBannersTest, UnsavedWorkThatCannotBeKeptAsideIsTold)
{
    world = std::make_unique<UiWorld>();
    QFile obstacle(world->recoveryFolder());
    ASSERT_TRUE(obstacle.open(QIODevice::WriteOnly));
    open();
    show(flowWith({account}));
    change();
    // Who goes to another window may not come back.
    QWidget other;
    ASSERT_TRUE(UiTest::show(other));
    ASSERT_TRUE(waitFor([this] { return shows("recoveryFailedBanner"); }));
    EXPECT_EQ(banner("recoveryFailedBanner").title(),
              u"Unsaved work cannot be kept aside. Save often."_s);
    EXPECT_FALSE(banner("recoveryFailedBanner").hint().isEmpty());
    dismiss("recoveryFailedBanner");
}

TEST_F(EditorBannersTest, WhatWasSaidOfAModelGoesWhenAnotherOneIsChosen)
{
    open();
    workflow::WorkflowContent content = flowWith({u"openai"_s});
    content.nodes[2].data.insert(keys::model, u"gpt-4o"_s);
    show(content);
    ASSERT_TRUE(shows("notesBanner"));
    document().perform(workflow::edits::setData(document().workflow(), model(0),
                                                {{keys::model, u"gpt-6.1-terra"_s}}),
                       u"Change model"_s);
    EXPECT_TRUE(waitFor([this] { return !shows("notesBanner"); }));
}

TEST_F(EditorBannersTest, WhatWasReadAwayOfAModelIsNotToldAgain)
{
    open();
    workflow::WorkflowContent content = flowWith({u"openai"_s});
    content.nodes[2].data.insert(keys::model, u"gpt-4o"_s);
    show(content);
    dismiss("notesBanner");
    change();
    int turns = 0;
    ASSERT_TRUE(waitFor([&turns] { return ++turns > 40; }));
    EXPECT_FALSE(shows("notesBanner"));
}

TEST_F(EditorBannersTest, ABrokenFileIsReadAgainOnceItIsRepaired)
{
    open();
    const QString path = world->folder.filePath(u"stall.plantain"_s);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    window->openFile(path);
    ASSERT_TRUE(waitFor([this] { return shows("openFailedBanner"); }));
    EXPECT_EQ(banner("openFailedBanner").title(), u"“stall.plantain” cannot be opened."_s);
    EXPECT_FALSE(banner("openFailedBanner").hint().isEmpty());
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(workflow::serializeWorkflow(flowWith({account})));
    file.close();
    pressOn("openFailedBanner", "retryOpenButton");
    ASSERT_TRUE(waitFor([this] { return document().workflow().nodes().size() == 3; }));
    EXPECT_FALSE(shows("openFailedBanner"));
}

} // namespace plantain::testing
