// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Folders.h"

namespace plantain::testing {

QString inSource(const QString& path)
{
    return QStringLiteral(PLANTAIN_SOURCE_DIR "/") + path;
}

QString inBuild(const QString& path)
{
    return QStringLiteral(PLANTAIN_BINARY_DIR "/") + path;
}

} // namespace plantain::testing
