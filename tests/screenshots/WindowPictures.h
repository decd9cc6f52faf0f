// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"

#include <QString>

namespace plantain::testing {

/// The window with nothing in it, with every banner, and the canvas at work, in one scheme, as
/// `FOLDER/window-….png`. The application wears that scheme already.
void takeWindowPictures(const QString& folder, settings::ThemeChoice theme);

} // namespace plantain::testing
