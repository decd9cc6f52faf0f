// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>

#include <chrono>

namespace plantain::base {

/// Takes a lock between processes; blocks for `patience` at most. A lock whose holder died is taken
/// over at once, however young; one whose holder lives is left to it, however old. A file without a
/// holder's name is given up when it is a second old: whoever is killed while making it leaves it
/// like that, and QLockFile alone would wait for nobody. `lock.error()` says why not.
bool tryToLock(QLockFile& lock, std::chrono::milliseconds patience);

} // namespace plantain::base
