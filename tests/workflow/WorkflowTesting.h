// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Edits.h"
#include "src/workflow/NewItems.h"
#include "src/workflow/Workflow.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

namespace plantain::testing {

/// The time that edges are made at, unless a test says otherwise.
inline constexpr qint64 noon = 1'795'000'000'000;

/// A workflow that is built by the edits that people make.
class Bench
{
public:
    QString add(workflow::NodeKind kind, QPointF position = {}, const QJsonObject& data = {})
    {
        const auto edit = workflow::edits::addNode(workflow, kind, position, data);
        workflow.apply(edit);
        return edit.nodes.inserted.front().item.id;
    }
    /// The new edge's id; empty when it was refused.
    QString connect(const QString& source, const QString& target,
                    const QString& port = QStringLiteral("text"))
    {
        const auto edit =
            workflow::edits::connectPorts(workflow, {source, port}, {target, port}, {}, noon);
        if (!edit) {
            return {};
        }
        workflow.apply(*edit);
        return edit->edges.inserted.front().item.id;
    }
    QString group(const QStringList& nodes)
    {
        const auto edit = workflow::edits::groupNodes(workflow, nodes);
        workflow.apply(edit);
        return edit.groups.inserted.front().item.id;
    }
    const workflow::Node& node(const QString& id) const { return *workflow.node(id); }

    workflow::Workflow workflow;
};

inline workflow::Node nodeWith(workflow::NodeKind kind, const QJsonObject& data)
{
    return workflow::makeNode(kind, QStringLiteral("node-1"), {}, data);
}

} // namespace plantain::testing
