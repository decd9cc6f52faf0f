// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"

namespace plantain::testing {

/// Every tab of the project setup, every state of the account and every question, in one scheme, as
/// `FOLDER/setup-WHAT-SCHEME.png`; in German, in longer words, from right to left and in large text
/// as `FOLDER/setup-WHAT-{de,pseudo,rtl,large}-SCHEME.png`.
void takeSetupPictures(const QString& folder, settings::ThemeChoice theme);

} // namespace plantain::testing
