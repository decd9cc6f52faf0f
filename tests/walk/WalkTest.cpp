// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Browsing.h"
#include "tests/support/Desktop.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/PlantainCli.h"
#include "tests/support/Printers.h"
#include "tests/walk/AccessibleWindow.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

const QString mainWindow = QStringLiteral("Untitled"); // the workflow that is not saved yet
const QString setupWindow = QStringLiteral("Project settings");
const QString notConnected = QStringLiteral("OpenAI not connected");
const QString connectedAs = QStringLiteral("Connected as w••@example.test");
const QString answer = QStringLiteral("Hello from the test provider");

Wanted button(const QString& name, const QString& window = mainWindow)
{
    return {QStringLiteral("push button"), name, window};
}

Wanted badge(const QString& text, const QString& window)
{
    return {QStringLiteral("label"), text, window};
}

template <typename Condition>
bool eventually(Condition condition)
{
    return QTest::qWaitFor(condition, processPatienceMs);
}

} // namespace

/// A person at the real window, with a real browser, on a desktop of their own. Each step leaves a
/// picture in <build>/walk.
class WalkTest : public ::testing::Test
{
protected:
    void SetUp() override;

    void startPlantain();
    void addModel();
    void connectAccount();
    void generateText();
    void disconnectAccount();
    void quit();
    void press(const Wanted& wanted);
    void expectToShow(const Wanted& wanted);
    QString nextPicture(const QString& name);
    void takePicture(const QString& name);
    /// The address that Plantain handed to the browser.
    QUrl openedAddress();
    QString output();

    OidcPeer peer{peopleSignIn()};
    Desktop desktop;
    PlantainCli cli;
    std::unique_ptr<ChildProcess> plantain;
    std::unique_ptr<AccessibleWindow> window;

private:
    static OidcOptions peopleSignIn();
    void putBrowserInPath();

    QTemporaryDir m_browserFolder;
    int m_pictures = 0;
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
    ASSERT_TRUE(peer.start()) << peer.transcript();
    ASSERT_TRUE(desktop.start()) << desktop.problem();
    putBrowserInPath();
    startPlantain();
}

/// `xdg-open` writes down what it shall open. The person then opens it in Chromium.
void WalkTest::putBrowserInPath()
{
    QFile script(m_browserFolder.filePath(QStringLiteral("xdg-open")));
    ASSERT_TRUE(script.open(QIODevice::WriteOnly));
    script.write(
        "#!/bin/sh\n"
        "folder=$(dirname \"$0\")\n"
        "printf '%s' \"$1\" >\"$folder/part\" && mv \"$folder/part\" \"$folder/opened\"\n");
    script.setPermissions(script.permissions() | QFileDevice::ExeOwner);
}

void WalkTest::startPlantain()
{
    cli.useProfile(peer.profile());
    QProcessEnvironment& environment = cli.environment();
    for (const char* name :
         {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"}) {
        environment.insert(QLatin1String(name), desktop.environment().value(QLatin1String(name)));
    }
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    environment.insert(QStringLiteral("PATH"), m_browserFolder.path() + QLatin1Char(':') +
                                                   environment.value(QStringLiteral("PATH")));
    plantain = cli.start({});
    window = std::make_unique<AccessibleWindow>(desktop.busAddress());
    ASSERT_TRUE(window->waitFor(button(QStringLiteral("Run")))) << plantain->transcript();
}

void WalkTest::press(const Wanted& wanted)
{
    Wanted usable = wanted;
    usable.usable = true;
    const std::optional<AccessibleNode> node = window->waitFor(usable);
    ASSERT_TRUE(node) << wanted.name.toStdString() << " cannot be pressed:\n" << window->describe();
    desktop.click(node->center());
}

void WalkTest::expectToShow(const Wanted& wanted)
{
    EXPECT_TRUE(window->waitFor(wanted)) << wanted.name.toStdString() << " does not show:\n"
                                         << window->describe();
}

QString WalkTest::nextPicture(const QString& name)
{
    return pictureFile(
        QStringLiteral("%1-%2.png").arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(name));
}

void WalkTest::takePicture(const QString& name)
{
    EXPECT_TRUE(desktop.screenshot(nextPicture(name)));
}

QUrl WalkTest::openedAddress()
{
    QFile file(m_browserFolder.filePath(QStringLiteral("opened")));
    (void)eventually([&file] { return file.exists(); });
    return file.open(QIODevice::ReadOnly) ? QUrl(QString::fromUtf8(file.readAll())) : QUrl();
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
    press(button(QStringLiteral("Add node")));
    takePicture(QStringLiteral("palette"));
    desktop.type(QStringLiteral("llm"));
    desktop.press(QStringLiteral("Return"));
    expectToShow(badge(notConnected, mainWindow));
    desktop.press(QStringLiteral("F2"));
    desktop.type(QStringLiteral("Say hello."));
    takePicture(QStringLiteral("model-with-its-prompt"));
}

void WalkTest::connectAccount()
{
    press(button(QStringLiteral("Connect")));
    expectToShow(button(QStringLiteral("Cancel")));
    takePicture(QStringLiteral("waiting-for-the-browser"));

    BrowserWish wish;
    wish.login = QStringLiteral("walter");
    wish.screenshot = nextPicture(QStringLiteral("browser"));
    const BrowserReport page = browse(openedAddress(), wish);
    ASSERT_TRUE(page.ok) << page.problem;
    EXPECT_TRUE(page.text.contains(QStringLiteral("You are signed in")));
    expectToShow(badge(connectedAs, mainWindow));
    takePicture(QStringLiteral("connected"));
}

void WalkTest::generateText()
{
    press(button(QStringLiteral("Run")));
    EXPECT_TRUE(eventually([this] { return !output().isEmpty(); }));
    const QString beginning = output();
    takePicture(QStringLiteral("streaming"));
    EXPECT_LT(beginning.size(), answer.size()) << "it came in one piece";
    EXPECT_TRUE(answer.startsWith(beginning)) << beginning.toStdString();
    EXPECT_TRUE(eventually([this] { return output() == answer; })) << output().toStdString();
    expectToShow(button(QStringLiteral("Run")));
    takePicture(QStringLiteral("answer"));
}

void WalkTest::disconnectAccount()
{
    press(button(QStringLiteral("Project setup…")));
    press({QStringLiteral("page tab"), QStringLiteral("Providers"), setupWindow});
    press(button(QStringLiteral("Disconnect…"), setupWindow));
    expectToShow(button(QStringLiteral("Disconnect"), {}));
    takePicture(QStringLiteral("confirm"));
    press(button(QStringLiteral("Disconnect"), {}));
    expectToShow(badge(QStringLiteral("Not connected"), setupWindow));
    takePicture(QStringLiteral("disconnected"));
    press(button(QStringLiteral("Cancel"), setupWindow));
    expectToShow(badge(notConnected, mainWindow));
    takePicture(QStringLiteral("not-connected-again"));
}

/// The workflow was never saved: the program asks before it goes.
void WalkTest::quit()
{
    desktop.press(QStringLiteral("ctrl+q"));
    expectToShow(button(QStringLiteral("Save"), {}));
    takePicture(QStringLiteral("unsaved"));
    press(button(QStringLiteral("Discard"), {}));
    ASSERT_TRUE(plantain->waitForEnd());
    EXPECT_EQ(plantain->exitCode(), 0) << plantain->transcript();
}

TEST_F(WalkTest, T7_1_ANewcomerAddsAModelConnectsGeneratesAndDisconnects)
{
    expectToShow(button(QStringLiteral("Not connected")));
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
