// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpServer.h"
#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"
#include "tests/ui/LockedStore.h"
#include "tests/ui/UiWorld.h"
#include "ui/widgets/MessageBanner.h"
#include "ui/widgets/SecretLineEdit.h"
#include "ui/widgets/StatusBadge.h"

#include <QClipboard>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using secrets::StorageKind;

class SetupTest : public UiTest
{
protected:
    void open(const WorldOptions& options = {})
    {
        world = std::make_unique<UiWorld>(options);
        world->loadAll();
        openDialog();
    }
    void openDialog()
    {
        dialog = std::make_unique<ProjectSetupDialog>(world->setupServices());
        ASSERT_TRUE(show(*dialog));
    }
    QString badge(const char* name = "statusBadge")
    {
        return find<StatusBadge>(*dialog, name)->badge().text;
    }
    QLineEdit* keyEdit(const char* name) { return find<SecretLineEdit>(*dialog, name); }
    bool keyComesFrom(const QString& provider, secrets::KeySource source)
    {
        return waitFor([&] { return world->keys.source(provider) == source; });
    }
    /// Starts a sign-in by its button; gives the address that the browser got.
    QUrl connectAccount()
    {
        press(*dialog, "connectButton");
        EXPECT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); }));
        return world->openedUrls.value(0);
    }
    QMessageBox* box(const char* name)
    {
        QMessageBox* found = nullptr;
        EXPECT_TRUE(waitFor([&] {
            found = dialog->findChild<QMessageBox*>(QLatin1String(name));
            return found && found->isVisible();
        })) << name;
        return found;
    }

    std::unique_ptr<UiWorld> world;
    std::unique_ptr<ProjectSetupDialog> dialog;
};

quint16 redirectPort(const QUrl& authorizationUrl)
{
    const QUrl redirect(QUrlQuery(authorizationUrl)
                            .queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
    return static_cast<quint16>(redirect.port());
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    return socket.waitForConnected(2000);
}

} // namespace

TEST_F(SetupTest, T1_2_HasACardForEveryProviderWithAKeyOrAnAccount)
{
    open();
    for (const char* name :
         {"openAiCard", "googleCard", "compatibleCard", "accountRow", "apiKeyEdit_openai",
          "apiKeyEdit_google", "apiKeyEdit_openai-compatible", "baseUrlEdit"}) {
        EXPECT_TRUE(isShown(*dialog, name)) << name;
    }
    EXPECT_EQ(textOf(*dialog, "nameLabel"), QStringLiteral("OpenAI (Auth)"));
}

TEST_F(SetupTest, T6_1_ConnectOpensTheBrowserOnceAndBecomesCancel)
{
    open();
    EXPECT_EQ(badge(), QStringLiteral("Not connected"));
    const QUrl url = connectAccount();
    EXPECT_TRUE(badge().startsWith(QStringLiteral("Waiting for your browser")));
    EXPECT_FALSE(isShown(*dialog, "connectButton"));
    EXPECT_TRUE(isShown(*dialog, "cancelConnectButton"));
    ASSERT_TRUE(world->approve(url));
    EXPECT_TRUE(waitFor([this] { return badge().startsWith(QStringLiteral("Connected as")); }));
    EXPECT_EQ(badge(), QStringLiteral("Connected as a••@sandbox.example"));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_EQ(world->openedUrls.size(), 1);
}

