// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Printers.h"
#include "tests/ui/panels/LlmPageFixture.h"
#include "ui/widgets/SegmentedControl.h"

#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
namespace keys = workflow::keys;
using workflow::NodeKind;

class LlmPageTest : public LlmPageFixture
{
};

const QString openAi = QStringLiteral("openai");
const QString openAiAuth = QStringLiteral("openai-auth");
const QString google = QStringLiteral("google");

} // namespace

TEST_F(LlmPageTest, T2_3_OffersEveryProviderByItsName)
{
    openNode(openAiAuth);
    const auto* combo = shown<QComboBox>("providerCombo");
    QStringList names;
    for (int i = 0; i < combo->count(); ++i) {
        names << combo->itemText(i);
    }
    EXPECT_EQ(names.size(), llm::allProviders().size());
    EXPECT_TRUE(names.contains(QStringLiteral("OpenAI (Auth)")));
    EXPECT_EQ(combo->currentText(), QStringLiteral("OpenAI (Auth)"));
}

TEST_F(LlmPageTest, T2_2_AnUnknownProviderIsShownAsItIsAndKept)
{
    openNode(QStringLiteral("replicate"), QStringLiteral("llama"));
    EXPECT_EQ(shown<QComboBox>("providerCombo")->currentText(),
              QStringLiteral("replicate (unknown)"));
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("Unknown provider"));
    EXPECT_FALSE(shown<QWidget>("runButton")->isEnabled());
    EXPECT_EQ(world->value(node, keys::provider).toString(), QStringLiteral("replicate"));
    EXPECT_EQ(steps(), 0);
    choose(google);
    EXPECT_EQ(shown<QComboBox>("providerCombo")->count(), llm::allProviders().size());
}

TEST_F(LlmPageTest, T6_3_NotConnectedOffersToConnectAndBlocksRun)
{
    WorldOptions options;
    options.asChatGpt = true;
    openNode(openAiAuth, {}, options);
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("OpenAI not connected"));
    auto* button = shown<QPushButton>("connectButton");
    EXPECT_EQ(button->text(), QStringLiteral("Continue with ChatGPT"));
    auto* run = shown<QToolButton>("runButton");
    EXPECT_FALSE(run->isEnabled());
    EXPECT_EQ(run->toolTip(), QStringLiteral("Connect your account first."));
}

TEST_F(LlmPageTest, T6_3_ConnectingFromTheBadgeTurnsItLive)
{
    openNode(openAiAuth);
    EXPECT_TRUE(world->openedUrls.isEmpty());
    pressNow("connectButton");
    ASSERT_TRUE(waitFor([this] { return world->openedUrls.size() == 1; }));
    EXPECT_TRUE(badge("statusBadge").startsWith(QStringLiteral("Waiting for your browser")));
    EXPECT_TRUE(isShownNow("cancelConnectButton"));
    ASSERT_TRUE(world->approve(world->openedUrls.first()));
    EXPECT_TRUE(waitFor(
        [this] { return badge("statusBadge").startsWith(QStringLiteral("Connected as")); }));
    EXPECT_FALSE(isShownNow("connectButton"));
    EXPECT_TRUE(shown<QWidget>("runButton")->isEnabled());
}

TEST_F(LlmPageTest, T6_3_CancelEndsTheSignInAndConnectWorksAgain)
{
    openNode(openAiAuth);
    pressNow("connectButton");
    ASSERT_TRUE(waitFor([this] { return world->openedUrls.size() == 1; }));
    pressNow("cancelConnectButton");
    EXPECT_TRUE(waitFor([this] { return isShownNow("connectButton"); }));
    ASSERT_TRUE(waitFor([this] { return world->state() == auth::AuthState::SignedOut; }));
    pressNow("connectButton");
    EXPECT_TRUE(waitFor([this] { return world->openedUrls.size() == 2; }));
}

TEST_F(LlmPageTest, T6_3_TheBadgeReturnsAfterADisconnectElsewhere)
{
    openNode(openAiAuth);
    ASSERT_TRUE(world->signIn());
    EXPECT_TRUE(shown<QWidget>("runButton")->isEnabled());
    ASSERT_TRUE(world->signOut());
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("OpenAI not connected"));
    EXPECT_FALSE(shown<QWidget>("runButton")->isEnabled());
}

