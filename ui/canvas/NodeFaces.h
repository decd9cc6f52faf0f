// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"
#include "ui/canvas/NodeFace.h"

#include <QObject>

#include <memory>

namespace plantain::ui {

/// The colour that stands for a kind of node.
theme::ColorRole kindColor(workflow::NodeKind kind);

/// The faces of all nodes, made when asked for and kept until something they tell differs. A node
/// that streams changes its face at most ten times a second.
class NodeFaces : public QObject
{
    Q_OBJECT

public:
    static constexpr int streamingUpdatesPerSecond = 10;

    explicit NodeFaces(const EditorServices& services, QObject* parent = nullptr);
    ~NodeFaces() override;

    /// Valid until the next call.
    const NodeFace& face(int nodeIndex) const;
    /// The last run of the node failed; fast.
    bool hasFailed(int nodeIndex) const;
    /// What stands for a node from afar: its kind, or that it failed in this session; fast.
    theme::ColorRole farColor(int nodeIndex) const;

signals:
    /// Faces of these nodes (places in nodes()) have to be drawn anew; of all when empty.
    void changed(const QList<int>& nodes);
    /// The wires that begin at this node (place in nodes()) may look different.
    void wiresChanged(int node);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
