// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasState.h"
#include "ui/canvas/Gesture.h"

namespace plantain::workflow {
struct PortRef;
}

namespace plantain::ui {

struct PortItem;

/// The end of a wire that is held fast while the other one is dragged.
struct WireStart {
    int node = -1;
    int port = -1;       ///< among the scene's ports
    int pulledEdge = -1; ///< the wire whose other end was taken off
};

/// A wire dropped on nothing: what it hangs on, and where the rest of the story happens.
struct LooseWire {
    WireStart start;
    QPointF view;
};

/// Drags one end of a wire: a new one from a port, or an old one off its port. It snaps to the
/// nearest port that takes it; a node takes it with its first fitting port; a port that does not
/// says why.
class WireGesture final : public Gesture
{
public:
    /// `dropped` is called for a new wire that is let go over the empty canvas.
    WireGesture(const CanvasContext& context, const WireStart& start,
                std::function<void(const LooseWire&)> dropped);
    void move(const Pointer& pointer) override;
    void finish(const Pointer& pointer) override;

    /// What a drag from this port takes: of a connected input that takes one wire, that wire.
    static WireStart startAtPort(const CanvasContext& context, int node, int port);
    /// Takes the end of the wire off that is nearer to `world`.
    static WireStart startAtWire(const CanvasContext& context, int edge, QPointF world);

private:
    using Target = std::pair<int, int>;

    std::optional<Target> snapAt(QPointF world) const;
    std::optional<Target> fittingPortOf(int node) const;
    std::optional<Target> targetAt(QPointF view) const;
    base::Result<workflow::WorkflowEdit> connectTo(const Target& target) const;
    /// Empty: it may be connected.
    QString refusal(const Target& target) const;
    bool isWhereItWas(const Target& target) const;
    void connect(const Target& target) const;
    void drop(const Pointer& pointer) const;

    const CanvasContext& m_context;
    WireStart m_start;
    std::function<void(const LooseWire&)> m_dropped;
};

const PortItem& portAt(const CanvasContext& context, int node, int port);
workflow::PortRef portRef(const CanvasContext& context, int node, int port);

} // namespace plantain::ui
