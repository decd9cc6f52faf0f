// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"

#include <QJsonObject>
#include <QProcessEnvironment>

#include <optional>

namespace plantain::app {

/// Which authorization server is used: `file` (--auth-profile), else auth-profile.json in the data
/// folder, else the sandbox's, else Sign in with ChatGPT. The environment's overrides apply to all
/// but the sandbox. Errors: InvalidInput that names the file and the field.
base::Result<auth::AuthProfile> chooseProfile(const QString& file, const QString& dataFolder,
                                              const QProcessEnvironment& environment,
                                              const std::optional<QJsonObject>& sandbox);

} // namespace plantain::app
