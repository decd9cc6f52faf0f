// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunCommand.h"

#include "app/cli/RunAssignments.h"
#include "app/cli/RunReport.h"
#include "src/auth/AuthService.h"
#include "src/settings/AppSettings.h"
#include "src/workflow/NodeData.h"

#include <algorithm>

namespace plantain::app {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorKind;
using run::RunStatus;

RunCommand::RunCommand(RunOptions options, Services& services, Console& console)
    : m_options(std::move(options))
    , m_services(services)
    , m_console(console)
    , m_runner(m_workflow,
               {services.clients(), services.catalog(), m_clock,
                [this] { return workflow::workflowFolder(m_options.file); }, services.isSandbox()})
{
    connect(&m_runner, &run::WorkflowRunner::finished, this,
            [this](const run::RunOutcome& outcome) { save(outcome.status); });
}

RunCommand::~RunCommand() = default;

void RunCommand::start()
{
    m_load = workflow::loadWorkflow(m_options.file);
    connect(m_load.get(), &base::Job::finished, this, [this] {
        const auto& content = m_load->result();
        content ? prepare(*content) : fail(content.error());
    });
    m_load->start();
}

void RunCommand::prepare(const workflow::WorkflowContent& content)
{
    if (m_ended) {
        return;
    }
    m_storage = workflow::imageStorageOf(content);
    m_workflow.reset(content);
    for (const Assignment& assignment : m_options.assignments) {
        if (const auto assigned = assign(m_workflow, assignment); !assigned) {
            refuse(assigned.error());
            return;
        }
    }
    if (const auto read = readRequest(); !read) {
        refuse(read.error());
        return;
    }
    usesAccount() ? loadAccount() : run();
}

base::Status RunCommand::readRequest()
{
    m_request.maxParallel =
        m_options.maxParallel.value_or(m_services.settings().values().nodeDefaults.maxParallel);
    const QString name = m_options.node.isEmpty() ? m_options.from : m_options.node;
    if (name.isEmpty()) {
        return base::Done{};
    }
    const auto id = findNode(m_workflow, name);
    if (!id) {
        return id.error();
    }
    m_request.scope = m_options.node.isEmpty() ? run::RunScope::From : run::RunScope::Node;
    m_request.node = *id;
    return base::Done{};
}

bool RunCommand::usesAccount() const
{
    const QString account = llm::toString(llm::ProviderId::OpenAiAuth);
    const auto& nodes = m_workflow.nodes();
    return std::any_of(nodes.cbegin(), nodes.cend(), [&account](const workflow::Node& node) {
        return node.kind == workflow::NodeKind::LlmGenerate &&
               workflow::llmParameters(node).provider == account;
    });
}

void RunCommand::loadAccount()
{
    connect(&m_services.auth(), &auth::AuthService::statusChanged, this, &RunCommand::run,
            Qt::SingleShotConnection);
    m_services.auth().load();
}

void RunCommand::run()
{
    if (m_ended) {
        return;
    }
    m_report = std::make_unique<RunReport>(m_workflow, m_runner, m_console, m_options.json);
    // Nobody reads any more: nothing more must be billed.
    connect(m_report.get(), &RunReport::abandoned, this, &RunCommand::interrupt,
            Qt::QueuedConnection);
    m_runner.start(m_request);
}

void RunCommand::interrupt()
{
    if (m_runner.isRunning()) {
        m_runner.stop();
    } else if (!m_save && !m_ended) {
        fail({ErrorKind::Cancelled, tr("Stopped."), {}, {}});
    }
}

/// Also after a failure: what was paid for is kept.
void RunCommand::save(RunStatus status)
{
    if (m_options.output.isEmpty()) {
        end(status);
        return;
    }
    m_save = workflow::saveWorkflow(m_workflow.content(), m_options.output, m_storage,
                                    workflow::workflowFolder(m_options.file));
    connect(m_save.get(), &base::Job::finished, this, [this, status] { end(status); });
    m_save->start();
}

void RunCommand::end(RunStatus status)
{
    if (m_ended) {
        return;
    }
    m_ended = true;
    m_report->tellEnd(status);
    const bool isSaved = !m_save || m_save->result().ok();
    if (!isSaved) {
        m_console.complain(m_save->result().error());
    }
    const int exitCode = exitCodeOf(status);
    emit finished(isSaved || exitCode != ExitOk ? exitCode : ExitFailed);
}

int RunCommand::exitCodeOf(RunStatus status) const
{
    if (status == RunStatus::Cancelled) {
        return ExitCancelled;
    }
    const QStringList failed = m_runner.failedNodes();
    const bool needsAccess = std::any_of(failed.cbegin(), failed.cend(), [this](const auto& id) {
        const auto& error = m_runner.run(id).error;
        return error && exitCodeFor(*error) == ExitNotSignedIn;
    });
    return failed.isEmpty() ? ExitOk : needsAccess ? ExitNotSignedIn : ExitFailed;
}

/// The command line does not fit the file.
void RunCommand::refuse(const Error& error)
{
    m_ended = true;
    m_console.complain(error);
    emit finished(ExitUsage);
}

/// Before anything ran.
void RunCommand::fail(const Error& error)
{
    m_ended = true;
    const bool isCancelled = error.kind == ErrorKind::Cancelled;
    if (m_options.json) {
        m_console.printJson(emptyRunJson(isCancelled ? RunStatus::Cancelled : RunStatus::Failed));
    }
    m_console.complain(error);
    emit finished(exitCodeFor(error));
}

} // namespace plantain::app
