// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpServer.h"
#include "tests/ui/i18n/Speaking.h"
#include "tests/ui/project_setup/SetupFixture.h"
#include "ui/widgets/MessageBanner.h"

#include <QClipboard>
#include <QTcpSocket>
#include <QUrlQuery>

namespace plantain::testing {

namespace {

using namespace plantain::ui;

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
    QMessageBox* asked = question("disconnectBox");
    ASSERT_NE(asked, nullptr);
    QTest::keyClick(asked, Qt::Key_Return);
    EXPECT_TRUE(waitFor(
        [this] { return !dialog->findChild<QMessageBox*>(QStringLiteral("disconnectBox")); }));
    EXPECT_TRUE(world->auth.status().connected);
    press(*dialog, "disconnectButton");
    ASSERT_NE(question("disconnectBox"), nullptr);
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

TEST_F(SetupTest, O4_ACodeForAnotherDeviceIsOfferedWhereTheServerKnowsIt)
{
    FakeHttpServer server;
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"device_code":"d","user_code":"PLNT-2026","expires_in":900,
                             "interval":600,"verification_uri":"https://example.org/device"})");
    });
    WorldOptions options;
    options.deviceEndpoint = server.url(QStringLiteral("/device"));
    open(options);
    press(*dialog, "useCodeLink");
    ASSERT_TRUE(waitFor([this] { return isShown(*dialog, "deviceCodeLabel"); }));
    EXPECT_EQ(textOf(*dialog, "deviceCodeLabel"), QStringLiteral("PLNT-2026"));
    EXPECT_TRUE(
        textOf(*dialog, "deviceAddressLabel").contains(QStringLiteral("example.org/device")));
    EXPECT_TRUE(badge().startsWith(QStringLiteral("Waiting for the code")))
        << badge().toStdString();
    EXPECT_TRUE(world->openedUrls.isEmpty()) << "nobody asked for a browser";
    EXPECT_FALSE(isShown(*dialog, "pasteLink"));
    press(*dialog, "copyCodeButton");
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("PLNT-2026"));
    press(*dialog, "openAgainButton");
    EXPECT_EQ(world->openedUrls.value(0), QUrl(QStringLiteral("https://example.org/device")));
    press(*dialog, "cancelConnectButton");
    EXPECT_FALSE(isShown(*dialog, "deviceCodeLabel"));
    EXPECT_TRUE(isShown(*dialog, "useCodeLink"));
}

TEST_F(SetupTest, O4_WithoutADeviceEndpointNoCodeIsOffered)
{
    open();
    EXPECT_FALSE(isShown(*dialog, "useCodeLink"));
}

TEST_F(SetupTest, LongNamesAndLongErrorsStayInTheDialog)
{
    open();
    auth::AuthStatus status;
    status.state = auth::AuthState::Connected;
    status.connected = true;
    status.updatedAt = world->clock.now();
    status.email = QStringLiteral("ada@") +
                   QStringLiteral("department-of-long-names.").repeated(4) +
                   QStringLiteral("example.org");
    emit world->auth.statusChanged(status);
    const auto* scroll = find<QScrollArea>(*dialog, "providersScroll");
    const auto fits = [scroll] {
        QCoreApplication::sendPostedEvents();
        return scroll->widget()->width() <= scroll->viewport()->width();
    };
    EXPECT_TRUE(waitFor(fits));
    EXPECT_TRUE(find<StatusBadge>(*dialog, "statusBadge")->toolTip().contains("example.org"));
    status.state = auth::AuthState::NeedsReauth;
    status.error = base::Error{base::ErrorKind::NotSignedIn,
                               QStringLiteral("https://example.org") +
                                   QStringLiteral("/realms-of-long-names").repeated(12) +
                                   QStringLiteral(" refused to renew the session."),
                               {},
                               QStringLiteral("invalid_grant")};
    emit world->auth.statusChanged(status);
    EXPECT_TRUE(waitFor(fits));
    EXPECT_EQ(dialog->width(), 720);
}

TEST_F(SetupTest, TheCountdownIsWholeInEveryLanguage)
{
    const PseudoLocale longer;
    open();
    auth::AuthStatus status;
    status.state = auth::AuthState::WaitingForBrowser;
    status.secondsLeft = 282;
    emit world->auth.statusChanged(status);
    QCoreApplication::sendPostedEvents();
    const auto* waiting = find<StatusBadge>(*dialog, "statusBadge");
    EXPECT_TRUE(waitFor([waiting] { return waiting->width() >= waiting->sizeHint().width(); }));
    EXPECT_TRUE(isShown(*dialog, "openAgainButton"));
    EXPECT_TRUE(isShown(*dialog, "copyLinkButton"));
}

struct BadgeState {
    auth::AuthState state;
    const char* text;
    const char* button; ///< empty: none
};
class EveryBadge : public SetupTest, public ::testing::WithParamInterface<BadgeState>
{
};

TEST_P(EveryBadge, Check35_HasItsOwnWordsAndItsOwnWayOn)
{
    WorldOptions options;
    options.asChatGpt = true;
    open(options);
    auth::AuthStatus status;
    status.state = GetParam().state;
    status.email = QStringLiteral("ada@example.org");
    status.secondsLeft = 282;
    status.storage = secrets::StorageKind::Keychain;
    emit world->auth.statusChanged(status);
    EXPECT_EQ(badge(), QString::fromUtf8(GetParam().text));
    const bool hasButton = *GetParam().button != 0;
    EXPECT_EQ(isShown(*dialog, "connectButton"), hasButton);
    if (hasButton) {
        EXPECT_EQ(textOf(*dialog, "connectButton"), QString::fromUtf8(GetParam().button));
    }
}

INSTANTIATE_TEST_SUITE_P(
    States, EveryBadge,
    ::testing::Values(
        BadgeState{auth::AuthState::SignedOut, "Not connected", "Continue with ChatGPT"},
        BadgeState{auth::AuthState::WaitingForBrowser, "Waiting for your browser · 4:42", ""},
        BadgeState{auth::AuthState::Connected, "Connected as a••@example.org", ""},
        BadgeState{auth::AuthState::PlanDisabled, "Connected, plan use not allowed", "Allow…"},
        BadgeState{auth::AuthState::Refreshing, "Renewing…", ""},
        BadgeState{auth::AuthState::NeedsReauth, "Session expired", "Reconnect"},
        BadgeState{auth::AuthState::Failed, "Could not sign in", "Try again"},
        BadgeState{auth::AuthState::StorageUnavailable, "Keyring is locked", "Unlock…"}));

} // namespace plantain::testing
