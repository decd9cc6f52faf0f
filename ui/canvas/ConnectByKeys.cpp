// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/ConnectByKeys.h"

#include "src/workflow/Connections.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/NewNodes.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/canvas/SearchPopup.h"
#include "ui/canvas/WireGesture.h"
#include "ui/theme/Icons.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::ConnectByKeys)
};

struct Candidate {
    workflow::PortRef ref;
    int node;
    double distance;
};

QString portName(const PortItem& port)
{
    const QString type = workflow::displayName(port.spec.type);
    return port.isInput ? Text::tr("Input: %1").arg(type) : Text::tr("Output: %1").arg(type);
}

base::Status check(const workflow::Workflow& workflow, const workflow::PortRef& one, bool isInput,
                   const workflow::PortRef& other)
{
    return isInput ? workflow::checkConnection(workflow, other, one)
                   : workflow::checkConnection(workflow, one, other);
}

/// Of the right side and type, the nearest first.
std::vector<Candidate> portsOfType(const CanvasContext& context, int node, const PortItem& from)
{
    std::vector<Candidate> found;
    const auto count = static_cast<int>(context.workflow().nodes().size());
    for (int other = 0; other < count; ++other) {
        for (const PortItem& port : context.scene().ports(other)) {
            if (other != node && port.isInput != from.isInput && port.spec.type == from.spec.type) {
                found.push_back({{context.node(other).id, port.spec.id},
                                 other,
                                 QLineF(from.center, port.center).length()});
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Candidate& one, const Candidate& other) {
        return one.distance < other.distance;
    });
    return found;
}

/// Each check looks for a cycle, so in a large workflow only the nearest are offered.
std::vector<Candidate> candidates(const CanvasContext& context, int node, const PortItem& from,
                                  const workflow::PortRef& ref)
{
    constexpr std::size_t most = 200;
    std::vector<Candidate> fitting;
    for (const Candidate& each : portsOfType(context, node, from)) {
        if (fitting.size() == most) {
            break;
        }
        if (check(context.workflow(), ref, from.isInput, each.ref).ok()) {
            fitting.push_back(each);
        }
    }
    return fitting;
}

SearchPopup* openAtNode(const CanvasContext& context, int node, const QString& title,
                        const QList<SearchPopup::Entry>& entries)
{
    auto* popup = new SearchPopup(title, entries, &context.canvas);
    const QRectF rect = context.canvas.viewport().toView(context.scene().nodeRect(node));
    popup->openAt({rect.right() + 16, rect.top()});
    return popup;
}

/// Ids, not places: the workflow may change while the list is open.
void chooseTarget(const CanvasContext& context, int node, int portPlace)
{
    const PortItem from = portAt(context, node, portPlace);
    const workflow::PortRef ref = portRef(context, node, portPlace);
    const std::vector<Candidate> found = candidates(context, node, from, ref);
    if (found.empty()) {
        context.announce(from.isInput ? Text::tr("No output fits this input.")
                                      : Text::tr("No input takes this output."));
        return;
    }
    QList<SearchPopup::Entry> entries;
    QList<workflow::PortRef> targets;
    for (const Candidate& each : found) {
        const workflow::Node& other = context.node(each.node);
        entries << SearchPopup::Entry{workflow::titleOf(other), workflow::ownText(other).left(20),
                                      theme::icon(theme::Icon::Dot, kindColor(other.kind)),
                                      workflow::ownText(other).left(200)};
        targets << each.ref;
    }
    SearchPopup* popup = openAtNode(
        context, node, from.isInput ? Text::tr("Connect from") : Text::tr("Connect to"), entries);
    QObject::connect(popup, &SearchPopup::taken, popup,
                     [&context, ref, targets, isInput = from.isInput](int place) {
                         const workflow::PortRef& target = targets.at(place);
                         const auto edit =
                             isInput
                                 ? workflow::edits::connectPorts(context.workflow(), target, ref)
                                 : workflow::edits::connectPorts(context.workflow(), ref, target);
                         context.perform(edit, Text::tr("Connect"));
                     });
}

} // namespace

void openConnectByKeys(const CanvasContext& context, const QString& nodeId)
{
    const int node = context.workflow().nodeIndex(nodeId);
    if (node < 0) {
        return;
    }
    const auto count = static_cast<int>(context.scene().ports(node).size());
    if (count == 0) {
        context.announce(Text::tr("%1 has no ports.").arg(workflow::titleOf(context.node(node))));
        return;
    }
    if (count == 1) {
        chooseTarget(context, node, 0);
        return;
    }
    QList<SearchPopup::Entry> entries;
    for (int port = 0; port < count; ++port) {
        const PortItem& item = portAt(context, node, port);
        const auto color = item.spec.type == workflow::PortType::Image ? theme::ColorRole::ImagePort
                                                                       : theme::ColorRole::TextPort;
        entries << SearchPopup::Entry{portName(item), {}, theme::icon(theme::Icon::Dot, color), {}};
    }
    SearchPopup* popup = openAtNode(
        context, node, Text::tr("Connect %1").arg(workflow::titleOf(context.node(node))), entries);
    QObject::connect(popup, &SearchPopup::taken, popup, [&context, nodeId](int place) {
        const int index = context.workflow().nodeIndex(nodeId);
        if (index >= 0 && place < static_cast<int>(context.scene().ports(index).size())) {
            chooseTarget(context, index, place);
        }
    });
}

} // namespace plantain::ui
