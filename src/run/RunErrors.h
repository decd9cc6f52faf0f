// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/llm/LlmTypes.h"

#include <optional>

/// Every sentence that a run says to people.
namespace plantain::run {

base::Error disabledError();
base::Error lockedError();
base::Error foreignError();
base::Error loopError();
base::Error goneError();
base::Error notRunByItselfError();
base::Error nothingToRunError();
base::Error allSwitchedOffError();

base::Error blankPromptError();
/// `title` has no text; it can get one by a run to here.
base::Error emptyUpstreamError(const QString& title);
/// `title` has no text, and it is switched off.
base::Error emptyDisabledError(const QString& title);
base::Error unknownProviderError(const QString& word);
base::Error noModelError();

/// `title` failed, and this depends on it.
base::Error failedBeforeError(const QString& title);
base::Error pausedError();
base::Error stoppedBeforeError();

/// A node that is connected for its picture has none.
QString noPictureNote(const QString& title);
/// A remark about an answer that ended well, but not as wished; empty when there is none.
QString remarkOn(const llm::LlmResult& result);
/// Why an answer that did not end well failed: the provider's error, else a sentence of ours.
base::Error failureOf(const llm::LlmResult& result);

} // namespace plantain::run