TEST_F(LlmPageTest, AMissingKeyOpensTheSetupAndAStoredOneTurnsTheBadgeLive)
{
    openNode(google);
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("API key missing"));
    QSignalSpy wanted(inspector.get(), &Inspector::setupRequested);
    pressNow("connectButton");
    EXPECT_EQ(wanted.count(), 1);
    ASSERT_TRUE(world->storeKey(google, "AIza-practice"));
    EXPECT_TRUE(
        waitFor([this] { return badge("statusBadge") == QStringLiteral("API key stored"); }));
}

TEST_F(LlmPageTest, ThePlanNoticeIsShownOnce)
{
    WorldOptions options;
    options.asChatGpt = true;
    openNode(openAiAuth, {}, options);
    ASSERT_TRUE(world->signIn());
    EXPECT_TRUE(isShownNow("planNotice"));
    EXPECT_EQ(badge("statusBadge"), QStringLiteral("Using ChatGPT plan"));
    pressNow("usageLink");
    EXPECT_EQ(world->openedUrls.value(0), usagePage());
    pressNow("planNoticeButton");
    EXPECT_FALSE(isShownNow("planNotice"));
    EXPECT_TRUE(world->settings.values().planNoticeSeen);
    ASSERT_TRUE(world->signOut());
    ASSERT_TRUE(world->signIn());
    EXPECT_FALSE(isShownNow("planNotice"));
}

TEST_F(LlmPageTest, ChoosingAProviderTakesAModelOfItsOwnAsOneStep)
{
    openNode(openAi, QStringLiteral("gpt-4.1-mini"));
    choose(google);
    EXPECT_EQ(world->value(node, keys::provider).toString(), google);
    EXPECT_EQ(world->value(node, keys::model).toString(),
              world->catalog.defaultModel(llm::ProviderId::Google));
    EXPECT_EQ(steps(), 1);
    world->undoStack().undo();
    EXPECT_EQ(world->value(node, keys::model).toString(), QStringLiteral("gpt-4.1-mini"));
    EXPECT_EQ(shown<QComboBox>("providerCombo")->currentText(), QStringLiteral("OpenAI"));
}

TEST_F(LlmPageTest, OnlyParametersOfTheModelAreShownAndTheOthersAreKept)
{
    openNode(openAi, QStringLiteral("gpt-4.1-mini"));
    world->set(node, keys::temperature, 0.3);
    EXPECT_TRUE(isShownNow("temperatureBox"));
    EXPECT_FALSE(isShownNow("effortBox"));
    EXPECT_TRUE(isShownNow("maxTokensBox"));
    EXPECT_EQ(labelNow("temperatureValue"), QStringLiteral("0.3"));

    world->set(node, keys::model, QStringLiteral("gpt-6.2-sol"));
    EXPECT_FALSE(isShownNow("temperatureBox"));
    EXPECT_TRUE(isShownNow("effortBox"));
    EXPECT_EQ(labelNow("temperatureSentence"), QStringLiteral("Temperature is set by this model."));
    EXPECT_EQ(world->value(node, keys::temperature).toDouble(), 0.3);
    EXPECT_EQ(steps(), 0) << "looking at a node changes nothing";
}

TEST_F(LlmPageTest, TemperatureAppearsWithoutEffortWhereTheModelTakesItThen)
{
    openNode(openAi, QStringLiteral("gpt-6-luna"));
    world->set(node, keys::effort, QStringLiteral("low"));
    EXPECT_FALSE(isShownNow("temperatureBox"));
    pressNow("segment_none");
    EXPECT_TRUE(isShownNow("temperatureBox"));
    EXPECT_EQ(world->value(node, keys::effort).toString(), QStringLiteral("none"));
    world->undoStack().undo();
    EXPECT_FALSE(isShownNow("temperatureBox"));
}

TEST_F(LlmPageTest, ADragOfTheSliderIsOneStep)
{
    openNode(openAi, QStringLiteral("gpt-4.1-mini"));
    auto* slider = shown<QSlider>("temperatureSlider");
    slider->setSliderDown(true);
    for (int value = 11; value <= 15; ++value) {
        slider->setSliderPosition(value);
    }
    slider->setSliderDown(false);
    EXPECT_DOUBLE_EQ(world->value(node, keys::temperature).toDouble(), 1.5);
    EXPECT_EQ(steps(), 1);
    EXPECT_TRUE(world->undoStack().undoText().contains(QStringLiteral("temperature")));
    slider->setSliderDown(true);
    slider->setSliderPosition(3);
    slider->setSliderDown(false);
    EXPECT_EQ(steps(), 2) << "the next drag is a step of its own";
    pressNow("temperatureReset");
    EXPECT_FALSE(world->node(node).data.contains(keys::temperature));
}

