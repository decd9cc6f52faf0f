// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/PortMenu.h"

#include "src/workflow/Edits.h"
#include "ui/canvas/AddNodePalette.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/NewNodes.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::ui {

using workflow::NodeKind;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::PortMenu)
};

bool hasPort(const QList<workflow::PortSpec>& ports, workflow::PortType type)
{
    return type != workflow::PortType::Other &&
           std::any_of(ports.begin(), ports.end(),
                       [type](const workflow::PortSpec& port) { return port.type == type; });
}

/// What most people want next comes first.
int rank(NodeKind kind, bool fromOutput)
{
    if (fromOutput) {
        return kind == NodeKind::LlmGenerate ? 0 : kind == NodeKind::Output ? 1 : 2;
    }
    return kind == NodeKind::Prompt || kind == NodeKind::Image ? 0 : 1;
}

/// The wire stays drawn until the question is answered.
void showDraft(const CanvasContext& context, const LooseWire& wire)
{
    CanvasOverlay overlay;
    overlay.wire = CanvasOverlay::Wire{
        wire.start.node, wire.start.port, context.toWorld(wire.view), {}, wire.start.pulledEdge};
    context.canvas.setOverlay(overlay);
}

} // namespace

QList<NodeKind> fittingKinds(workflow::PortType type, bool fromOutput)
{
    QList<NodeKind> kinds;
    for (const workflow::NodeType& each : workflow::nodeTypes()) {
        if (hasPort(fromOutput ? each.inputs : each.outputs, type)) {
            kinds << each.kind;
        }
    }
    std::stable_sort(kinds.begin(), kinds.end(), [fromOutput](NodeKind one, NodeKind other) {
        return rank(one, fromOutput) < rank(other, fromOutput);
    });
    return kinds;
}

SearchPopup* openPortMenu(const CanvasContext& context, const LooseWire& wire)
{
    const PortItem& port = portAt(context, wire.start.node, wire.start.port);
    const QList<NodeKind> kinds = fittingKinds(port.spec.type, !port.isInput);
    if (kinds.isEmpty()) {
        context.announce(Text::tr("No node takes a wire of this type."));
        return nullptr;
    }
    QList<SearchPopup::Entry> entries;
    for (const NodeKind kind : kinds) {
        entries << entryFor(kind);
    }
    const QString type = workflow::displayName(port.spec.type);
    auto* popup = new SearchPopup(port.isInput ? Text::tr("Add a source of %1").arg(type)
                                               : Text::tr("Add a target for %1").arg(type),
                                  entries, &context.canvas);
    const workflow::PortRef from = portRef(context, wire.start.node, wire.start.port);
    const QPointF world = context.toWorld(wire.view);
    QObject::connect(popup, &SearchPopup::closed, popup,
                     [&context] { context.canvas.setOverlay({}); });
    QObject::connect(popup, &SearchPopup::taken, popup,
                     [&context, kinds, from, world, fromOutput = !port.isInput](int place) {
                         const NodeKind kind = kinds.at(place);
                         const auto edit = workflow::edits::addConnectedNode(
                             context.workflow(), kind, world, from, fromOutput);
                         if (!edit) {
                             context.announce(edit.error().message);
                             return;
                         }
                         context.performInsertion(*edit, addStepName(kind));
                     });
    // What the draft hangs on is named by its place.
    QObject::connect(&context.workflow(), &workflow::Workflow::changed, popup,
                     [popup](const workflow::WorkflowEdit& edit) {
                         if (edit.changesStructure()) {
                             popup->dismiss();
                         }
                     });
    QObject::connect(&context.workflow(), &workflow::Workflow::wasReset, popup,
                     &SearchPopup::dismiss);
    popup->openAt(wire.view);
    showDraft(context, wire);
    return popup;
}

} // namespace plantain::ui
