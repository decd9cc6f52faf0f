// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plantain::auth {
class AuthService;
}

namespace plantain::app {

/// To be called when everything else has ended. A refresh under way has spent the old token at the
/// server: its answer is waited for, for at most ten seconds, and saved, else the session is lost
/// (R8). Returns at once when there is none.
void letRefreshLand(auth::AuthService& auth);

} // namespace plantain::app
