// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"
#include "tests/ui/UiWorld.h"
#include "ui/panels/ModelCombo.h"
#include "ui/panels/ResultPane.h"
#include "ui/widgets/ImageStrip.h"
#include "ui/widgets/MessageBanner.h"
#include "ui/widgets/OutputView.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/StatusBadge.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using llm::ProviderId;

class PanelTest : public UiTest
{
protected:
    void open(const WorldOptions& options = {})
    {
        world = std::make_unique<UiWorld>(options);
        panel = std::make_unique<LlmGeneratePanel>(world->panelServices());
        panel->resize(1000, 760);
        world->loadAll();
        ASSERT_TRUE(show(*panel));
    }
    void choose(ProviderId provider)
    {
        auto* combo = find<QComboBox>(*panel, "providerCombo");
        const int index = combo->findData(llm::toString(provider));
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }
    void chooseModel(const QString& id) { find<ModelCombo>(*panel, "modelCombo")->setModelId(id); }
    void write(const QString& prompt)
    {
        find<QPlainTextEdit>(*panel, "promptEdit")->setPlainText(prompt);
    }
    QString output() { return find<OutputView>(*panel, "outputView")->toPlainText(); }
    QString badge(const char* name) { return find<StatusBadge>(*panel, name)->badge().text; }
    bool waitForEnd()
    {
        return waitFor([this] { return panel->controller().result().has_value(); });
    }
    llm::LlmStatus status() { return panel->controller().result()->status; }
    /// A provider by key whose answers the test writes.
    void openWith(FakeHttpServer& server)
    {
        WorldOptions options;
        options.openAi = server.url(QStringLiteral("/v1"));
        options.environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-test"));
        open(options);
        choose(ProviderId::OpenAi);
        write(QStringLiteral("Hello"));
    }

    std::unique_ptr<UiWorld> world;
    std::unique_ptr<LlmGeneratePanel> panel;
};

QByteArray record(const QJsonObject& json)
{
    return "event: " + json.value(QLatin1String("type")).toString().toUtf8() +
           "\ndata: " + QJsonDocument(json).toJson(QJsonDocument::Compact) + "\n\n";
}

QByteArray textDelta(const QString& text)
{
    return record({{QStringLiteral("type"), QStringLiteral("response.output_text.delta")},
                   {QStringLiteral("output_index"), 0},
                   {QStringLiteral("content_index"), 0},
                   {QStringLiteral("delta"), text}});
}

QByteArray completed()
{
    const QJsonObject usage{{QStringLiteral("input_tokens"), 412},
                            {QStringLiteral("output_tokens"), 38},
                            {QStringLiteral("total_tokens"), 450}};
    const QJsonObject response{{QStringLiteral("status"), QStringLiteral("completed")},
                               {QStringLiteral("model"), QStringLiteral("gpt-6-luna")},
                               {QStringLiteral("usage"), usage}};
    return record({{QStringLiteral("type"), QStringLiteral("response.completed")},
                   {QStringLiteral("response"), response}});
}

} // namespace

TEST_F(PanelTest, T2_3_OffersEveryProviderByItsName)
{
    open();
    const auto* combo = find<QComboBox>(*panel, "providerCombo");
    QStringList names;
    for (int i = 0; i < combo->count(); ++i) {
        names << combo->itemText(i);
    }
    EXPECT_EQ(names.size(), llm::allProviders().size());
    EXPECT_TRUE(names.contains(QStringLiteral("OpenAI (Auth)")));
}

TEST_F(PanelTest, T6_3_NotConnectedOffersToConnectAndBlocksRun)
{
    WorldOptions options;
    options.asChatGpt = true;
    open(options);
    write(QStringLiteral("Hello"));
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("OpenAI not connected"));
    EXPECT_EQ(textOf(*panel, "connectButton"), QStringLiteral("Continue with ChatGPT"));
    auto* run = find<QPushButton>(*panel, "runButton");
    EXPECT_FALSE(run->isEnabled());
    EXPECT_EQ(run->toolTip(), QStringLiteral("Connect your account first."));
}

