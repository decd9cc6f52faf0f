// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelInfo.h"

namespace plantain::llm {

/// Brings a request into the shape that `model` takes: fills in its default effort, takes out what
/// it refuses, clamps numbers. Adds one sentence for people to `notes` for each change but the
/// default effort. Pure.
void applyModelRules(const ModelInfo& model, LlmRequest& request, QStringList& notes);

} // namespace plantain::llm
