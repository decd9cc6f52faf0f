// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmTypes.h"

#include <QJsonObject>

namespace plantain::app {

/// The kinds of failure as scripts see them: `network`, `key_missing`, `rate_limited` …
QString toString(base::ErrorKind kind);

/// A failure; unknown values are null.
QJsonObject errorJson(const llm::LlmError& error);
/// `{"type":"delta","text":"…"}`
QJsonObject deltaJson(const QString& text);
/// The one object that `generate --json` ends with; unknown values are null.
QJsonObject resultJson(const llm::LlmResult& result);

} // namespace plantain::app
