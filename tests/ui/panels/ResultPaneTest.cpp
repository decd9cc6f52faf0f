// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Printers.h"
#include "tests/ui/panels/LlmPageFixture.h"

#include <QClipboard>
#include <QFileDialog>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
namespace keys = workflow::keys;

class ResultPaneTest : public LlmPageFixture
{
protected:
    QString stored() { return world->value(node, keys::outputText).toString(); }
    template <typename Type>
    Type* find(const char* name)
    {
        return inspector->findChild<Type*>(QLatin1String(name));
    }
};

} // namespace

TEST_F(ResultPaneTest, T2_1_TextStreamsIntoTheResultWithTheAccount)
{
    openNode(QStringLiteral("openai-auth"), QStringLiteral("gpt-6-luna"));
    ASSERT_TRUE(world->signIn());
    world->provider.knobs().timePerToken = std::chrono::milliseconds(5);
    pressNow("runButton");
    ASSERT_TRUE(waitFor([this] { return isShownNow("stopButton"); }));
    EXPECT_FALSE(isShownNow("runButton"));
    ASSERT_TRUE(waitFor([this] { return !output().isEmpty(); }));
    EXPECT_TRUE(world->runner.isRunning()) << "the text must show before the end";
    ASSERT_TRUE(waitFor([this] { return !world->runner.isRunning(); }));
    EXPECT_EQ(status(), llm::LlmStatus::Completed);
    EXPECT_EQ(output(), stored());
    EXPECT_EQ(shown<OutputView>("outputView")->toPlainText(), stored());
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Complete"));
    EXPECT_FALSE(isShownNow("stopButton"));
    EXPECT_FALSE(labelNow("tokensLabel").isEmpty());
}

TEST_F(ResultPaneTest, R8_DeltasReachTheViewInBatches)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        for (int i = 0; i < 200; ++i) {
            answer.chunk(textDelta(QStringLiteral("word ")));
        }
        answer.chunk(completed());
        answer.endChunked();
    });
    openWith(server);
    QSignalSpy drawn(shown<OutputView>("outputView")->document(), &QTextDocument::contentsChanged);
    ASSERT_TRUE(runAndWait());
    EXPECT_EQ(shown<OutputView>("outputView")->toPlainText(),
              QStringLiteral("word ").repeated(200));
    EXPECT_LT(drawn.count(), 50);
}

TEST_F(ResultPaneTest, NumbersShowTokensAndCost)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("Hi")});
    openWith(server);
    ASSERT_TRUE(runAndWait());
    EXPECT_EQ(labelNow("tokensLabel"), QStringLiteral("412 in · 38 out"));
    EXPECT_TRUE(labelNow("timeLabel").contains(QLatin1Char('$')));
}

TEST_F(ResultPaneTest, R12_StopKeepsTheText)
{
    FakeHttpServer server;
    hangAfter(server, QStringLiteral("Half a sentence"));
    openWith(server);
    shown<QWidget>("runButton")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    ASSERT_TRUE(waitFor([this] { return output() == QStringLiteral("Half a sentence"); }));
    EXPECT_EQ(QApplication::focusWidget(), shown<QWidget>("stopButton"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    ASSERT_TRUE(waitFor([this] { return !world->runner.isRunning(); }));
    EXPECT_EQ(status(), llm::LlmStatus::Cancelled);
    EXPECT_EQ(output(), QStringLiteral("Half a sentence"));
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Stopped"));
    EXPECT_EQ(QApplication::focusWidget(), shown<QWidget>("outputView"));
}

TEST_F(ResultPaneTest, R1_ACutAnswerKeepsItsTextAndOffersRetryAndDetails)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("Half")));
        answer.close();
    });
    openWith(server);
    ASSERT_TRUE(runAndWait());
    EXPECT_EQ(status(), llm::LlmStatus::Cut);
    EXPECT_EQ(output(), QStringLiteral("Half"));
    EXPECT_TRUE(banner("endBanner")->isVisible());
    EXPECT_TRUE(banner("endBanner")->hint().contains(QStringLiteral("kept")));
    EXPECT_TRUE(isShownNow("detailsButton"));
    pressNow("retryButton");
    EXPECT_TRUE(waitFor([&] { return server.count("/v1/responses") == 2; }));
    EXPECT_FALSE(banner("endBanner")->isVisible());
}

TEST_F(ResultPaneTest, R7_AFailureShowsTitleHintAndDetails)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(401, R"({"error":{"message":"Incorrect API key","code":"invalid_api_key"}})",
                    "application/json", {"x-request-id: req_42"});
    });
    openWith(server);
    ASSERT_TRUE(runAndWait());
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Failed"));
    EXPECT_FALSE(banner("endBanner")->title().isEmpty());
    EXPECT_FALSE(banner("endBanner")->hint().isEmpty());
    EXPECT_FALSE(banner("endBanner")->title().contains(QStringLiteral("invalid_api_key")));
    pressNow("detailsButton");
    const auto* details = find<QPlainTextEdit>("detailsEdit");
    ASSERT_NE(details, nullptr);
    EXPECT_TRUE(details->toPlainText().contains(QStringLiteral("req_42")));
    EXPECT_TRUE(details->toPlainText().contains(QStringLiteral("401")));
}

