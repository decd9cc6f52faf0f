// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plantain::base {
class Clock;
}
namespace plantain::llm {
class ModelCatalog;
}
namespace plantain::run {
class WorkflowRunner;
}
namespace plantain::secrets {
class ApiKeys;
}
namespace plantain::settings {
class AppSettings;
}

namespace plantain::ui {

class AccountActions;
class WorkflowDocument;

/// What every view of the workflow works with; all borrowed, made by the window.
struct EditorServices {
    WorkflowDocument& document;
    run::WorkflowRunner& runner;
    AccountActions& account;
    secrets::ApiKeys& keys;
    llm::ModelCatalog& catalog;
    settings::AppSettings& settings;
    const base::Clock& clock;
    bool sandbox = false; ///< every provider is the practice provider
};

} // namespace plantain::ui
