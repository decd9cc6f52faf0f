// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/walk/Walk.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/Printers.h"

namespace plantain::testing {

namespace {

const QString mainWindow = QStringLiteral("Untitled"); // the workflow that is not saved yet
const QString setupWindow = QStringLiteral("Project settings");
const QString notConnected = QStringLiteral("OpenAI not connected");
const QString connectedAs = QStringLiteral("Connected as w••@example.test");
const QString answer = QStringLiteral("Hello from the test provider");

} // namespace

/// With an account at a provider that nobody here wrote.
class WalkTest : public Walk
{
protected:
    void SetUp() override;

    void addModel();
    void connectAccount();
    void generateText();
    void disconnectAccount();
    void quit();
    static Wanted inMain(const QString& name) { return button(name, mainWindow); }
    QString output();

    OidcPeer peer{peopleSignIn()};

private:
    static OidcOptions peopleSignIn();
};

OidcOptions WalkTest::peopleSignIn()
{
    OidcOptions options;
    options.autoLogin.clear();
    options.millisecondsBetweenDeltas = 1500; // slow enough to be seen growing
    return options;
}

void WalkTest::SetUp()
{
    ASSERT_NO_FATAL_FAILURE(Walk::SetUp());
    ASSERT_TRUE(peer.start()) << peer.transcript();
    cli.useProfile(peer.profile());
    startPlantain({}, inMain(QStringLiteral("Run")));
}

QString WalkTest::output()
{
    Wanted wanted{{}, QStringLiteral("Result"), mainWindow};
    wanted.leastHeight = 100; // its caption is lower
    const std::optional<AccessibleNode> node = window->find(wanted);
    return node ? window->text(*node) : QString();
}

void WalkTest::addModel()
{
    press(inMain(QStringLiteral("Add node")));
    takePicture(QStringLiteral("palette"));
    desktop.type(QStringLiteral("llm"));
    desktop.press(QStringLiteral("Return"));
    expectToShow(label(notConnected, mainWindow));
    desktop.press(QStringLiteral("F2"));
    desktop.type(QStringLiteral("Say hello."));
    takePicture(QStringLiteral("model-with-its-prompt"));
}

void WalkTest::connectAccount()
{
    press(inMain(QStringLiteral("Connect")));
    expectToShow(inMain(QStringLiteral("Cancel")));
    takePicture(QStringLiteral("waiting-for-the-browser"));

    BrowserWish wish;
    wish.login = QStringLiteral("walter");
    wish.screenshot = nextPicture(QStringLiteral("browser"));
    const BrowserReport page = browse(openedAddress(), wish);
    ASSERT_TRUE(page.ok) << page.problem;
    EXPECT_TRUE(page.text.contains(QStringLiteral("You are signed in")));
    expectToShow(label(connectedAs, mainWindow));
    takePicture(QStringLiteral("connected"));
}

void WalkTest::generateText()
{
    press(inMain(QStringLiteral("Run")));
    EXPECT_TRUE(eventually([this] { return !output().isEmpty(); }));
    const QString beginning = output();
    takePicture(QStringLiteral("streaming"));
    EXPECT_LT(beginning.size(), answer.size()) << "it came in one piece";
    EXPECT_TRUE(answer.startsWith(beginning)) << beginning.toStdString();
    EXPECT_TRUE(eventually([this] { return output() == answer; })) << output().toStdString();
    expectToShow(inMain(QStringLiteral("Run")));
    takePicture(QStringLiteral("answer"));
}

void WalkTest::disconnectAccount()
{
    press(inMain(QStringLiteral("Project setup…")));
    press({QStringLiteral("page tab"), QStringLiteral("Providers"), setupWindow});
    press(button(QStringLiteral("Disconnect…"), setupWindow));
    expectToShow(button(QStringLiteral("Disconnect"), {}));
    takePicture(QStringLiteral("confirm"));
    press(button(QStringLiteral("Disconnect"), {}));
    expectToShow(label(QStringLiteral("Not connected"), setupWindow));
    takePicture(QStringLiteral("disconnected"));
    press(button(QStringLiteral("Cancel"), setupWindow));
    expectToShow(label(notConnected, mainWindow));
    takePicture(QStringLiteral("not-connected-again"));
}

/// The workflow was never saved: the program asks before it goes.
void WalkTest::quit()
{
    desktop.press(QStringLiteral("ctrl+q"));
    expectToShow(button(QStringLiteral("Save"), {}));
    takePicture(QStringLiteral("unsaved"));
    press(button(QStringLiteral("Discard"), {}));
    expectToEnd();
}

TEST_F(WalkTest, T7_1_ANewcomerAddsAModelConnectsGeneratesAndDisconnects)
{
    expectToShow(inMain(QStringLiteral("Not connected")));
    takePicture(QStringLiteral("welcome"));
    addModel();
    connectAccount();
    generateText();
    disconnectAccount();

    EXPECT_EQ(peer.grants(QStringLiteral("authorization_code")), 1);
    EXPECT_EQ(peer.count(QStringLiteral("/v1/responses")), 1);
    EXPECT_EQ(peer.count(QStringLiteral("/oauth/revoke")), 1);
    EXPECT_TRUE(cli.record().value(QLatin1String("refresh_token")).toString().isEmpty());
    quit();
}

} // namespace plantain::testing
