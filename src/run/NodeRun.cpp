// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/NodeRun.h"

#include <array>

namespace plantain::run {

using namespace Qt::StringLiterals;

QString toString(NodeState state)
{
    static constexpr std::array words{"idle"_L1,      "waiting"_L1, "running"_L1,
                                      "completed"_L1, "cached"_L1,  "skipped"_L1,
                                      "paused"_L1,    "failed"_L1,  "stopped"_L1};
    static_assert(words.size() == static_cast<std::size_t>(NodeState::Stopped) + 1);
    return words.at(static_cast<std::size_t>(state));
}

} // namespace plantain::run
