// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeFaces.h"
#include "tests/support/JobTesting.h"
#include "tests/support/ScriptedClient.h"
#include "tests/ui/EditorWorld.h"
#include "ui/canvas/FaceMaker.h"

#include <QSignalSpy>

namespace plantain::testing {

namespace {

using ui::NodeFace;
using workflow::NodeKind;
namespace keys = workflow::keys;

/// Real services; who answers is decided by the test.
class NodeFacesTest : public UiTest
{
protected:
    void SetUp() override
    {
        world.loadAll();
        ASSERT_TRUE(world.storeKey(QStringLiteral("google"), "key-1234567890"));
        ASSERT_TRUE(waitFor([this] {
            return world.keys.source(QStringLiteral("google")) == secrets::KeySource::Stored;
        }));
    }
    workflow::Workflow& flow() { return world.document.workflow(); }
    const NodeFace& face(const QString& id) { return faces.face(flow().nodeIndex(id)); }
    QString addModel(const QJsonObject& more = {})
    {
        QJsonObject data{{keys::provider, QStringLiteral("google")},
                         {keys::model, QStringLiteral("gemini-3-flash")},
                         {keys::inputPrompt, QStringLiteral("Say something")}};
        for (auto each = more.begin(); each != more.end(); ++each) {
            data.insert(each.key(), each.value());
        }
        return world.add(NodeKind::LlmGenerate, data);
    }
    ScriptedJob* start(const QString& prompt = QStringLiteral("Say something"))
    {
        runner.start({});
        (void)waitFor([this] { return client.running > 0; });
        return client.job(prompt);
    }
    bool waitForEnd()
    {
        return waitFor([this] { return !runner.isRunning(); });
    }

