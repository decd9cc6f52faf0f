// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"

namespace plantain::testing {

/// The welcome, the menus and the editor with the workflow of the design's picture, in one scheme,
/// as `FOLDER/{welcome,menu,main}-….png`. The application wears that scheme already.
void takeEditorPictures(const QString& folder, settings::ThemeChoice theme);

} // namespace plantain::testing