TEST_F(PanelTest, T6_3_ConnectingFromTheBadgeTurnsItLive)
{
    open();
    EXPECT_EQ(textOf(*panel, "connectButton"), QStringLiteral("Connect"));
    EXPECT_TRUE(world->openedUrls.isEmpty());
    press(*panel, "connectButton");
    ASSERT_TRUE(waitFor([this] { return world->openedUrls.size() == 1; }));
    EXPECT_TRUE(badge("statusBadge").startsWith(QStringLiteral("Waiting for your browser")));
    EXPECT_TRUE(isShown(*panel, "cancelConnectButton"));
    ASSERT_TRUE(world->approve(world->openedUrls.first()));
    EXPECT_TRUE(waitFor(
        [this] { return badge("statusBadge").startsWith(QStringLiteral("Connected as")); }));
    EXPECT_FALSE(isShown(*panel, "connectButton"));
    EXPECT_EQ(world->openedUrls.size(), 1);
}

TEST_F(PanelTest, T6_3_CancelEndsTheSignInAndConnectWorksAgain)
{
    open();
    press(*panel, "connectButton");
    ASSERT_TRUE(waitFor([this] { return world->openedUrls.size() == 1; }));
    press(*panel, "cancelConnectButton");
    EXPECT_TRUE(waitFor([this] { return isShown(*panel, "connectButton"); }));
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("OpenAI not connected"));
    ASSERT_TRUE(waitFor([this] { return world->state() == auth::AuthState::SignedOut; }));
    press(*panel, "connectButton");
    EXPECT_TRUE(waitFor([this] { return world->openedUrls.size() == 2; }));
}

TEST_F(PanelTest, T6_3_TheBadgeReturnsAfterADisconnectElsewhere)
{
    open();
    ASSERT_TRUE(world->signIn());
    write(QStringLiteral("Hello"));
    EXPECT_TRUE(find<QPushButton>(*panel, "runButton")->isEnabled());
    ASSERT_TRUE(world->signOut());
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("OpenAI not connected"));
    EXPECT_FALSE(find<QPushButton>(*panel, "runButton")->isEnabled());
}

TEST_F(PanelTest, T6_3_ASignInStartedElsewhereOpensNoBrowser)
{
    open();
    world->auth.start();
    ASSERT_TRUE(waitFor([this] { return !world->auth.authorizationUrl().isEmpty(); }));
    EXPECT_TRUE(world->openedUrls.isEmpty());
}

TEST_F(PanelTest, AMissingKeyOpensTheSetup)
{
    open();
    choose(ProviderId::Google);
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("API key missing"));
    QSignalSpy wanted(panel.get(), &LlmGeneratePanel::setupRequested);
    press(*panel, "connectButton");
    EXPECT_EQ(wanted.count(), 1);
}

TEST_F(PanelTest, AKeyThatIsStoredTurnsTheBadgeLive)
{
    open();
    choose(ProviderId::Google);
    ASSERT_TRUE(world->storeKey(QStringLiteral("google"), "AIza-practice"));
    EXPECT_TRUE(
        waitFor([this] { return badge("statusBadge") == QStringLiteral("API key stored"); }));
}

TEST_F(PanelTest, TheFirstProviderThatCanRunIsOfferedUntilSomebodyChooses)
{
    WorldOptions options;
    options.environment.insert(QStringLiteral("GEMINI_API_KEY"), QStringLiteral("AIza-practice"));
    open(options);
    auto* combo = find<QComboBox>(*panel, "providerCombo");
    EXPECT_TRUE(waitFor([combo] { return combo->currentData().toString() == u"google"; }));
    choose(ProviderId::OpenAi);
    ASSERT_TRUE(world->signIn());
    EXPECT_EQ(combo->currentData().toString(), QStringLiteral("openai"));
}

TEST_F(PanelTest, RunSaysWhyItCannot)
{
    open();
    ASSERT_TRUE(world->signIn());
    auto* run = find<QPushButton>(*panel, "runButton");
    EXPECT_FALSE(run->isEnabled());
    EXPECT_EQ(run->toolTip(), QStringLiteral("Write a prompt first."));
    write(QStringLiteral("Hello"));
    EXPECT_TRUE(run->isEnabled());
}

