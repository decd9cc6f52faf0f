// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/ChooseProviderJob.h"
#include "app/cli/Command.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Console.h"
#include "app/cli/InputReader.h"
#include "src/llm/LlmClient.h"

#include <memory>

namespace plantain::app {

/// `generate`
class GenerateCommand final : public Command
{
    Q_OBJECT

public:
    /// References are borrowed. `input` is read only for the prompt “-”.
    GenerateCommand(GenerateOptions options, Services& services, Console& console, int input);

    void start() override;
    void interrupt() override;

private:
    void readPrompt();
    void loadAccount();
    void chooseProvider();
    void ask(llm::ProviderId provider);
    base::Result<llm::LlmRequest> request(llm::ProviderId provider) const;
    void watch(llm::LlmJob& job);
    void write(const QString& text);
    void writeRest(const llm::LlmResult& result);
    void fail(const base::Error& error);
    void end(llm::LlmResult result);

    GenerateOptions m_options;
    Services& m_services;
    Console& m_console;
    int m_input;
    std::unique_ptr<InputReader> m_reader;
    base::JobPtr<ChooseProviderJob> m_choice;
    base::JobPtr<llm::LlmJob> m_job;
    llm::ProviderId m_provider = llm::ProviderId::Google;
    QString m_model;
    QStringList m_notes; ///< told already
    QString m_written;   ///< what has gone to the output
    bool m_ended = false;
};

} // namespace plantain::app
