// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plantain::testing {

/// Of a path below the checkout, such as "tests/net/data/sse-vectors.json". Absolute. Only this
/// file's source knows where the checkout is, so that a compiler cache serves every checkout.
QString inSource(const QString& path);
/// Of a path below the build folder, such as "bin/plantain". Absolute.
QString inBuild(const QString& path);

} // namespace plantain::testing
