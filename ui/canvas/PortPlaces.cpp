// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/PortPlaces.h"

#include "src/workflow/Connections.h"

#include <algorithm>

namespace plantain::ui {

namespace {

using workflow::PortSpec;

constexpr double firstPort = 51; ///< from the node's top
constexpr double portPitch = 26;
constexpr double portInset = 10; ///< the least from the node's bottom

/// The ports of a side: evenly, near the top where there is room.
void placePorts(const QList<PortSpec>& specs, bool isInput, const QRectF& rect, double first,
                std::vector<PortItem>& ports)
{
    const auto count = static_cast<double>(specs.size());
    double pitch = portPitch;
    const double last = rect.height() - portInset;
    if (first + pitch * (count - 1) > last) {
        first = std::min(first, std::max(portInset, last - pitch * (count - 1)));
        pitch = count > 1 ? std::max(0.0, last - first) / (count - 1) : 0;
    }
    const double x = isInput ? rect.left() : rect.right();
    double y = rect.top() + first;
    for (const PortSpec& spec : specs) {
        ports.push_back({spec, isInput, {x, y}});
        y += pitch;
    }
}

} // namespace

std::vector<PortItem> placedPorts(const workflow::Workflow& workflow, int node, const QRectF& rect)
{
    const QList<PortSpec> inputs = inputsOf(workflow, node);
    const QList<PortSpec> outputs = outputsOf(workflow, node);
    std::vector<PortItem> ports;
    ports.reserve(static_cast<std::size_t>(inputs.size() + outputs.size()));
    if (rect.height() <= CanvasScene::headerHeight) {
        const auto centred = [&rect](qsizetype count) {
            return rect.height() / 2 - 6 * static_cast<double>(count - 1);
        };
        placePorts(inputs, true, rect, centred(inputs.size()), ports);
        placePorts(outputs, false, rect, centred(outputs.size()), ports);
        return ports;
    }
    // An output stands in the middle of the inputs it is made from.
    const double middle =
        std::max(0.0, static_cast<double>(inputs.size() - outputs.size()) * portPitch / 2);
    placePorts(inputs, true, rect, firstPort, ports);
    placePorts(outputs, false, rect, firstPort + middle, ports);
    return ports;
}

} // namespace plantain::ui
