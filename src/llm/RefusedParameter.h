// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ApiProblem.h"

namespace plantain::llm {

/// The parameter that a 400 names as unsupported, if leaving it out changes neither what is asked
/// nor who may see it: temperature, a limit of tokens, effort, stream options. Empty otherwise.
QString refusedParameter(const ApiProblem& problem);

/// Takes it out of a body; a limit of tokens under its old name is renamed instead. False when the
/// body has no such parameter.
bool leaveOut(QJsonObject& body, const QString& parameter);

/// As ModelCatalog knows it: "temperature", "max_tokens", "effort", or empty.
QString canonicalName(const QString& parameter);

/// For a note: "temperature", "the token limit" …
QString spokenName(const QString& parameter);

} // namespace plantain::llm