TEST_F(PanelTest, OnlyParametersOfTheModelAreShown)
{
    open();
    choose(ProviderId::OpenAi);
    chooseModel(QStringLiteral("gpt-4.1-mini"));
    EXPECT_TRUE(isShown(*panel, "temperatureBox"));
    EXPECT_FALSE(isShown(*panel, "effortBox"));
    EXPECT_TRUE(isShown(*panel, "maxTokensBox"));
    EXPECT_FALSE(isShown(*panel, "temperatureSentence"));

    chooseModel(QStringLiteral("gpt-6.2-sol"));
    EXPECT_FALSE(isShown(*panel, "temperatureBox"));
    EXPECT_TRUE(isShown(*panel, "effortBox"));
    EXPECT_EQ(textOf(*panel, "temperatureSentence"),
              QStringLiteral("Temperature is set by this model."));

    choose(ProviderId::OpenAiAuth);
    EXPECT_FALSE(isShown(*panel, "maxTokensBox"));
    EXPECT_FALSE(isShown(*panel, "temperatureBox"));
}

TEST_F(PanelTest, TemperatureAppearsWithoutEffortWhereTheModelTakesItThen)
{
    open();
    choose(ProviderId::OpenAi);
    chooseModel(QStringLiteral("gpt-6-luna"));
    EXPECT_FALSE(isShown(*panel, "temperatureBox"));
    find<SegmentedControl>(*panel, "effortControl")->setCurrent(QStringLiteral("none"));
    EXPECT_TRUE(isShown(*panel, "temperatureBox"));
}

TEST_F(PanelTest, ParametersAreSentAsChosenAndOnlyThen)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(400, R"({"error":{"message":"no","code":"invalid_value"}})");
    });
    openWith(server);
    chooseModel(QStringLiteral("gpt-4.1-mini"));
    press(*panel, "runButton");
    ASSERT_TRUE(waitFor([&] { return server.count("/v1/responses") == 1; }));
    EXPECT_FALSE(server.requests().last().json().contains(QLatin1String("temperature")));
    EXPECT_FALSE(server.requests().last().json().contains(QLatin1String("max_output_tokens")));
    ASSERT_TRUE(waitForEnd());

    find<QSlider>(*panel, "temperatureSlider")->setValue(7);
    find<QSpinBox>(*panel, "maxTokensSpin")->setValue(512);
    EXPECT_EQ(textOf(*panel, "temperatureValue"), QStringLiteral("0.7"));
    press(*panel, "runButton");
    ASSERT_TRUE(waitFor([&] { return server.count("/v1/responses") == 2; }));
    const QJsonObject body = server.requests().last().json();
    EXPECT_DOUBLE_EQ(body.value(QLatin1String("temperature")).toDouble(), 0.7);
    EXPECT_EQ(body.value(QLatin1String("max_output_tokens")).toInt(), 512);
}

TEST_F(PanelTest, AModelIdThatNobodyListsIsSentAsTyped)
{
    FakeHttpServer server;
    openWith(server);
    auto* edit = find<ModelCombo>(*panel, "modelCombo")->lineEdit();
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("gpt-9-preview"));
    QTest::keyClick(edit, Qt::Key_Tab);
    press(*panel, "runButton");
    ASSERT_TRUE(waitFor([&] { return server.count("/v1/responses") == 1; }));
    EXPECT_EQ(server.requests().last().json().value(QLatin1String("model")).toString(),
              QStringLiteral("gpt-9-preview"));
}

TEST_F(PanelTest, AModelOfTheDefaultsIsKeptAlsoWhenItIsUnknown)
{
    world = std::make_unique<UiWorld>();
    settings::Settings values = world->settings.values();
    values.nodeDefaults.provider = QStringLiteral("openai");
    values.nodeDefaults.model = QStringLiteral("ft:mine");
    values.nodeDefaults.system = QStringLiteral("Be brief.");
    ASSERT_TRUE(world->settings.save(values).ok());
    panel = std::make_unique<LlmGeneratePanel>(world->panelServices());
    EXPECT_EQ(find<ModelCombo>(*panel, "modelCombo")->modelId(), QStringLiteral("ft:mine"));
    EXPECT_EQ(find<QPlainTextEdit>(*panel, "systemEdit")->toPlainText(),
              QStringLiteral("Be brief."));
}