TEST_F(ResultPaneTest, R3_AWaitForTheProviderIsToldAndCanBeStopped)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(429, R"({"error":{"message":"slow down","code":"rate_limit_exceeded"}})",
                    "application/json", {"Retry-After: 12"});
    });
    openWith(server);
    pressNow("runButton");
    ASSERT_TRUE(waitFor([this] { return banner("waitBanner")->isVisible(); }));
    EXPECT_EQ(banner("waitBanner")->title(),
              QStringLiteral("OpenAI asks to slow down. Next try in 12 s."));
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Waiting to try again"));
    world->clock.advance(std::chrono::seconds(5));
    EXPECT_TRUE(waitFor([this] {
        return banner("waitBanner")->title().endsWith(QStringLiteral("Next try in 7 s."));
    }));
    pressNow("waitStopButton");
    ASSERT_TRUE(waitFor([this] { return !world->runner.isRunning(); }));
    EXPECT_FALSE(banner("waitBanner")->isVisible());
    EXPECT_EQ(server.count("/v1/responses"), 1);
}

TEST_F(ResultPaneTest, FieldsMayBeEditedWhileItRuns)
{
    FakeHttpServer server;
    hangAfter(server, QStringLiteral("Half"));
    openWith(server);
    pressNow("runButton");
    ASSERT_TRUE(waitFor([this] { return !output().isEmpty(); }));
    type(shown<QPlainTextEdit>("promptEdit"), QStringLiteral("x"));
    choose(QStringLiteral("google"));
    EXPECT_TRUE(world->runner.isRunning());
    EXPECT_EQ(world->runner.run(node).request.prompt, QStringLiteral("Hello"));
    EXPECT_EQ(output(), QStringLiteral("Half"));
}

TEST_F(ResultPaneTest, AnotherNodeCanBeLookedAtWhileTheFirstIsWritten)
{
    FakeHttpServer server;
    hangAfter(server, QStringLiteral("Half"));
    openWith(server);
    const QString other =
        world->add(workflow::NodeKind::LlmGenerate, llmData(QStringLiteral("openai")));
    world->set(other, keys::outputText, QStringLiteral("Of the other"));
    pressNow("runButton");
    ASSERT_TRUE(waitFor([this] { return output() == QStringLiteral("Half"); }));
    world->selection.setOnly(other);
    EXPECT_EQ(output(), QStringLiteral("Of the other"));
    EXPECT_FALSE(isShownNow("stopButton"));
    EXPECT_FALSE(shown<QWidget>("runButton")->isEnabled()) << "one run at a time";
    world->selection.setOnly(node);
    EXPECT_EQ(output(), QStringLiteral("Half"));
    EXPECT_TRUE(isShownNow("stopButton"));
}

TEST_F(ResultPaneTest, CopyMarkdownAndRunAgainWorkOnTheResult)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("# Hi")});
    openWith(server);
    EXPECT_FALSE(shown<QWidget>("copyButton")->isEnabled());
    ASSERT_TRUE(runAndWait());
    pressNow("markdownButton");
    EXPECT_EQ(shown<OutputView>("outputView")->toPlainText(), QStringLiteral("Hi"));
    pressNow("copyButton");
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("# Hi"));
    EXPECT_EQ(shown<QToolButton>("runButton")->toolTip(), QStringLiteral("Run again"));
    ASSERT_TRUE(runAndWait());
    EXPECT_EQ(server.count("/v1/responses"), 2);
}

TEST_F(ResultPaneTest, EarlierResultsAreOnePressAwayAndOneStep)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("One"), QStringLiteral("Two"), QStringLiteral("Three")});
    openWith(server);
    EXPECT_FALSE(isShownNow("historyLabel"));
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(runAndWait());
    }
    EXPECT_EQ(labelNow("historyLabel"), QStringLiteral("3 of 3"));
    EXPECT_FALSE(shown<QWidget>("nextButton")->isEnabled());
    const int before = steps();
    pressNow("previousButton");
    EXPECT_EQ(stored(), QStringLiteral("Two"));
    EXPECT_EQ(output(), QStringLiteral("Two"));
    EXPECT_EQ(labelNow("historyLabel"), QStringLiteral("2 of 3"));
    EXPECT_EQ(labelNow("tokensLabel"), QStringLiteral("412 in · 38 out"));
    EXPECT_EQ(steps(), before + 1);
    pressNow("previousButton");
    EXPECT_FALSE(shown<QWidget>("previousButton")->isEnabled());
    world->undoStack().undo();
    world->undoStack().undo();
    EXPECT_EQ(output(), QStringLiteral("Three"));
    EXPECT_EQ(labelNow("historyLabel"), QStringLiteral("3 of 3"));
}

