// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/run/RunPlan.h"

namespace plantain::run {

/// What a plan would take. Texts are counted as four characters a token; what a node will answer is
/// taken from its earlier results. `sandbox`: nothing costs anything. Use of a plan (openai-auth)
/// counts as nothing; `usd` is empty when the price of any call is not known, or none has one.
Forecast forecastOf(const RunPlan& plan, const workflow::Workflow& workflow,
                    const Evaluation& evaluation, const llm::ModelCatalog& catalog, bool sandbox);

} // namespace plantain::run