TEST_F(PanelTest, T2_1_TextStreamsIntoTheResultWithTheAccount)
{
    open();
    ASSERT_TRUE(world->signIn());
    world->provider.knobs().timePerToken = std::chrono::milliseconds(5);
    write(QStringLiteral("A market stall at dawn"));
    press(*panel, "runButton");
    EXPECT_TRUE(isShown(*panel, "stopButton"));
    EXPECT_FALSE(find<QPushButton>(*panel, "runButton")->isEnabled());
    ASSERT_TRUE(waitFor([this] { return !output().isEmpty(); }));
    EXPECT_TRUE(panel->controller().isRunning()) << "the text must show before the end";
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(status(), llm::LlmStatus::Completed);
    EXPECT_TRUE(output().contains(QStringLiteral("A market stall at dawn")));
    EXPECT_EQ(output(), panel->controller().result()->text);
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Complete"));
    EXPECT_FALSE(isShown(*panel, "stopButton"));
    EXPECT_FALSE(textOf(*panel, "tokensLabel").isEmpty());
}

TEST_F(PanelTest, R8_DeltasReachTheViewInBatches)
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
    QSignalSpy appended(&panel->controller(), &GenerationController::textAppended);
    press(*panel, "runButton");
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(output(), QStringLiteral("word ").repeated(200));
    EXPECT_LT(appended.count(), 50);
    EXPECT_GE(appended.count(), 1);
}

TEST_F(PanelTest, NumbersShowTokensAndCost)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("Hi")));
        answer.chunk(completed());
        answer.endChunked();
    });
    openWith(server);
    press(*panel, "runButton");
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(textOf(*panel, "tokensLabel"), QStringLiteral("412 in · 38 out"));
    EXPECT_TRUE(textOf(*panel, "timeLabel").contains(QLatin1Char('$')));
}

TEST_F(PanelTest, R12_StopKeepsTheText)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("Half a sentence")));
    });
    openWith(server);
    press(*panel, "runButton");
    ASSERT_TRUE(waitFor([this] { return output() == QStringLiteral("Half a sentence"); }));
    press(*panel, "stopButton");
    EXPECT_FALSE(panel->controller().isRunning());
    EXPECT_EQ(status(), llm::LlmStatus::Cancelled);
    EXPECT_EQ(output(), QStringLiteral("Half a sentence"));
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Stopped"));
}

TEST_F(PanelTest, R1_ACutAnswerKeepsItsTextAndOffersRetryAndDetails)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("Half")));
        answer.close();
    });
    openWith(server);
    press(*panel, "runButton");
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(status(), llm::LlmStatus::Cut);
    EXPECT_EQ(output(), QStringLiteral("Half"));
    auto* banner = find<MessageBanner>(*panel, "endBanner");
    EXPECT_TRUE(banner->isVisible());
    EXPECT_TRUE(banner->hint().contains(QStringLiteral("kept")));
    EXPECT_TRUE(isShown(*panel, "detailsButton"));
    press(*panel, "retryButton");
    EXPECT_TRUE(waitFor([&] { return server.count("/v1/responses") == 2; }));
    EXPECT_FALSE(banner->isVisible());
}

TEST_F(PanelTest, R7_AFailureShowsTitleHintAndDetails)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(401, R"({"error":{"message":"Incorrect API key","code":"invalid_api_key"}})",
                    "application/json", {"x-request-id: req_42"});
    });
    openWith(server);
    press(*panel, "runButton");
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Failed"));
    auto* banner = find<MessageBanner>(*panel, "endBanner");
    EXPECT_FALSE(banner->title().isEmpty());
    EXPECT_FALSE(banner->hint().isEmpty());
    EXPECT_FALSE(banner->title().contains(QStringLiteral("invalid_api_key")));
    press(*panel, "detailsButton");
    auto* details = find<QPlainTextEdit>(*panel, "detailsEdit");
    ASSERT_NE(details, nullptr);
    EXPECT_TRUE(details->toPlainText().contains(QStringLiteral("req_42")));
    EXPECT_TRUE(details->toPlainText().contains(QStringLiteral("401")));
    press(*panel, "closeDetailsButton");
}

