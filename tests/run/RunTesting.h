// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/WorkflowRunner.h"
#include "src/workflow/NodeData.h"
#include "tests/support/FakeClock.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"
#include "tests/support/ScriptedClient.h"

#include <gtest/gtest.h>

#include <QSignalSpy>

namespace plantain::run {

inline void PrintTo(NodeState state, std::ostream* out)
{
    *out << toString(state).toStdString();
}

} // namespace plantain::run

namespace plantain::testing {

/// A workflow, told in a few words.
class Drawing
{
public:
    Drawing& prompt(const QString& id, const QString& text, const QString& variable = {});
    Drawing& constructor(const QString& id, const QString& text);
    /// A picture: not a real one, but a picture's data URL.
    Drawing& image(const QString& id, const QString& base64 = QStringLiteral("AAAA"));
    /// Asks a model that has a price; without an edge it asks its `prompt`.
    Drawing& llm(const QString& id, const QString& prompt = {}, const QJsonObject& more = {});
    Drawing& output(const QString& id);
    Drawing& node(const QString& id, workflow::NodeKind kind, const QJsonObject& data = {},
                  const QString& group = {});
    /// Text edges: wire("a", "b", "c") goes from a to b and from b to c.
    template <typename... Ids>
    Drawing& wire(const char* from, const char* to, Ids... more)
    {
        edge(QLatin1String(from), QLatin1String(to), QStringLiteral("text"));
        if constexpr (sizeof...(more) > 0) {
            wire(to, more...);
        }
        return *this;
    }
    Drawing& edge(const QString& from, const QString& to, const QString& port, bool paused = false);
    Drawing& lockedGroup(const QString& id);

    static QString model();

    workflow::WorkflowContent content;
};

/// A workflow with its runner, on a provider that a test plays.
struct RunWorld {
    explicit RunWorld(const Drawing& drawing);

    int at(const char* id) const { return workflow.nodeIndex(QLatin1String(id)); }
    const workflow::Node& node(const char* id) const { return *workflow.node(QLatin1String(id)); }
    QString output(const char* id) const;
    run::NodeState state(const char* id) const { return runner.run(QLatin1String(id)).state; }
    QString error(const char* id) const;

    void set(const char* id, const workflow::DataPatch& data);
    void start(run::RunScope scope = run::RunScope::All, const char* node = "");
    /// False when it does not end.
    bool waitForEnd();
    /// Starts, waits, and gives how it ended.
    run::RunStatus run(const run::RunRequest& request = {});
    run::RunStatus run(run::RunScope scope, const char* node);
    bool waitForAsked(const QStringList& prompts);

    workflow::Workflow workflow;
    FakeClock clock;
    ScriptedClient client;
    llm::ModelCatalog catalog{{}, {}, clock, client.asAll()};
    run::WorkflowRunner runner;
    std::optional<run::RunOutcome> outcome;
};

/// Answers with the prompt between angle brackets.
QString bracketed(const llm::LlmRequest& request);

} // namespace plantain::testing
