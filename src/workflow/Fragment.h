// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/workflow/Workflow.h"

#include <QStringList>

namespace plantain::workflow {

/// A part of a workflow on its way through the clipboard: nodes, the edges among them and, when
/// asked for, the edges that come into them from outside. JSON in the file's own format, so that it
/// can also be pasted as text.
struct Fragment {
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<Group> groups; ///< those all of whose nodes are copied

    bool isEmpty() const { return nodes.empty(); }
    bool operator==(const Fragment&) const = default;
};

inline constexpr QLatin1String fragmentMimeType{"application/x-plantain-workflow+json"};

Fragment copyOf(const Workflow& workflow, const QStringList& nodeIds, bool withInputs = false);
QByteArray toJson(const Fragment& fragment);
/// Also takes a whole workflow file. Errors: InvalidInput with the path of what is wrong.
base::Result<Fragment> fragmentFromJson(const QByteArray& json);

/// Puts the fragment in with new ids, its nodes' bounds with their top left at `position`. Edges
/// from outside are kept where their source exists. The new nodes are `nodes.inserted`.
WorkflowEdit pasteEdit(const Workflow& workflow, const Fragment& fragment, QPointF position);

} // namespace plantain::workflow
