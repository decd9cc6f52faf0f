// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QString>

#include <functional>

namespace plantain::ui {

/// Whether a project can be kept in a directory. Touches the disk and may take as long as the disk
/// likes: called in a worker thread only. `newFile`: must not be there; empty: none is wanted.
using DirectoryCheck =
    std::function<base::Status(const QString& directory, const QString& newFile)>;

/// Exists, is a directory, can be written in. Errors: InvalidInput that says which of it fails.
base::Status tryDirectory(const QString& directory, const QString& newFile);

} // namespace plantain::ui
