// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpServer.h"
#include "tests/support/Files.h"
#include "tests/ui/LockedStore.h"
#include "tests/ui/project_setup/SetupFixture.h"
#include "ui/widgets/MessageBanner.h"

namespace plantain::testing {

namespace {

using namespace plantain::ui;

} // namespace

TEST_F(SetupTest, T7_3_SaveStoresTheKeyAndShowsItsEndingOnly)
{
    open();
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice-3f9A"));
    press(*dialog, "saveButton");
    ASSERT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::Stored));
    openDialog();
    EXPECT_TRUE(keyEdit("apiKeyEdit_google")->text().isEmpty());
    EXPECT_TRUE(keyEdit("apiKeyEdit_google")->placeholderText().endsWith(QStringLiteral("•3f9A")));
    EXPECT_EQ(badge("googleBadge"), QStringLiteral("Key in a file"));
    EXPECT_FALSE(fileContent(world->folder.filePath(QStringLiteral("settings.json")))
                     .contains("practice-3f9A"));
}

TEST_F(SetupTest, Check45_AKeyIsMaskedShownByTheEyeAndMaskedAgain)
{
    open();
    QLineEdit* field = keyEdit("apiKeyEdit_google");
    type(field, QStringLiteral("AIza-practice"));
    EXPECT_EQ(field->echoMode(), QLineEdit::Password);
    ASSERT_FALSE(field->actions().isEmpty());
    field->actions().first()->trigger();
    EXPECT_EQ(field->echoMode(), QLineEdit::Normal);
    dialog->showTab(Tab::Canvas);
    dialog->showTab(Tab::Providers);
    EXPECT_EQ(field->echoMode(), QLineEdit::Password);
}

TEST_F(SetupTest, EachCardSaysWhereItsKeyComesFrom)
{
    WorldOptions options;
    options.environment.insert(QStringLiteral("GEMINI_API_KEY"), QStringLiteral("AIza-from-env"));
    open(options);
    EXPECT_FALSE(isShown(*dialog, "googleBadge")) << "its row says it";
    EXPECT_FALSE(isShown(*dialog, "openAiBadge"));
    EXPECT_EQ(badge("compatibleBadge"), QStringLiteral("Not set up"));
    ASSERT_TRUE(world->storeKey(QStringLiteral("openai"), "sk-practice"));
    ASSERT_TRUE(keyComesFrom(QStringLiteral("openai"), secrets::KeySource::Stored));
    EXPECT_TRUE(isShown(*dialog, "openAiBadge"));
    EXPECT_EQ(badge("openAiBadge"), QStringLiteral("Key in a file"));
}

TEST_F(SetupTest, AStoredKeyIsRemovedBySaveOnly)
{
    open();
    ASSERT_TRUE(world->storeKey(QStringLiteral("google"), "AIza-practice"));
    auto* row = find<QWidget>(*dialog, "googleKey");
    ASSERT_TRUE(waitFor([row] { return isShown(*row, "removeButton"); }));
    press(*row, "removeButton");
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::Stored));
    EXPECT_TRUE(textOf(*row, "noteLabel").contains(QStringLiteral("when you save")));
    press(*dialog, "saveButton");
    ASSERT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::None));
}

TEST_F(SetupTest, AKeyFromTheEnvironmentIsSaidAndCanBeOverridden)
{
    WorldOptions options;
    options.environment.insert(QStringLiteral("GEMINI_API_KEY"), QStringLiteral("AIza-from-env"));
    open(options);
    auto* row = find<QWidget>(*dialog, "googleKey");
    ASSERT_TRUE(waitFor([row] { return isShown(*row, "environmentBadge"); }));
    EXPECT_EQ(find<StatusBadge>(*row, "environmentBadge")->badge().text,
              QStringLiteral("Configured via environment"));
    EXPECT_FALSE(isShown(*row, "apiKeyEdit_google"));
    press(*row, "overrideButton_google");
    EXPECT_EQ(QApplication::focusWidget(), keyEdit("apiKeyEdit_google"));
    press(*row, "cancelOverrideButton");
    EXPECT_TRUE(isShown(*row, "environmentBadge"));
    press(*row, "overrideButton_google");
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-mine"));
    press(*dialog, "saveButton");
    ASSERT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::Stored));
}

