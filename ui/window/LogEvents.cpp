// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/LogEvents.h"

#include "src/base/Logging.h"
#include "src/run/WorkflowRunner.h"
#include "ui/account/AccountActions.h"
#include "ui/document/WorkflowDocument.h"

namespace plantain::ui {

namespace {

const char* nameOf(run::RunStatus status)
{
    switch (status) {
    case run::RunStatus::Completed:
        return "completed";
    case run::RunStatus::Failed:
        return "failed";
    case run::RunStatus::Cancelled:
        return "stopped";
    case run::RunStatus::Paused:
        return "paused";
    }
    Q_UNREACHABLE();
}

void logFailure(const char* what, const base::Error& error)
{
    qCWarning(base::logUi).noquote() << what << error.message << error.detail;
}

} // namespace

LogEvents::LogEvents(const EditorServices& services, QObject* parent)
    : QObject(parent)
{
    logRuns(services);
    logFiles(services);
    connect(&services.account, &AccountActions::signInEnded, this,
            [](const std::optional<base::Error>& error) {
                if (error) {
                    logFailure("sign-in failed:", *error);
                } else {
                    qCInfo(base::logUi) << "signed in";
                }
            });
}

void LogEvents::logRuns(const EditorServices& services)
{
    const run::WorkflowRunner& runner = services.runner;
    connect(&runner, &run::WorkflowRunner::finished, this,
            [&runner](const run::RunOutcome& outcome) {
                qCInfo(base::logUi).nospace()
                    << "run " << nameOf(outcome.status) << ": " << outcome.totals.nodes
                    << " nodes, " << outcome.totals.failed << " failed, " << outcome.totals.calls
                    << " calls, " << outcome.elapsed.count() << " ms";
                const QStringList failed =
                    outcome.totals.failed > 0 ? runner.failedNodes() : QStringList();
                for (const QString& node : failed) {
                    if (const auto& error = runner.run(node).error) {
                        logFailure("a node failed:", *error);
                    }
                }
            });
}

void LogEvents::logFiles(const EditorServices& services)
{
    const WorkflowDocument& document = services.document;
    const auto note = [](const char* what) {
        return [what](const QString&, const std::optional<base::Error>& error) {
            if (error) {
                logFailure(what, *error);
            }
        };
    };
    connect(&document, &WorkflowDocument::opened, this, note("a file was not opened:"));
    connect(&document, &WorkflowDocument::saved, this, note("a file was not saved:"));
}

} // namespace plantain::ui