TEST_F(LlmPageTest, ParametersAreSentAsChosenAndOnlyThen)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("Hi")});
    openWith(server, QStringLiteral("gpt-4.1-mini"));
    ASSERT_TRUE(runAndWait());
    EXPECT_FALSE(server.requests().last().json().contains(QLatin1String("temperature")));
    EXPECT_FALSE(server.requests().last().json().contains(QLatin1String("max_output_tokens")));
    shown<QSlider>("temperatureSlider")->setValue(7);
    shown<QSpinBox>("maxTokensSpin")->setValue(512);
    ASSERT_TRUE(runAndWait());
    const QJsonObject body = server.requests().last().json();
    EXPECT_DOUBLE_EQ(body.value(QLatin1String("temperature")).toDouble(), 0.7);
    EXPECT_EQ(body.value(QLatin1String("max_output_tokens")).toInt(), 512);
}

TEST_F(LlmPageTest, AModelIdThatNobodyListsIsKeptAsTyped)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("Hi")});
    openWith(server);
    auto* edit = shown<ModelCombo>("modelCombo")->lineEdit();
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("gpt-9-preview"));
    QTest::keyClick(edit, Qt::Key_Tab);
    EXPECT_EQ(world->value(node, keys::model).toString(), QStringLiteral("gpt-9-preview"));
    ASSERT_TRUE(runAndWait());
    EXPECT_EQ(server.requests().last().json().value(QLatin1String("model")).toString(),
              QStringLiteral("gpt-9-preview"));
}

TEST_F(LlmPageTest, AModelIdThatIsBeingTypedGoesToItsNodeWhenAnotherIsChosen)
{
    openNode(openAi, QStringLiteral("gpt-6-luna"));
    const QString other = world->add(NodeKind::LlmGenerate, llmData(openAi));
    auto* edit = shown<ModelCombo>("modelCombo")->lineEdit();
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("gpt-9"));
    world->selection.setOnly(other);
    EXPECT_EQ(world->value(node, keys::model).toString(), QStringLiteral("gpt-9"));
    EXPECT_EQ(world->value(other, keys::model).toString(), QString());
}

TEST_F(LlmPageTest, ARetiredModelIsKeptWithAVisibleNote)
{
    FakeHttpServer server;
    answerWith(server, {QStringLiteral("Hi")});
    openWith(server, QStringLiteral("gpt-4.1-nano"));
    EXPECT_TRUE(labelNow("retiredNote").contains(QStringLiteral("gpt-4.1-nano")));
    EXPECT_TRUE(labelNow("retiredNote").contains(QStringLiteral("gpt-6-luna")));
    ASSERT_TRUE(runAndWait());
    EXPECT_EQ(server.requests().last().json().value(QLatin1String("model")).toString(),
              QStringLiteral("gpt-6-luna"));
    EXPECT_TRUE(banner("noteBanner")->isVisible());
    EXPECT_EQ(world->value(node, keys::model).toString(), QStringLiteral("gpt-4.1-nano"));
}

TEST_F(LlmPageTest, ALiveListIsFetchedOnlyWhenAsked)
{
    FakeHttpServer server;
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"object":"list","data":[{"id":"gpt-6-luna"},{"id":"gpt-7-nova"}]})");
    });
    openWith(server);
    EXPECT_EQ(server.count("/v1/models"), 0);
    pressNow("refreshModelsButton");
    EXPECT_EQ(labelNow("modelNote"), QStringLiteral("Fetching the list of models…"));
    auto* combo = shown<ModelCombo>("modelCombo");
    EXPECT_TRUE(waitFor([combo] { return combo->findText(QStringLiteral("gpt-7-nova")) >= 0; }));
    EXPECT_EQ(combo->modelId(), QStringLiteral("gpt-6-luna"));
    EXPECT_TRUE(waitFor([this] { return shown<QWidget>("refreshModelsButton")->isEnabled(); }));
    EXPECT_EQ(steps(), 0);
}

TEST_F(LlmPageTest, AListThatCannotBeFetchedIsSaidInWords)
{
    FakeHttpServer server;
    server.on("/v1/models", [](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(401, R"({"error":{"message":"no","code":"invalid_api_key"}})");
    });
    openWith(server);
    pressNow("refreshModelsButton");
    EXPECT_TRUE(waitFor(
        [this] { return labelNow("modelNote").startsWith(QStringLiteral("The list could not")); }));
}

