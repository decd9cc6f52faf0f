// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"

namespace plantain::ui {

/// Places of all nodes in the order in which Tab visits them: sources before what depends on them,
/// else from left to right and top to bottom. Nodes in a loop come last.
std::vector<int> flowOrder(const workflow::Workflow& workflow);

enum class Direction { Left, Right, Up, Down };
/// The node that lies nearest in a direction, straight ahead before aside; -1: none.
int nearestInDirection(const workflow::Workflow& workflow, int from, Direction direction);

} // namespace plantain::ui