TEST_F(SetupTest, TheFocusStaysOnTheAccountWhenItsButtonsChange)
{
    open();
    find<QPushButton>(*dialog, "connectButton")->setFocus();
    connectAccount();
    EXPECT_EQ(QApplication::focusWidget(), find<QPushButton>(*dialog, "cancelConnectButton"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    EXPECT_EQ(QApplication::focusWidget(), find<QPushButton>(*dialog, "connectButton"));
}

TEST_F(SetupTest, T6_1_CancelClosesThePortAndConnectWorksAgain)
{
    open();
    const quint16 port = redirectPort(connectAccount());
    EXPECT_TRUE(answers(port));
    press(*dialog, "cancelConnectButton");
    ASSERT_TRUE(waitFor([this] { return world->state() == auth::AuthState::SignedOut; }));
    EXPECT_EQ(badge(), QStringLiteral("Not connected"));
    EXPECT_FALSE(answers(port));
    press(*dialog, "connectButton");
    EXPECT_TRUE(waitFor([this] { return world->openedUrls.size() == 2; }));
}

TEST_F(SetupTest, A5_TheCountdownIsShownAndEndsInAMessageThatSaysWhatToDo)
{
    open();
    connectAccount();
    EXPECT_TRUE(badge().endsWith(QStringLiteral("5:00"))) << badge().toStdString();
    world->clock.advance(std::chrono::seconds(18));
    EXPECT_TRUE(waitFor([this] { return badge().endsWith(QStringLiteral("4:42")); }));
    world->clock.advance(std::chrono::seconds(300));
    EXPECT_TRUE(waitFor([this] { return badge() == QStringLiteral("Could not sign in"); }));
    EXPECT_FALSE(textOf(*dialog, "noteLabel").isEmpty());
    EXPECT_EQ(textOf(*dialog, "connectButton"), QStringLiteral("Try again"));
    EXPECT_TRUE(isShown(*dialog, "connectButton"));
}

TEST_F(SetupTest, O1_CopyLinkPutsTheExactAddressOnTheClipboardAndSaysSo)
{
    open();
    const QUrl url = connectAccount();
    press(*dialog, "copyLinkButton");
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QString::fromUtf8(url.toEncoded()));
    EXPECT_EQ(textOf(*dialog, "copyLinkButton"), QStringLiteral("Copied"));
    press(*dialog, "openAgainButton");
    EXPECT_EQ(world->openedUrls, QList<QUrl>({url, url}));
}

TEST_F(SetupTest, O2_APastedAddressFinishesTheSignIn)
{
    open();
    const QUrl callback = world->callbackFor(connectAccount());
    EXPECT_FALSE(isShown(*dialog, "pasteEdit"));
    press(*dialog, "pasteLink");
    auto* edit = find<QLineEdit>(*dialog, "pasteEdit");
    EXPECT_EQ(QApplication::focusWidget(), edit);
    edit->setText(QString::fromUtf8(callback.toEncoded()));
    press(*dialog, "pasteButton");
    EXPECT_TRUE(waitFor([this] { return world->auth.status().connected; }));
    EXPECT_FALSE(isShown(*dialog, "pasteEdit"));
    EXPECT_TRUE(edit->text().isEmpty());
}

TEST_F(SetupTest, O2_AWrongAddressIsSaidInlineAndTheAttemptLives)
{
    open();
    const QUrl url = connectAccount();
    press(*dialog, "pasteLink");
    auto* edit = find<QLineEdit>(*dialog, "pasteEdit");
    edit->setText(QStringLiteral("just-a-code"));
    QTest::keyClick(edit, Qt::Key_Return);
    EXPECT_TRUE(isShown(*dialog, "pasteError"));
    EXPECT_FALSE(textOf(*dialog, "pasteError").isEmpty());
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_EQ(world->state(), auth::AuthState::WaitingForBrowser);
    edit->setText(QStringLiteral("j"));
    EXPECT_FALSE(isShown(*dialog, "pasteError"));
    ASSERT_TRUE(world->approve(url));
    EXPECT_TRUE(waitFor([this] { return world->auth.status().connected; }));
}

TEST_F(SetupTest, O3_TheTunnelForARemoteMachineNamesThePort)
{
    open();
    const quint16 port = redirectPort(connectAccount());
    press(*dialog, "pasteLink");
    EXPECT_TRUE(
        textOf(*dialog, "tunnelLabel").contains(QStringLiteral("-L %1:127.0.0.1:%1").arg(port)));
}

TEST_F(SetupTest, O5_ABrowserThatCannotBeOpenedIsSaid)
{
    open();
    world->browserWorks = false;
    connectAccount();
    const auto* banner = find<MessageBanner>(*dialog, "resultBanner");
    EXPECT_TRUE(waitFor([banner] { return banner->isVisible(); }));
    EXPECT_EQ(banner->title(), QStringLiteral("No browser could be opened."));
    EXPECT_TRUE(isShown(*dialog, "copyLinkButton"));
}

TEST_F(SetupTest, T6_2_SaysWhenTheSessionWasRenewed)
{
    open();
    ASSERT_TRUE(world->signIn());
    EXPECT_EQ(textOf(*dialog, "renewedLabel"), QStringLiteral("renewed just now"));
    world->clock.advance(std::chrono::minutes(4));
    openDialog();
    EXPECT_EQ(textOf(*dialog, "renewedLabel"), QStringLiteral("renewed 4 min ago"));
}

TEST_F(SetupTest, X5_APlanThatMayNotBeUsedCanBeAllowed)
{
    WorldOptions options;
    options.asChatGpt = true;
    open(options);
    world->provider.knobs().grantPlan = false;
    world->auth.start();
    ASSERT_TRUE(waitFor([this] { return !world->auth.authorizationUrl().isEmpty(); }));
    ASSERT_TRUE(world->approve(world->auth.authorizationUrl(), false));
    ASSERT_TRUE(waitFor([this] { return world->state() == auth::AuthState::PlanDisabled; }));
    EXPECT_EQ(badge(), QStringLiteral("Connected, plan use not allowed"));
    EXPECT_EQ(textOf(*dialog, "connectButton"), QStringLiteral("Allow…"));
    EXPECT_TRUE(isShown(*dialog, "disconnectButton"));
    press(*dialog, "connectButton");
    ASSERT_TRUE(waitFor([this] { return world->openedUrls.size() == 1; }));
    EXPECT_EQ(QUrlQuery(world->openedUrls.first()).queryItemValue(QStringLiteral("prompt")),
              QStringLiteral("consent"));
}

TEST_F(SetupTest, D2_DisconnectAsksFirstAndCancelIsTheDefault)
{
    open();
    ASSERT_TRUE(world->signIn());
    press(*dialog, "disconnectButton");
    QMessageBox* question = box("disconnectBox");
    ASSERT_NE(question, nullptr);
    QTest::keyClick(question, Qt::Key_Return);
    EXPECT_TRUE(waitFor(
        [this] { return !dialog->findChild<QMessageBox*>(QStringLiteral("disconnectBox")); }));
    EXPECT_TRUE(world->auth.status().connected);
    press(*dialog, "disconnectButton");
    ASSERT_NE(box("disconnectBox"), nullptr);
    press(*dialog, "confirmDisconnectButton");
    EXPECT_TRUE(waitFor([this] { return badge() == QStringLiteral("Not connected"); }));
    EXPECT_TRUE(isShown(*dialog, "connectButton"));
}

TEST_F(SetupTest, D2_ARevocationThatWasNotConfirmedIsSaid)
{
    open();
    ASSERT_TRUE(world->signIn());
    auth::DisconnectOutcome outcome;
    outcome.revocationConfirmed = false;
    emit world->actions.disconnected(outcome);
    const auto* banner = find<MessageBanner>(*dialog, "resultBanner");
    EXPECT_TRUE(banner->isVisible());
    EXPECT_TRUE(banner->title().contains(QStringLiteral("could not be told")));
}

TEST_F(SetupTest, S8_ALockedKeyringIsItsOwnStateAndNeverNotConnected)
{
    LockedStore locked;
    WorldOptions options;
    options.store = &locked;
    open(options);
    EXPECT_EQ(badge(), QStringLiteral("Keyring is locked"));
    EXPECT_EQ(textOf(*dialog, "connectButton"), QStringLiteral("Unlock…"));
    EXPECT_TRUE(textOf(*dialog, "noteLabel").contains(QStringLiteral("locked")));
    EXPECT_EQ(badge("googleBadge"), QStringLiteral("Keyring is locked"));
    EXPECT_TRUE(textOf(*dialog, "placeLabel").contains(QStringLiteral("system keyring")));
}

TEST_F(SetupTest, SaveIsOffUntilSomethingChanged)
{
    open();
    auto* save = find<QPushButton>(*dialog, "saveButton");
    EXPECT_FALSE(save->isEnabled());
    EXPECT_EQ(save->toolTip(), QStringLiteral("Nothing was changed."));
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice"));
    EXPECT_TRUE(save->isEnabled());
    keyEdit("apiKeyEdit_google")->clear();
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral(" "));
    EXPECT_FALSE(save->isEnabled());
}

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
    EXPECT_FALSE(isShown(*dialog, "googleBadge"));
    EXPECT_FALSE(fileContent(world->folder.filePath(QStringLiteral("settings.json")))
                     .contains("practice-3f9A"));
}

