// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/NodeData.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/support/Printers.h"
#include "tests/walk/Walk.h"

#include <QFile>

namespace plantain::testing {

namespace {

const QString firstWindow = QStringLiteral("Untitled");
const QString sandboxWindow = QStringLiteral("Untitled (Sandbox)");
const QString exampleWindow = QStringLiteral("Three voices");
const QString practiceAccount = QStringLiteral("ada@sandbox.example");
const QString fileName = QStringLiteral("my-voices.plantain");

Wanted node(const QString& beginning, const QString& tells, const QString& window)
{
    Wanted wanted{QStringLiteral("list item"), {}, window};
    wanted.beginning = beginning;
    wanted.tells = tells;
    return wanted;
}

} // namespace

/// Somebody who has just installed the program, without an account, a key or a file.
class NewcomerTest : public Walk
{
protected:
    NewcomerTest()
        : Walk(QStringLiteral("newcomer-"))
    {
    }

    void startFirst();
    void tryTheSandbox();
    void connectAccount();
    void runAnExample();
    void save();
    void close();
    void reopen();
    QString file() const { return cli.dataFolder() + QLatin1Char('/') + fileName; }
    /// What the models of the saved file have answered.
    QStringList savedAnswers() const;
};

void NewcomerTest::startFirst()
{
    startPlantain({}, button(QStringLiteral("Try the sandbox"), firstWindow));
    expectToShow(button(QStringLiteral("Continue with ChatGPT"), firstWindow));
    takePicture(QStringLiteral("first-start"));
}

void NewcomerTest::tryTheSandbox()
{
    press(button(QStringLiteral("Try the sandbox"), firstWindow));
    expectToShow(button(QStringLiteral("Connect an account"), sandboxWindow));
    takePicture(QStringLiteral("sandbox"));
}

void NewcomerTest::connectAccount()
{
    press(button(QStringLiteral("Connect an account"), sandboxWindow));
    BrowserWish wish;
    wish.screenshot = nextPicture(QStringLiteral("browser"));
    const BrowserReport page = browse(openedAddress(), wish);
    ASSERT_TRUE(page.ok) << page.problem;
    EXPECT_TRUE(page.text.contains(QStringLiteral("You are signed in"))) << page.text.toStdString();
    expectToShow(label(practiceAccount, sandboxWindow));
    takePicture(QStringLiteral("connected"));
}

void NewcomerTest::runAnExample()
{
    press(button(QStringLiteral("Three voices"), sandboxWindow));
    press(button(QStringLiteral("Run"), exampleWindow));
    Wanted done{QStringLiteral("label"), {}, exampleWindow};
    done.beginning = QStringLiteral("Done in ");
    expectToShow(done);
    for (const char* voice : {"Friendly", "Formal", "Playful"}) {
        expectToShow(node(QLatin1String(voice), QStringLiteral("done; "), exampleWindow));
    }
    takePicture(QStringLiteral("answers"));
}

void NewcomerTest::save()
{
    desktop.press(QStringLiteral("ctrl+s"));
    expectToShow({QStringLiteral("text"), {}, QStringLiteral("Save the workflow")});
    desktop.press(QStringLiteral("ctrl+a"));
    desktop.type(file());
    takePicture(QStringLiteral("saving"));
    desktop.press(QStringLiteral("Return"));
    Wanted saved{QStringLiteral("label"), {}, fileName};
    saved.beginning = QStringLiteral("Saved");
    expectToShow(saved);
    takePicture(QStringLiteral("saved"));
    EXPECT_EQ(savedAnswers().size(), 3);
}

/// The sandbox, then the window that it came from: nothing is left to ask.
void NewcomerTest::close()
{
    desktop.press(QStringLiteral("ctrl+q"));
    ASSERT_TRUE(window->waitUntilGone({{}, {}, fileName})) << window->describe();
    press(button(QStringLiteral("Add node"), firstWindow));
    desktop.press(QStringLiteral("Escape"));
    desktop.press(QStringLiteral("ctrl+q"));
    expectToEnd();
}

void NewcomerTest::reopen()
{
    startPlantain({QStringLiteral("--sandbox")}, button(fileName, sandboxWindow));
    expectToShow(label(practiceAccount, sandboxWindow));
    takePicture(QStringLiteral("started-again"));
    press(button(fileName, sandboxWindow));
    const QStringList answers = savedAnswers();
    ASSERT_FALSE(answers.isEmpty());
    expectToShow(node(QStringLiteral("Friendly"), answers.first().simplified().left(20), fileName));
    takePicture(QStringLiteral("reopened"));
    desktop.press(QStringLiteral("ctrl+q"));
    expectToEnd();
}

QStringList NewcomerTest::savedAnswers() const
{
    QFile saved(file());
    QStringList answers;
    if (!saved.open(QIODevice::ReadOnly)) {
        return answers;
    }
    const auto content = workflow::parseWorkflow(saved.readAll());
    if (content) {
        for (const workflow::Node& each : content->nodes) {
            const QString text = each.data.value(workflow::keys::outputText).toString();
            if (each.kind == workflow::NodeKind::LlmGenerate && !text.isEmpty()) {
                answers << text;
            }
        }
    }
    return answers;
}

TEST_F(NewcomerTest, PractisesInTheSandboxSavesAndComesBack)
{
    ASSERT_NO_FATAL_FAILURE(startFirst());
    ASSERT_NO_FATAL_FAILURE(tryTheSandbox());
    ASSERT_NO_FATAL_FAILURE(connectAccount());
    ASSERT_NO_FATAL_FAILURE(runAnExample());
    ASSERT_NO_FATAL_FAILURE(save());
    ASSERT_NO_FATAL_FAILURE(close());
    reopen();
}

} // namespace plantain::testing