TEST_F(ResultPaneTest, ChoosingAnEarlierResultTakesTheFailureAwayThatCameAfterIt)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("One"), QStringLiteral("Two")});
    openWith(server);
    ASSERT_TRUE(runAndWait());
    ASSERT_TRUE(runAndWait());
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(400, R"({"error":{"message":"no","code":"invalid_value"}})");
    });
    ASSERT_TRUE(runAndWait());
    EXPECT_TRUE(banner("endBanner")->isVisible());
    EXPECT_EQ(output(), QStringLiteral("Two"));
    pressNow("previousButton");
    EXPECT_FALSE(banner("endBanner")->isVisible());
    EXPECT_EQ(output(), QStringLiteral("One"));
    EXPECT_EQ(world->value(node, keys::status).toString(), QStringLiteral("complete"));
}

TEST_F(ResultPaneTest, EditingByHandIsOneStepKeepsTheKeyAndJoinsTheHistory)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("A draft")});
    openWith(server);
    ASSERT_TRUE(runAndWait());
    const QJsonValue key = world->value(node, keys::resultKey);
    ASSERT_FALSE(key.toString().isEmpty());
    pressNow("editButton");
    auto* edit = shown<QPlainTextEdit>("outputEdit");
    edit->moveCursor(QTextCursor::End);
    QTest::keyClicks(edit, QStringLiteral(", better"));
    EXPECT_EQ(stored(), QStringLiteral("A draft, better"));
    pressNow("editButton");
    EXPECT_EQ(output(), QStringLiteral("A draft, better"));
    EXPECT_EQ(world->value(node, keys::resultKey), key);
    EXPECT_EQ(labelNow("historyLabel"), QStringLiteral("2 of 2"));
    EXPECT_EQ(steps(), 1);
    pressNow("previousButton");
    EXPECT_EQ(stored(), QStringLiteral("A draft"));
    world->undoStack().undo();
    world->undoStack().undo();
    EXPECT_EQ(stored(), QStringLiteral("A draft"));
    EXPECT_EQ(workflow::historyOf(world->node(node)).size(), 1);
}

TEST_F(ResultPaneTest, ClearIsOneStepAndTheHistoryStays)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("One")});
    openWith(server);
    ASSERT_TRUE(runAndWait());
    find<QAction>("clearResultAction")->trigger();
    EXPECT_TRUE(output().isEmpty());
    EXPECT_FALSE(isShownNow("runBadge"));
    EXPECT_EQ(steps(), 1);
    EXPECT_EQ(labelNow("historyLabel"), QStringLiteral("1 earlier"));
    world->undoStack().undo();
    EXPECT_EQ(output(), QStringLiteral("One"));
    EXPECT_EQ(world->freshness(node), run::Freshness::Fresh);
}

TEST_F(ResultPaneTest, AStaleResultSaysSo)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("One")});
    openWith(server);
    ASSERT_TRUE(runAndWait());
    EXPECT_FALSE(isShownNow("staleLabel"));
    type(shown<QPlainTextEdit>("promptEdit"), QStringLiteral("!"));
    ASSERT_TRUE(waitFor([this] { return isShownNow("staleLabel"); }));
    EXPECT_EQ(labelNow("staleLabel"), QStringLiteral("Inputs changed since this result."));
    world->undoStack().undo();
    EXPECT_TRUE(waitFor([this] { return !isShownNow("staleLabel"); }));
}

TEST_F(ResultPaneTest, AFailureOfAnEarlierSessionIsToldAndCanBeRetried)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("One")});
    openWith(server);
    world->set(node, keys::status, QStringLiteral("error"));
    world->set(node, keys::error, QStringLiteral("The quota is used up."));
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Failed"));
    EXPECT_EQ(banner("endBanner")->title(), QStringLiteral("The quota is used up."));
    pressNow("retryButton");
    ASSERT_TRUE(waitFor([this] { return output() == QStringLiteral("One"); }));
    ASSERT_TRUE(waitFor([this] { return !world->runner.isRunning(); }));
    EXPECT_FALSE(banner("endBanner")->isVisible());
}

TEST_F(ResultPaneTest, NotesCanBeDismissed)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("One")});
    openWith(server, QStringLiteral("gpt-4.1-nano"));
    ASSERT_TRUE(runAndWait());
    ASSERT_TRUE(banner("noteBanner")->isVisible());
    banner("noteBanner")->findChild<QToolButton*>()->click();
    type(shown<QPlainTextEdit>("promptEdit"), QStringLiteral("!"));
    EXPECT_FALSE(banner("noteBanner")->isVisible());
}

TEST_F(ResultPaneTest, TheResultIsSavedWhereThePersonSays)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("Grüße")});
    openWith(server);
    ASSERT_TRUE(runAndWait());
    find<QAction>("saveResultAction")->trigger();
    auto* dialog = find<QFileDialog>("saveDialog");
    ASSERT_NE(dialog, nullptr);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("answer.md"));
    emit dialog->fileSelected(path);
    dialog->close();
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(QString::fromUtf8(file.readAll()), QStringLiteral("Grüße"));
}

} // namespace plantain::testing