TEST_F(SetupTest, CancelAsksWhenThereAreChangesAndKeepsNothing)
{
    open();
    QTest::keyClicks(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza-practice"));
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    QMessageBox* question = box("discardBox");
    ASSERT_NE(question, nullptr);
    EXPECT_TRUE(dialog->isVisible());
    press(*question, "discardButton");
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_TRUE(keyComesFrom(QStringLiteral("google"), secrets::KeySource::None));
}

TEST_F(SetupTest, CancelWithoutChangesClosesAtOnce)
{
    open();
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    EXPECT_FALSE(dialog->isVisible());
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

TEST_F(SetupTest, TestSavesWhatIsTypedAndSaysHowManyModelsThereAre)
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
    EXPECT_EQ(textOf(*row, "testButton_openai"), QStringLiteral("Save and test"));
    press(*row, "testButton_openai");
    EXPECT_TRUE(waitFor([&] {
        return textOf(*row, "testResult").startsWith(QStringLiteral("2 models in"));
    })) << textOf(*row, "testResult").toStdString();
    EXPECT_EQ(server.requests().last().headers.value("authorization"),
              QByteArray("Bearer sk-practice"));
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_EQ(textOf(*row, "testButton_openai"), QStringLiteral("Test"));
    EXPECT_FALSE(find<QPushButton>(*dialog, "saveButton")->isEnabled());
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

TEST_F(SetupTest, AnAddressThatIsNoneIsSaidInlineAndTakesTheFocus)
{
    open();
    auto* edit = find<QLineEdit>(*dialog, "baseUrlEdit");
    QTest::keyClicks(edit, QStringLiteral("localhost:11434"));
    press(*dialog, "saveButton");
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_TRUE(isShown(*dialog, "urlError"));
    EXPECT_EQ(QApplication::focusWidget(), edit);
    edit->setText(QStringLiteral("http://localhost:11434/v1"));
    EXPECT_FALSE(isShown(*dialog, "urlError"));
    press(*dialog, "saveButton");
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_EQ(world->settings.values().providers.compatibleBaseUrl,
              QStringLiteral("http://localhost:11434/v1"));
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

TEST_F(SetupTest, S10_TheOtherStorageIsWishedForAndItsFailureIsSaid)
{
    open();
    QSignalSpy wished(dialog.get(), &ProjectSetupDialog::storageChangeRequested);
    press(*dialog, "changeButton");
    ASSERT_EQ(wished.count(), 1);
    EXPECT_EQ(wished.first().first().value<StorageKind>(), StorageKind::Keychain);
    EXPECT_FALSE(find<QPushButton>(*dialog, "changeButton")->isEnabled());
    dialog->showStorageOutcome(base::Error{
        base::ErrorKind::StorageUnavailable, QStringLiteral("There is no keyring."), {}, {}});
    EXPECT_TRUE(find<QPushButton>(*dialog, "changeButton")->isEnabled());
    EXPECT_EQ(find<MessageBanner>(*dialog, "outcomeBanner")->title(),
              QStringLiteral("There is no keyring."));
}

TEST_F(SetupTest, S9_MovingToFilesAsksFirst)
{
    LockedStore keyring;
    WorldOptions options;
    options.store = &keyring;
    open(options);
    QSignalSpy wished(dialog.get(), &ProjectSetupDialog::storageChangeRequested);
    press(*dialog, "changeButton");
    QMessageBox* question = box("storageBox");
    ASSERT_NE(question, nullptr);
    EXPECT_EQ(wished.count(), 0);
    press(*question, "moveButton");
    EXPECT_EQ(wished.count(), 1);
}

TEST_F(SetupTest, ThePlanNoticeIsAcknowledgedForGood)
{
    WorldOptions options;
    options.asChatGpt = true;
    open(options);
    EXPECT_EQ(textOf(*dialog, "connectButton"), QStringLiteral("Continue with ChatGPT"));
    ASSERT_TRUE(world->signIn());
    EXPECT_TRUE(isShown(*dialog, "planNotice"));
    press(*dialog, "planNoticeButton");
    EXPECT_FALSE(isShown(*dialog, "planNotice"));
    EXPECT_TRUE(world->settings.values().planNoticeSeen);
    press(*dialog, "usageLink");
    EXPECT_EQ(world->openedUrls.last(), usagePage());
}

TEST_F(SetupTest, EveryControlHasANameAndCanBeReachedByTab)
{
    open();
    QSet<QWidget*> wanted;
    const auto widgets = dialog->findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() ||
            !widget->isVisible() || !widget->isEnabled()) {
            continue;
        }
        wanted << widget;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        EXPECT_TRUE(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                    widget->inherits("QTabBar"))
            << widget->objectName().toStdString();
    }
    const qsizetype steps = 2 * wanted.size();
    for (qsizetype i = 0; i < steps; ++i) {
        wanted.remove(QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const QWidget* missed : wanted) {
        ADD_FAILURE() << missed->metaObject()->className() << " "
                      << missed->objectName().toStdString();
    }
}

TEST_F(SetupTest, TabGoesFromTopToBottom)
{
    open();
    QStringList order;
    find<QPushButton>(*dialog, "connectButton")->setFocus();
    for (int i = 0; i < 5; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    EXPECT_EQ(order,
              QStringList({QStringLiteral("connectButton"), QStringLiteral("apiKeyEdit_openai"),
                           QStringLiteral("apiKeyEdit_google"), QStringLiteral("baseUrlEdit"),
                           QStringLiteral("apiKeyEdit_openai-compatible")}));
}

TEST_F(SetupTest, NothingIsCutOffSideways)
{
    open();
    ASSERT_TRUE(world->storeKey(QStringLiteral("openai"), "sk-practice"));
    connectAccount();
    press(*dialog, "pasteLink");
    const auto* scroll = find<QScrollArea>(*dialog, "providersScroll");
    EXPECT_TRUE(
        waitFor([scroll] { return scroll->widget()->width() <= scroll->viewport()->width(); }));
}

} // namespace plantain::testing
