// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

namespace plantain::app {

ExitCode exitCodeFor(const base::Error& error)
{
    switch (error.kind) {
    case base::ErrorKind::Cancelled:
        return ExitCancelled;
    case base::ErrorKind::NotSignedIn:
    case base::ErrorKind::KeyMissing:
        return ExitNotSignedIn;
    default:
        return ExitFailed;
    }
}

} // namespace plantain::app
