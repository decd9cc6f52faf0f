// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/run/RunTesting.h"

#include "src/workflow/Edits.h"
#include "tests/support/ChildProcess.h"

#include <QEventLoop>
#include <QTimer>

namespace plantain::testing {

using namespace Qt::StringLiterals;
using workflow::NodeKind;

Drawing& Drawing::node(const QString& id, NodeKind kind, const QJsonObject& data,
                       const QString& group)
{
    const auto& type = workflow::nodeType(kind);
    workflow::Node node;
    node.id = id;
    node.type = kind == NodeKind::Unknown ? u"foreign"_s : type.id;
    node.kind = kind;
    node.size = type.defaultSize;
    node.groupId = group;
    node.data = data;
    content.nodes.push_back(node);
    return *this;
}

Drawing& Drawing::prompt(const QString& id, const QString& text, const QString& variable)
{
    QJsonObject data{{workflow::keys::prompt, text}};
    if (!variable.isEmpty()) {
        data.insert(workflow::keys::variableName, variable);
    }
    return node(id, NodeKind::Prompt, data);
}

Drawing& Drawing::constructor(const QString& id, const QString& text)
{
    return node(id, NodeKind::PromptConstructor, {{workflow::keys::templateText, text}});
}

Drawing& Drawing::image(const QString& id, const QString& base64)
{
    return node(id, NodeKind::Image,
                {{workflow::keys::image, QString("data:image/png;base64,"_L1 + base64)}});
}

QString Drawing::model()
{
    return u"gpt-6-luna"_s;
}

Drawing& Drawing::llm(const QString& id, const QString& prompt, const QJsonObject& more)
{
    QJsonObject data{{workflow::keys::provider, u"openai"_s},
                     {workflow::keys::model, model()},
                     {workflow::keys::inputPrompt, prompt},
                     {workflow::keys::customTitle, id}};
    for (auto value = more.begin(); value != more.end(); ++value) {
        data.insert(value.key(), value.value());
    }
    return node(id, NodeKind::LlmGenerate, data);
}

Drawing& Drawing::output(const QString& id)
{
    return node(id, NodeKind::Output);
}

Drawing& Drawing::edge(const QString& from, const QString& to, const QString& port, bool paused)
{
    workflow::Edge edge;
    edge.id = from + u'-' + to + u'-' + port;
    edge.source = {from, port};
    edge.target = {to, port};
    edge.paused = paused;
    content.edges.push_back(edge);
    return *this;
}

Drawing& Drawing::lockedGroup(const QString& id)
{
    workflow::Group group;
    group.id = id;
    group.locked = true;
    content.groups.push_back(group);
    return *this;
}

RunWorld::RunWorld(const Drawing& drawing)
    : runner(workflow, {client.asAll(), catalog, clock, {}, false})
{
    workflow.reset(drawing.content);
    QObject::connect(&runner, &run::WorkflowRunner::finished, &runner,
                     [this](const run::RunOutcome& ended) { outcome = ended; });
}

QString RunWorld::output(const char* id) const
{
    return node(id).data.value(workflow::keys::outputText).toString();
}

QString RunWorld::error(const char* id) const
{
    const auto& error = runner.run(QLatin1String(id)).error;
    return error ? error->message : QString();
}

void RunWorld::set(const char* id, const workflow::DataPatch& data)
{
    workflow.apply(workflow::edits::setData(workflow, QLatin1String(id), data));
}

void RunWorld::start(run::RunScope scope, const char* node)
{
    run::RunRequest request;
    request.scope = scope;
    request.node = QLatin1String(node);
    outcome.reset();
    runner.start(request);
}

/// Not by waitFor, which sleeps between two looks: a run of many quick nodes would wait for it.
bool RunWorld::waitForEnd()
{
    QEventLoop loop;
    QObject::connect(&runner, &run::WorkflowRunner::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(processPatienceMs, &loop, &QEventLoop::quit);
    if (!outcome) {
        loop.exec();
    }
    return outcome.has_value();
}

run::RunStatus RunWorld::run(const run::RunRequest& request)
{
    outcome.reset();
    runner.start(request);
    EXPECT_TRUE(waitForEnd());
    return outcome ? outcome->status : run::RunStatus::Failed;
}

run::RunStatus RunWorld::run(run::RunScope scope, const char* node)
{
    run::RunRequest request;
    request.scope = scope;
    request.node = QLatin1String(node);
    return run(request);
}

bool RunWorld::waitForAsked(const QStringList& prompts)
{
    return waitFor([&] { return client.asked == prompts; });
}

QString bracketed(const llm::LlmRequest& request)
{
    return u'<' + request.prompt + u'>';
}

} // namespace plantain::testing