TEST_F(PanelTest, R3_AWaitForTheProviderIsToldAndCanBeStopped)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(429, R"({"error":{"message":"slow down","code":"rate_limit_exceeded"}})",
                    "application/json", {"Retry-After: 12"});
    });
    openWith(server);
    press(*panel, "runButton");
    auto* banner = find<MessageBanner>(*panel, "waitBanner");
    ASSERT_TRUE(waitFor([banner] { return banner->isVisible(); }));
    EXPECT_EQ(banner->title(), QStringLiteral("OpenAI asks to slow down. Next try in 12 s."));
    EXPECT_EQ(badge("runBadge"), QStringLiteral("Waiting to try again"));
    world->clock.advance(std::chrono::seconds(5));
    EXPECT_TRUE(
        waitFor([banner] { return banner->title().endsWith(QStringLiteral("Next try in 7 s.")); }));
    press(*panel, "waitStopButton");
    EXPECT_FALSE(panel->controller().isRunning());
    EXPECT_FALSE(banner->isVisible());
    EXPECT_EQ(server.count("/v1/responses"), 1);
}

TEST_F(PanelTest, ARetiredModelIsReplacedWithAVisibleNote)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("Hi")));
        answer.chunk(completed());
        answer.endChunked();
    });
    openWith(server);
    chooseModel(QStringLiteral("gpt-4.1-nano"));
    press(*panel, "runButton");
    ASSERT_TRUE(waitForEnd());
    auto* note = find<MessageBanner>(*panel, "noteBanner");
    EXPECT_TRUE(note->isVisible());
    EXPECT_TRUE(note->title().contains(QStringLiteral("gpt-4.1-nano")));
    EXPECT_EQ(server.requests().last().json().value(QLatin1String("model")).toString(),
              QStringLiteral("gpt-6-luna"));
}

TEST_F(PanelTest, CtrlEnterRunsAndEscStops)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("Half")));
    });
    openWith(server);
    auto* prompt = find<QPlainTextEdit>(*panel, "promptEdit");
    prompt->setFocus();
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(waitFor([this] { return output() == QStringLiteral("Half"); }));
    QTest::keyClick(prompt, Qt::Key_Escape);
    EXPECT_EQ(status(), llm::LlmStatus::Cancelled);
    EXPECT_EQ(prompt->toPlainText(), QStringLiteral("Hello"));
}

TEST_F(PanelTest, InputsMayBeEditedWhileItRuns)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("Half")));
    });
    openWith(server);
    press(*panel, "runButton");
    ASSERT_TRUE(waitFor([this] { return !output().isEmpty(); }));
    write(QStringLiteral("Another one"));
    choose(ProviderId::Google);
    EXPECT_TRUE(panel->controller().isRunning());
    EXPECT_EQ(panel->controller().request().prompt, QStringLiteral("Hello"));
    EXPECT_EQ(output(), QStringLiteral("Half"));
}

TEST_F(PanelTest, CopyRegenerateAndClearWorkOnTheResult)
{
    FakeHttpServer server;
    server.on("/v1/responses", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        answer.chunk(textDelta(QStringLiteral("# Hi")));
        answer.chunk(completed());
        answer.endChunked();
    });
    openWith(server);
    EXPECT_FALSE(find<QToolButton>(*panel, "copyButton")->isEnabled());
    press(*panel, "runButton");
    ASSERT_TRUE(waitForEnd());
    press(*panel, "markdownButton");
    EXPECT_EQ(output(), QStringLiteral("Hi"));
    press(*panel, "copyButton");
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("# Hi"));
    press(*panel, "regenerateButton");
    EXPECT_TRUE(waitFor([&] { return server.count("/v1/responses") == 2; }));
    ASSERT_TRUE(waitForEnd());
    press(*panel, "clearButton");
    EXPECT_TRUE(output().isEmpty());
    EXPECT_FALSE(isShown(*panel, "runBadge"));
}

TEST_F(PanelTest, R10_APastedPictureIsShownAndSent)
{
    FakeHttpServer server;
    openWith(server);
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(Qt::blue);
    auto* data = new QMimeData;
    data->setImageData(image);
    QGuiApplication::clipboard()->setMimeData(data);
    auto* prompt = find<QPlainTextEdit>(*panel, "promptEdit");
    prompt->setFocus();
    QTest::keyClick(prompt, Qt::Key_V, Qt::ControlModifier);
    EXPECT_EQ(find<ImageStrip>(*panel, "imageStrip")->images().size(), 1);
    EXPECT_EQ(prompt->toPlainText(), QStringLiteral("Hello"));
    press(*panel, "runButton");
    ASSERT_TRUE(waitFor([&] { return server.count("/v1/responses") == 1; }));
    EXPECT_TRUE(server.requests().last().body.contains("data:image/png;base64,"));
}

