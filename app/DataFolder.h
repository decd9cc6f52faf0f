// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>

namespace plantain::app {

/// Where Plantain keeps its files: `asked` (--data-dir), else PLANTAIN_DATA_DIR, else `data` beside
/// the executable when a `portable.txt` is there, else the platform's own place. Makes nothing.
QString chooseDataFolder(const QString& asked, const QProcessEnvironment& environment,
                         const QString& executableFolder);

} // namespace plantain::app
