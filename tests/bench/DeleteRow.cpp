// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/CanvasBench.h"
#include "tests/bench/Rows.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasInput.h"

#include <algorithm>

namespace plantain::bench {

namespace {

constexpr int rounds = 9;
constexpr int allNodes = 5000;

using Command = ui::CanvasActions::Command;

bool performAndPaint(CanvasBench& bench, Command command)
{
    const int painted = bench.paints().count();
    bench.canvas().input().actions().action(command)->trigger();
    return runEventsUntil([&] { return bench.paints().count() > painted; });
}

/// The nodes that are deleted, from the middle: with wires to those that stay.
QSet<QString> chosen(const workflow::WorkflowContent& content, qint64 count)
{
    QSet<QString> ids;
    const auto all = static_cast<qint64>(content.nodes.size());
    for (qint64 i = (all - count) / 2; ids.size() < count; ++i) {
        ids << content.nodes[static_cast<std::size_t>(i)].id;
    }
    return ids;
}

} // namespace

Lines measureDelete(qint64 nodes)
{
    CanvasBench bench;
    const LargeWorkflow made = largeWorkflow(std::max(allNodes, static_cast<int>(nodes)));
    bench.world().document.workflow().reset(made.content);
    if (!bench.show()) {
        std::fputs("the window does not come\n", stderr);
        return std::nullopt;
    }
    bench.canvas().showAll();
    std::vector<Sample> samples;
    for (int round = 0; round <= rounds; ++round) {
        bench.canvas().selection().setNodes(chosen(made.content, nodes));
        bench.settle();
        const double cpu = processCpuMs();
        const double wall = monotonicMs();
        if (!performAndPaint(bench, Command::Delete) || !performAndPaint(bench, Command::Undo)) {
            std::fputs("the canvas is not painted\n", stderr);
            return std::nullopt;
        }
        samples.push_back({processCpuMs() - cpu, monotonicMs() - wall});
    }
    samples.erase(samples.begin()); // fills the caches of the painter
    return QList<QJsonObject>{
        rowResult(QStringLiteral("delete"), nodes, samples,
                  {{QStringLiteral("nodes"), static_cast<qint64>(made.content.nodes.size())},
                   {QStringLiteral("edges"), static_cast<qint64>(made.content.edges.size())},
                   {QStringLiteral("wall_min"), rounded(least(wallOf(samples)))}})};
}

} // namespace plantain::bench