    EditorWorld world;
    ScriptedClient client;
    run::WorkflowRunner runner{
        world.document.workflow(),
        {client.asAll(), world.catalog, world.clock, [] { return QString(); }}};
    ui::EditorServices services{world.document, runner,         world.actions, world.keys,
                                world.catalog,  world.settings, world.clock};
    ui::NodeFaces faces{services};
};

} // namespace

TEST_F(NodeFacesTest, APromptShowsItsTextAndItsName)
{
    const QString id = world.add(NodeKind::Prompt, {{keys::prompt, QStringLiteral("A market")},
                                                    {keys::variableName, QStringLiteral("where")}});
    EXPECT_EQ(face(id).text, QStringLiteral("A market"));
    EXPECT_EQ(face(id).headerNote, QStringLiteral("@where"));
    EXPECT_FALSE(face(id).textIsFaint);
    world.set(id, keys::prompt, QString());
    EXPECT_TRUE(face(id).textIsFaint);
    EXPECT_FALSE(face(id).text.isEmpty());
}

TEST_F(NodeFacesTest, OnlyAnswersAreMarkdown)
{
    const QString model = addModel({{keys::outputText, QStringLiteral("**Answer**")}});
    const QString prompt = world.add(NodeKind::Prompt, {{keys::prompt, QStringLiteral("*a*")}});
    const QString answer = world.add(NodeKind::Output);
    const QString both = world.add(NodeKind::Output);
    world.wire(model, answer);
    world.wire(model, both);
    world.wire(prompt, both);
    EXPECT_TRUE(face(model).textIsMarkdown);
    EXPECT_TRUE(face(answer).textIsMarkdown);
    EXPECT_FALSE(face(prompt).textIsMarkdown);
    EXPECT_FALSE(face(both).textIsMarkdown) << "what a person wrote is shown as it was written";
    EXPECT_FALSE(face(addModel()).textIsMarkdown) << "a hint";
}

TEST_F(NodeFacesTest, AConstructorNamesWhatHasNoValue)
{
    const QString prompt =
        world.add(NodeKind::Prompt, {{keys::prompt, QStringLiteral("red")},
                                     {keys::variableName, QStringLiteral("color")}});
    const QString id = world.add(NodeKind::PromptConstructor,
                                 {{keys::templateText, QStringLiteral("A @color @thing")}});
    world.wire(prompt, id);
    EXPECT_EQ(face(id).text, QStringLiteral("A @color @thing"));
    ASSERT_TRUE(face(id).bodyBadge);
    EXPECT_TRUE(face(id).bodyBadge->text.contains(QStringLiteral("@thing")));
    EXPECT_FALSE(face(id).bodyBadge->text.contains(QStringLiteral("@color")));
    world.set(id, keys::templateText, QStringLiteral("A @color"));
    EXPECT_FALSE(face(id).bodyBadge);
}

TEST_F(NodeFacesTest, AnOutputWaitsThenShowsTextsUnderTheirTitles)
{
    const QString out = world.add(NodeKind::Output);
    EXPECT_EQ(face(out).text, QStringLiteral("Connect a text or a picture."));
    const QString one = world.add(NodeKind::Prompt, {{keys::customTitle, QStringLiteral("First")}});
    const QString two =
        world.add(NodeKind::Prompt, {{keys::customTitle, QStringLiteral("Second")}});
    world.wire(one, out);
    world.wire(two, out);
    EXPECT_EQ(face(out).headerNote, QStringLiteral("waiting"));
    EXPECT_TRUE(face(out).text.contains(QStringLiteral("2"))) << face(out).text.toStdString();
    world.set(one, keys::prompt, QStringLiteral("Bread"));
    world.set(two, keys::prompt, QStringLiteral("Salt"));
    EXPECT_EQ(face(out).text, QStringLiteral("First:\nBread\n\nSecond:\nSalt"));
    EXPECT_TRUE(face(out).headerNote.isEmpty());
}

TEST_F(NodeFacesTest, AnUnknownNodeSaysWhereItComesFrom)
{
    workflow::WorkflowEdit edit;
    workflow::Node node;
    node.id = QStringLiteral("u");
    node.type = QStringLiteral("nanoBanana");
    node.size = {200, 100};
    edit.nodes.inserted.push_back({0, node});
    flow().apply(edit);
    EXPECT_EQ(face(node.id).title, QStringLiteral("nanoBanana"));
    EXPECT_EQ(face(node.id).outline, NodeFace::Outline::Quiet);
    EXPECT_EQ(face(node.id).text, QStringLiteral("Made by another program. It is kept as it is."));
}

TEST_F(NodeFacesTest, T63_ANodeWhoseProviderIsNotConnectedOffersToConnect)
{
    const QString id = addModel({{keys::provider, QStringLiteral("openai-auth")}});
    ASSERT_TRUE(face(id).bodyBadge);
    EXPECT_EQ(face(id).bodyBadge->text, QStringLiteral("OpenAI not connected"));
    EXPECT_EQ(face(id).outline, NodeFace::Outline::Warning);
    ASSERT_EQ(face(id).buttons.size(), 1);
    EXPECT_EQ(face(id).buttons.first().id, QStringLiteral("connect"));
    EXPECT_TRUE(face(id).buttons.first().isPrimary);
    EXPECT_TRUE(face(id).stateText.contains(QStringLiteral("OpenAI not connected")));
}

TEST_F(NodeFacesTest, TheBadgeGoesWhenTheAccountIsConnected)
{
    const QString id = addModel({{keys::provider, QStringLiteral("openai-auth")}});
    ASSERT_TRUE(face(id).bodyBadge);
    QSignalSpy changed(&faces, &ui::NodeFaces::changed);
    ASSERT_TRUE(world.signIn());
    EXPECT_FALSE(changed.isEmpty());
    EXPECT_FALSE(face(id).bodyBadge);
    EXPECT_EQ(face(id).outline, NodeFace::Outline::Plain);
}

TEST_F(NodeFacesTest, AMissingKeyOffersToSetItUp)
{
    const QString id = addModel({{keys::provider, QStringLiteral("openai")}});
    ASSERT_TRUE(face(id).bodyBadge);
    ASSERT_EQ(face(id).buttons.size(), 1);
    EXPECT_FALSE(face(id).buttons.first().isPrimary);
}

TEST_F(NodeFacesTest, AnIdleNodeNamesItsModelAndWhatIsMissing)
{
    const QString id = addModel({{keys::inputPrompt, QString()}});
    EXPECT_EQ(face(id).footerLeft, QStringLiteral("gemini-3-flash"));
    EXPECT_TRUE(face(id).textIsFaint);
    EXPECT_EQ(face(id).text, runner.missing(id));
    world.set(id, keys::inputPrompt, QStringLiteral("Say something"));
    EXPECT_EQ(face(id).stateText, QStringLiteral("ready"));
}

TEST_F(NodeFacesTest, ARunningNodeShowsItsTimeThenItsText)
{
    const QString id = addModel();
    ScriptedJob* job = start();
    ASSERT_NE(job, nullptr);
    world.clock.advance(std::chrono::seconds(3));
    (void)waitFor([&] {
        return face(id).headerBadge && face(id).headerBadge->text.startsWith(QLatin1Char('3'));
    });
    EXPECT_EQ(face(id).outline, NodeFace::Outline::Running);
    EXPECT_FALSE(face(id).isStreaming);
    job->say(QString(1200, QLatin1Char('a')));
    ASSERT_TRUE(waitFor([&] { return face(id).isStreaming; }));
    EXPECT_EQ(face(id).text.size(), 1200);
    ASSERT_TRUE(face(id).headerBadge);
    EXPECT_EQ(face(id).headerBadge->text, QStringLiteral("3.0 s · 100 tok/s"));
    EXPECT_EQ(face(id).stateText, QStringLiteral("running"));
}

TEST_F(NodeFacesTest, AStreamingNodeChangesAtMostTenTimesASecond)
{
    addModel();
    ScriptedJob* job = start();
    ASSERT_NE(job, nullptr);
    int changes = 0;
    QObject::connect(&faces, &ui::NodeFaces::changed, [&changes] { ++changes; });
    QElapsedTimer time;
    time.start();
    ASSERT_TRUE(waitFor([&] {
        job->say(QStringLiteral("word "));
        return time.elapsed() > 500;
    }));
    // One node takes every turn there is; turns come 25 ms apart.
    const double seconds = static_cast<double>(time.elapsed()) / 1000;
    EXPECT_GT(changes, 2);
    EXPECT_LE(changes, static_cast<int>(seconds * ui::NodeFaces::streamingUpdatesPerSecond) + 2);
}

TEST_F(NodeFacesTest, AFailedNodeSaysWhyAndOffersToTryAgain)
{
    const QString id = addModel();
    ScriptedJob* job = start();
    ASSERT_NE(job, nullptr);
    job->end(llm::LlmStatus::Failed,
             base::Error{base::ErrorKind::QuotaExceeded,
                         QStringLiteral("Gemini is out of its daily quota."),
                         QStringLiteral("It is free again at 09:00."),
                         {}});
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(face(id).outline, NodeFace::Outline::Error);
    EXPECT_EQ(face(id).text,
              QStringLiteral("Gemini is out of its daily quota. It is free again at 09:00."));
    ASSERT_EQ(face(id).buttons.size(), 2);
    EXPECT_EQ(face(id).buttons[0].id, QStringLiteral("retry"));
    EXPECT_EQ(face(id).buttons[1].id, QStringLiteral("details"));
    EXPECT_TRUE(faces.hasFailed(flow().nodeIndex(id)));
    EXPECT_EQ(faces.farColor(flow().nodeIndex(id)), ui::theme::ColorRole::Error);
}

TEST_F(NodeFacesTest, ACompletedNodeShowsWhatItTook)
{
    const QString id = addModel();
    ScriptedJob* job = start();
    ASSERT_NE(job, nullptr);
    job->prepared().usage.inputTokens = 412;
    job->prepared().usage.outputTokens = 38;
    job->complete(QStringLiteral("Something."));
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(face(id).text, QStringLiteral("Something."));
    EXPECT_TRUE(face(id).footerRight.startsWith(QStringLiteral("412 in · 38 out")))
        << face(id).footerRight.toStdString();
    EXPECT_EQ(face(id).outline, NodeFace::Outline::Plain);
    ASSERT_TRUE(face(id).headerBadge);
    EXPECT_EQ(face(id).headerBadge->tone, ui::Tone::Ok);
}

TEST_F(NodeFacesTest, AResultWhoseInputsChangedIsStale)
{
    const QString id = addModel();
    client.answer = [](const llm::LlmRequest&) { return QStringLiteral("Something."); };
    runner.start({});
    ASSERT_TRUE(waitForEnd());
    world.set(id, keys::inputPrompt, QStringLiteral("Something else"));
    ASSERT_TRUE(face(id).headerBadge);
    EXPECT_EQ(face(id).headerBadge->text, QStringLiteral("Stale"));
    EXPECT_EQ(face(id).text, QStringLiteral("Something."));
    world.set(id, keys::inputPrompt, QStringLiteral("Say something"));
    EXPECT_NE(face(id).headerBadge.value_or(ui::Badge{}).text, QStringLiteral("Stale"));
}

TEST_F(NodeFacesTest, ANodeThatRanBeforeIsCached)
{
    const QString id = addModel();
    client.answer = [](const llm::LlmRequest&) { return QStringLiteral("Something."); };
    runner.start({});
    ASSERT_TRUE(waitForEnd());
    runner.start({});
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(runner.run(id).state, run::NodeState::Cached);
    ASSERT_TRUE(face(id).headerBadge);
    EXPECT_EQ(face(id).headerBadge->text, QStringLiteral("Cached"));
}

TEST_F(NodeFacesTest, AStoppedNodeKeepsItsText)
{
    const QString id = addModel();
    ScriptedJob* job = start();
    ASSERT_NE(job, nullptr);
    job->say(QStringLiteral("Half a"));
    runner.stop();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(face(id).text, QStringLiteral("Half a"));
    ASSERT_TRUE(face(id).headerBadge);
    EXPECT_EQ(face(id).headerBadge->text, QStringLiteral("Stopped"));
    EXPECT_FALSE(face(id).isStreaming);
}

TEST_F(NodeFacesTest, ANodeBehindAFailedOneIsSkippedWithAReason)
{
    const QString first = addModel();
    const QString second = addModel({{keys::inputPrompt, QString()}});
    world.wire(first, second);
    ScriptedJob* job = start();
    ASSERT_NE(job, nullptr);
    job->end(llm::LlmStatus::Failed,
             base::Error{base::ErrorKind::Server, QStringLiteral("The server failed."), {}, {}});
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(runner.run(second).state, run::NodeState::Skipped);
    ASSERT_TRUE(face(second).headerBadge);
    EXPECT_EQ(face(second).headerBadge->text, QStringLiteral("Skipped"));
    EXPECT_EQ(face(second).text, runner.run(second).error->message);
}

TEST_F(NodeFacesTest, ANodeBehindAPausedEdgeOffersToGoOn)
{
    const QString first = addModel();
    const QString second = addModel({{keys::inputPrompt, QString()}});
    const QString edge = world.wire(first, second);
    flow().apply(workflow::edits::setPaused(flow(), edge, true));
    client.answer = [](const llm::LlmRequest&) { return QStringLiteral("Something."); };
    runner.start({});
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(runner.run(second).state, run::NodeState::Paused);
    ASSERT_EQ(face(second).buttons.size(), 1);
    EXPECT_EQ(face(second).buttons.first().id, QStringLiteral("continue"));
}

TEST_F(NodeFacesTest, AWaitThatTheProviderAskedForCountsDown)
{
    const QString id = addModel();
    ScriptedJob* job = start();
    ASSERT_NE(job, nullptr);
    job->waitToRetry(std::chrono::seconds(12));
    ASSERT_TRUE(waitFor([&] { return runner.run(id).retryWait.has_value(); }));
    ASSERT_TRUE(face(id).headerBadge);
    EXPECT_EQ(face(id).headerBadge->text, QStringLiteral("Next try in 12 s"));
    EXPECT_EQ(face(id).headerBadge->tone, ui::Tone::Warn);
}

TEST_F(NodeFacesTest, AFailureFromTheFileIsShownUntilItRunsAgain)
{
    const QString id = addModel({{keys::status, QStringLiteral("error")},
                                 {keys::error, QStringLiteral("It was too late.")}});
    EXPECT_EQ(face(id).outline, NodeFace::Outline::Error);
    EXPECT_EQ(face(id).text, QStringLiteral("It was too late."));
    EXPECT_TRUE(faces.hasFailed(flow().nodeIndex(id)));
}

TEST_F(NodeFacesTest, DisabledAndLockedNodesStandBack)
{
    const QString id = world.add(NodeKind::Prompt, {{keys::disabled, true}});
    EXPECT_TRUE(face(id).isDimmed);
    const QString inside = world.add(NodeKind::Prompt);
    flow().apply(workflow::edits::groupNodes(flow(), {inside}));
    EXPECT_FALSE(face(inside).isDimmed);
    workflow::Group group = flow().groups().front();
    group.locked = true;
    flow().apply(workflow::edits::changeGroup(flow(), group));
    EXPECT_TRUE(face(inside).isDimmed);
}

TEST_F(NodeFacesTest, AnImageNodeShowsItsSizeOrOffersToChooseOne)
{
    const QString id = world.add(NodeKind::Image);
    ASSERT_EQ(face(id).buttons.size(), 1);
    EXPECT_EQ(face(id).buttons.first().id, QStringLiteral("choose-image"));
    flow().apply(workflow::edits::setData(
        flow(), id, workflow::patchForImage("bytes", QStringLiteral("stall.png"), {1024, 768})));
    EXPECT_EQ(face(id).headerNote, QStringLiteral("1024 × 768"));
    EXPECT_EQ(face(id).image.name, QStringLiteral("stall.png"));
    EXPECT_TRUE(face(id).buttons.isEmpty());
}

TEST_F(NodeFacesTest, MovingANodeKeepsItsFace)
{
    const QString id = world.add(NodeKind::Prompt);
    (void)face(id);
    QSignalSpy changed(&faces, &ui::NodeFaces::changed);
    flow().apply(workflow::edits::moveNodes(flow(), {id}, {10, 0}));
    EXPECT_TRUE(changed.isEmpty());
}

TEST(SpeedTextTest, TheRateComesWhenThereIsSomethingToCount)
{
    using std::chrono::milliseconds;
    EXPECT_EQ(ui::speedText(milliseconds(3200), 474), QStringLiteral("3.2 s · 148 tok/s"));
    EXPECT_EQ(ui::speedText(milliseconds(3200), 0), QStringLiteral("3.2 s"));
    EXPECT_EQ(ui::speedText(milliseconds(100), 50), QStringLiteral("0.10 s"));
}

} // namespace plantain::testing
