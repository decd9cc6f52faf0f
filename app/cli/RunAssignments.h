// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/CommandLine.h"
#include "src/workflow/Workflow.h"

namespace plantain::app {

/// Reads `NODE.FIELD=VALUE`. The field is what stands behind the last dot before the equals sign,
/// so that a title may hold dots. Errors: InvalidInput.
base::Result<Assignment> parseAssignment(const QString& text);

/// The id of a node that is named by its id, else by its title. Errors: InvalidInput when there is
/// none, or several.
base::Result<QString> findNode(const workflow::Workflow& workflow, const QString& name);

/// Writes a value into a node's data, as the type that the field has. `image` of an Image node
/// names a file, which is read. Errors: InvalidInput (no such node or field, a value that does not
/// fit, a file that is no picture).
base::Status assign(workflow::Workflow& workflow, const Assignment& assignment);

} // namespace plantain::app
