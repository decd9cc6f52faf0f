// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Console.h"
#include "src/run/WorkflowRunner.h"
#include "src/workflow/WorkflowFile.h"

#include <memory>

namespace plantain::app {

class RunReport;

/// `run`
class RunCommand final : public Command
{
    Q_OBJECT

public:
    /// References are borrowed.
    RunCommand(RunOptions options, Services& services, Console& console);
    ~RunCommand() override;

    void start() override;
    /// Stops the run; what there is by then is told and saved.
    void interrupt() override;

private:
    void prepare(const workflow::WorkflowContent& content);
    base::Status readRequest();
    bool usesAccount() const;
    void loadAccount();
    void run();
    void save(run::RunStatus status);
    void end(run::RunStatus status);
    int exitCodeOf(run::RunStatus status) const;
    void refuse(const base::Error& error);
    void fail(const base::Error& error);

    RunOptions m_options;
    Services& m_services;
    Console& m_console;
    base::SystemClock m_clock;
    workflow::Workflow m_workflow;
    run::WorkflowRunner m_runner;
    run::RunRequest m_request;
    workflow::ImageStorage m_storage = workflow::ImageStorage::Embedded;
    base::JobPtr<workflow::LoadJob> m_load;
    base::JobPtr<workflow::SaveJob> m_save;
    std::unique_ptr<RunReport> m_report;
    bool m_ended = false;
};

} // namespace plantain::app