TEST_F(PanelTest, ALiveListIsFetchedOnlyWhenAsked)
{
    FakeHttpServer server;
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"object":"list","data":[{"id":"gpt-6-luna"},{"id":"gpt-7-nova"}]})");
    });
    openWith(server);
    EXPECT_EQ(server.count("/v1/models"), 0);
    press(*panel, "refreshModelsButton");
    EXPECT_EQ(textOf(*panel, "modelNote"), QStringLiteral("Fetching the list of models…"));
    auto* combo = find<ModelCombo>(*panel, "modelCombo");
    EXPECT_TRUE(waitFor([combo] { return combo->findText(QStringLiteral("gpt-7-nova")) >= 0; }));
    EXPECT_EQ(combo->modelId(), QStringLiteral("gpt-6-luna"));
    EXPECT_TRUE(
        waitFor([this] { return find<QToolButton>(*panel, "refreshModelsButton")->isEnabled(); }));
}

TEST_F(PanelTest, AListThatCannotBeFetchedIsSaidInWords)
{
    FakeHttpServer server;
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(401, R"({"error":{"message":"no","code":"invalid_api_key"}})");
    });
    openWith(server);
    press(*panel, "refreshModelsButton");
    EXPECT_TRUE(waitFor([this] {
        return textOf(*panel, "modelNote").startsWith(QStringLiteral("The list could not"));
    }));
}

TEST_F(PanelTest, ThePlanNoticeIsShownOnce)
{
    WorldOptions options;
    options.asChatGpt = true;
    open(options);
    ASSERT_TRUE(world->signIn());
    EXPECT_TRUE(isShown(*panel, "planNotice"));
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("Using ChatGPT plan"));
    press(*panel, "usageLink");
    EXPECT_EQ(world->openedUrls.value(0), usagePage());
    press(*panel, "planNoticeButton");
    EXPECT_FALSE(isShown(*panel, "planNotice"));
    EXPECT_TRUE(world->settings.values().planNoticeSeen);
    ASSERT_TRUE(world->signOut());
    ASSERT_TRUE(world->signIn());
    EXPECT_FALSE(isShown(*panel, "planNotice"));
}

TEST_F(PanelTest, FitsADockOf320PixelsWithoutScrollingSideways)
{
    open();
    panel->resize(320, 900);
    EXPECT_EQ(panel->width(), 320);
    const auto* scroll = find<QScrollArea>(*panel, "inputsScroll");
    EXPECT_TRUE(
        waitFor([scroll] { return scroll->widget()->width() <= scroll->viewport()->width(); }));
    const auto* splitter = find<QSplitter>(*panel, "splitter");
    EXPECT_EQ(splitter->orientation(), Qt::Vertical);
    for (const char* name : {"promptEdit", "modelCombo", "providerCombo", "outputView"}) {
        const auto* widget = find<QWidget>(*panel, name);
        const int right = widget->mapTo(panel.get(), QPoint(widget->width(), 0)).x();
        EXPECT_LE(right, 320) << name;
    }
}

TEST_F(PanelTest, EveryControlHasANameForAScreenReader)
{
    open();
    const auto widgets = panel->findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(panel.get())) {
            continue;
        }
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() ||
                           (button && !button->text().isEmpty()) ||
                           widget->parentWidget()->inherits("QComboBox");
        EXPECT_TRUE(named) << widget->metaObject()->className() << " "
                           << widget->objectName().toStdString();
    }
}

TEST_F(PanelTest, TabGoesThroughTheInputsFromTopToBottom)
{
    open();
    auto* prompt = find<QPlainTextEdit>(*panel, "promptEdit");
    prompt->setFocus();
    QStringList order;
    for (int i = 0; i < 5; ++i) {
        order << QApplication::focusWidget()->objectName();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    EXPECT_EQ(order, QStringList({QStringLiteral("promptEdit"), QStringLiteral("addImageButton"),
                                  QStringLiteral("systemEdit"), QStringLiteral("providerCombo"),
                                  QStringLiteral("modelCombo")}));
}

} // namespace plantain::testing
