// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Console.h"
#include "src/llm/ModelCatalog.h"

namespace plantain::app {

/// `models`
class ModelsCommand final : public Command
{
    Q_OBJECT

public:
    /// References are borrowed.
    ModelsCommand(ModelsOptions options, Services& services, Console& console);

    void start() override;

private:
    QList<llm::ProviderId> providers() const;
    void refreshNext();
    void note(const base::Error& error);
    void show();
    void showTable() const;
    void showJson() const;

    ModelsOptions m_options;
    Services& m_services;
    Console& m_console;
    QList<llm::ProviderId> m_toRefresh;
    base::JobPtr<llm::ModelListJob> m_refresh;
    std::optional<base::Error> m_problem; ///< the first
    bool m_refreshedOne = false;
};

} // namespace plantain::app
