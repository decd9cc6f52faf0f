// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/RunErrors.h"

#include <QCoreApplication>

namespace plantain::run {

using base::Error;
using base::ErrorKind;
using llm::LlmResult;
using llm::LlmStatus;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Run)
};

Error invalid(const QString& message, const QString& hint = {})
{
    return {ErrorKind::InvalidInput, message, hint, {}};
}

} // namespace

Error disabledError()
{
    return invalid(Text::tr("This node is switched off."));
}

Error lockedError()
{
    return invalid(Text::tr("The group of this node is locked."));
}

Error foreignError()
{
    return invalid(Text::tr("Plantain does not know this type of node and does not run it."));
}

Error loopError()
{
    return invalid(Text::tr("This node is part of a loop, so it can never start."),
                   Text::tr("Remove one of the edges of the loop."));
}

Error goneError()
{
    return invalid(Text::tr("This node is not there any more."));
}

Error notRunByItselfError()
{
    return invalid(Text::tr("Only LLM Generate nodes can be run by themselves."));
}

Error nothingToRunError()
{
    return invalid(Text::tr("There is nothing to run: add an LLM Generate node."));
}

Error allSwitchedOffError()
{
    return invalid(Text::tr("Every LLM Generate node is switched off, locked or in a loop."));
}

Error blankPromptError()
{
    return invalid(Text::tr("Write a prompt or connect one."));
}

Error emptyUpstreamError(const QString& title)
{
    return invalid(Text::tr("“%1” has no text yet. Run to here instead.").arg(title));
}

Error emptyDisabledError(const QString& title)
{
    return invalid(Text::tr("“%1” has no text, and it is switched off or locked.").arg(title));
}

Error unknownProviderError(const QString& word)
{
    return word.isEmpty()
               ? invalid(Text::tr("No provider is chosen."), Text::tr("Choose one for this node."))
               : invalid(Text::tr("“%1” is not a provider that Plantain knows.").arg(word),
                         Text::tr("Choose another provider for this node."));
}

Error noModelError()
{
    return invalid(Text::tr("No model is chosen."), Text::tr("Choose one for this node."));
}

Error failedBeforeError(const QString& title)
{
    return invalid(Text::tr("Not run, because “%1” failed.").arg(title));
}

Error pausedError()
{
    return {ErrorKind::Cancelled,
            Text::tr("The run is paused before this node."),
            Text::tr("Run again to go on from here."),
            {}};
}

Error stoppedBeforeError()
{
    return {ErrorKind::Cancelled, Text::tr("The run was stopped before this node."), {}, {}};
}

QString noPictureNote(const QString& title)
{
    return Text::tr("“%1” has no picture, so none was sent from it.").arg(title);
}

QString remarkOn(const LlmResult& result)
{
    return result.status == LlmStatus::Truncated
               ? Text::tr("The answer reached its limit of tokens and is incomplete.")
               : QString();
}

Error failureOf(const LlmResult& result)
{
    if (result.error) {
        return result.error->error;
    }
    switch (result.status) {
    case LlmStatus::Blocked:
        return {ErrorKind::Blocked,
                result.reason.isEmpty()
                    ? Text::tr("The provider blocked the answer.")
                    : Text::tr("The provider blocked the answer (%1).").arg(result.reason),
                Text::tr("Change the prompt or the pictures."), result.reason};
    case LlmStatus::Refused:
        return {ErrorKind::Blocked, Text::tr("The model refused to answer."),
                Text::tr("Change the prompt."), result.reason};
    case LlmStatus::Cut:
        return {ErrorKind::Network,
                Text::tr("The connection broke off: the answer is incomplete."),
                Text::tr("Run the node again."),
                {}};
    default:
        return {ErrorKind::Internal, Text::tr("The answer ended without a reason."), {}, {}};
    }
}

} // namespace plantain::run