TEST_F(SetupTest, AKeyThatCannotBeStoredKeepsTheDialogAndSaysWhy)
{
    LockedStore locked;
    WorldOptions options;
    options.store = &locked;
    open(options);
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice"));
    press(*dialog, "saveButton");
    const auto* banner = find<MessageBanner>(*dialog, "saveBanner");
    EXPECT_TRUE(waitFor([banner] { return banner->isVisible(); }));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_EQ(keyEdit("apiKeyEdit_google")->text(), QStringLiteral("AIza-practice"));
    EXPECT_TRUE(find<QPushButton>(*dialog, "saveButton")->isEnabled());
}

TEST_F(SetupTest, ATestTriesWhatIsTypedSaysHowManyModelsThereAreAndStoresNothing)
{
    FakeHttpServer server;
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"object":"list","data":[{"id":"gpt-6-luna"},{"id":"gpt-6-sol"}]})");
    });
    WorldOptions options;
    options.openAi = server.url(QStringLiteral("/v1"));
    open(options);
    auto* row = find<QWidget>(*dialog, "openAiKey");
    EXPECT_FALSE(find<QPushButton>(*row, "testButton_openai")->isEnabled());
    QTest::keyClicks(keyEdit("apiKeyEdit_openai"), QStringLiteral("sk-practice"));
    press(*row, "testButton_openai");
    EXPECT_TRUE(waitFor([&] {
        return textOf(*row, "testResult").startsWith(QStringLiteral("2 models in"));
    })) << textOf(*row, "testResult").toStdString();
    EXPECT_EQ(server.requests().last().headers.value("authorization"),
              QByteArray("Bearer sk-practice"));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_TRUE(saveButton()->isEnabled());
    EXPECT_EQ(world->keys.source(QStringLiteral("openai")), secrets::KeySource::None);
    QTest::keyClicks(keyEdit("apiKeyEdit_openai"), QStringLiteral("-2"));
    EXPECT_TRUE(textOf(*row, "testResult").isEmpty()) << "of another key";
}

TEST_F(SetupTest, ATestThatFailsSaysWhyInWords)
{
    FakeHttpServer server;
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(401, R"({"error":{"message":"Incorrect","code":"invalid_api_key"}})");
    });
    WorldOptions options;
    options.openAi = server.url(QStringLiteral("/v1"));
    open(options);
    ASSERT_TRUE(world->storeKey(QStringLiteral("openai"), "sk-wrong"));
    auto* row = find<QWidget>(*dialog, "openAiKey");
    ASSERT_TRUE(keyComesFrom(QStringLiteral("openai"), secrets::KeySource::Stored));
    press(*row, "testButton_openai");
    EXPECT_TRUE(waitFor([row] { return isShown(*row, "testError"); }));
    EXPECT_FALSE(textOf(*row, "testError").contains(QStringLiteral("invalid_api_key")));
    EXPECT_TRUE(textOf(*row, "testResult").isEmpty());
}

TEST_F(SetupTest, EditsOfTwoCardsAreBothSaved)
{
    open();
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice"));
    QTest::keyClicks(keyEdit("apiKeyEdit_openai"), QStringLiteral("sk-practice"));
    QTest::keyClicks(find<QLineEdit>(*dialog, "baseUrlEdit"),
                     QStringLiteral("https://me.example/v1"));
    press(*dialog, "saveButton");
    ASSERT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::Stored));
    EXPECT_TRUE(keyComesFrom(QStringLiteral("openai"), secrets::KeySource::Stored));
    EXPECT_EQ(world->settings.values().providers.compatibleBaseUrl,
              QStringLiteral("https://me.example/v1"));
}

} // namespace plantain::testing
