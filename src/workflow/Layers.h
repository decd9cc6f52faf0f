// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Workflow.h"

#include <QStringList>

namespace plantain::workflow {

/// Columns from left to right by the longest way that leads to a node, each sorted so that few
/// edges cross; of all nodes when none is named. A group that comes along whole is moved as one.
/// The bounds' top left stays. Loops are cut somewhere.
WorkflowEdit layersEdit(const Workflow& workflow, const QStringList& nodeIds);

} // namespace plantain::workflow
