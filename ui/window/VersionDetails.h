// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plantain::settings {
class AppSettings;
}

namespace plantain::ui {

/// What a bug report needs to know, a line each, in English for whoever reads it: versions, system,
/// desktop, language, scale, where secrets are kept. No path and no secret.
QString versionDetails(const settings::AppSettings& settings, bool sandbox);

/// The user's home in a text becomes "~".
QString withoutHome(const QString& text);

} // namespace plantain::ui
