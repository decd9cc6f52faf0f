// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"

namespace plantain::testing {

/// Every tab of the project setup and every state of the account, in one scheme, as
/// `FOLDER/setup-….png`. The application wears that scheme already.
void takeSetupPictures(const QString& folder, settings::ThemeChoice theme);

} // namespace plantain::testing
