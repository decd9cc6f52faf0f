// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/EndReason.h"

#include <QCoreApplication>

namespace plantain::auth {

using base::Error;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(EndReason)
};

QString sentenceFor(const QString& reason)
{
    if (reason == endReason::uncertain) {
        return Text::tr("The session could not be renewed safely: an answer of the sign-in server "
                        "was lost.");
    }
    if (reason == endReason::notRefreshable) {
        return Text::tr("The session ran out and cannot be renewed.");
    }
    if (reason == endReason::otherMachine) {
        return Text::tr("The session was made on another computer and is not used here.");
    }
    if (reason == endReason::damaged) {
        return Text::tr("The stored session was damaged; the file is kept as *.bad.");
    }
    return Text::tr("The session has ended.");
}

} // namespace

Error endedError(const QString& reason)
{
    return Error{base::ErrorKind::NotSignedIn, sentenceFor(reason), Text::tr("Sign in again."),
                 reason};
}

Error notSignedInError()
{
    return Error{
        base::ErrorKind::NotSignedIn,
        Text::tr("No account is connected."),
        Text::tr("Connect one in Project setup, Providers, or with “plantain auth login”."),
        {}};
}

} // namespace plantain::auth