TEST_F(LlmPageTest, AConnectedTextIsPreviewedAndItsNodeCanBeReached)
{
    openNode(openAi);
    const QString prompt =
        world->add(NodeKind::Prompt, {{keys::prompt, QStringLiteral("A red car")},
                                      {keys::customTitle, QStringLiteral("Idea")}});
    EXPECT_TRUE(isShownNow("promptEdit"));
    const QString edge = world->wire(prompt, node);
    ASSERT_TRUE(waitFor([this] { return isShownNow("promptPreview"); }));
    EXPECT_FALSE(isShownNow("promptEdit"));
    auto* preview = shown<QPlainTextEdit>("promptPreview");
    EXPECT_TRUE(preview->isReadOnly());
    EXPECT_EQ(preview->toPlainText(), QStringLiteral("A red car"));
    world->set(prompt, keys::prompt, QStringLiteral("A blue car"));
    EXPECT_TRUE(waitFor([&] { return preview->toPlainText() == QStringLiteral("A blue car"); }));
    QSignalSpy reveal(inspector.get(), &Inspector::revealRequested);
    auto* link = find<QPushButton>(*inspector, qPrintable(QStringLiteral("link_") + prompt));
    EXPECT_EQ(link->text(), QStringLiteral("Idea"));
    link->click();
    EXPECT_EQ(reveal.value(0).value(0).toString(), prompt);
    world->document.workflow().apply(
        workflow::edits::removeItems(world->document.workflow(), {}, {edge}));
    ASSERT_TRUE(waitFor([this] { return isShownNow("promptEdit"); }));
    EXPECT_EQ(shown<QPlainTextEdit>("promptEdit")->toPlainText(), QStringLiteral("Hello"));
}

TEST_F(LlmPageTest, PicturesFromEdgesAreListedInEdgeOrder)
{
    openNode(openAi, QStringLiteral("gpt-6-luna"));
    const auto addPicture = [this](const QString& name) {
        const QString id = world->add(NodeKind::Image);
        world->document.workflow().apply(workflow::edits::setData(
            world->document.workflow(), id,
            workflow::patchForImage(QByteArray("\x89PNG"), name, QSize(8, 4))));
        return id;
    };
    const QString second = addPicture(QStringLiteral("b.png"));
    const QString first = addPicture(QStringLiteral("a.png"));
    world->wire(first, node, QStringLiteral("image"));
    world->wire(second, node, QStringLiteral("image"));
    ASSERT_TRUE(waitFor([this] { return isShownNow("picturesBox"); }));
    const auto* one = find<QPushButton>(*inspector, qPrintable(QStringLiteral("picture_") + first));
    const auto* two =
        find<QPushButton>(*inspector, qPrintable(QStringLiteral("picture_") + second));
    EXPECT_EQ(one->text(), QStringLiteral("a.png"));
    QCoreApplication::sendPostedEvents();
    EXPECT_LT(one->mapTo(inspector.get(), QPoint()).y(), two->mapTo(inspector.get(), QPoint()).y());
}

TEST_F(LlmPageTest, FitsADockOf320PixelsWithoutScrollingSideways)
{
    openNode(openAi, QStringLiteral("gpt-6-luna"));
    ASSERT_EQ(inspector->width(), 320);
    const auto* scroll = shown<QScrollArea>("inputsScroll");
    EXPECT_TRUE(
        waitFor([scroll] { return scroll->widget()->width() <= scroll->viewport()->width(); }));
    for (const char* name :
         {"titleEdit", "promptEdit", "modelCombo", "providerCombo", "outputView", "runButton"}) {
        const auto* widget = shown<QWidget>(name);
        const int right = widget->mapTo(inspector.get(), QPoint(widget->width(), 0)).x();
        EXPECT_LE(right, 320) << name;
    }
}

TEST_F(LlmPageTest, TabGoesThroughTheFieldsFromTopToBottom)
{
    openNode(openAi, QStringLiteral("gpt-4.1-mini"));
    inspector->resize(320, 1400);
    auto* title = shown<QLineEdit>("titleEdit");
    title->setFocus();
    QStringList order;
    int last = -1;
    for (int i = 0; i < 10; ++i) {
        const QWidget* focused = QApplication::focusWidget();
        order << focused->objectName();
        const int y = focused->mapTo(inspector.get(), QPoint()).y();
        EXPECT_GE(y, last) << focused->objectName().toStdString();
        last = y;
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    EXPECT_TRUE(order.contains(QStringLiteral("promptEdit")));
    EXPECT_TRUE(order.contains(QStringLiteral("variableEdit")));
}

} // namespace plantain::testing
