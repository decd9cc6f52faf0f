// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/WorkflowFile.h"
#include "tests/bench/CanvasBench.h"
#include "tests/bench/Rows.h"

#include <QFile>

namespace plantain::bench {

namespace {

constexpr int rounds = 9;

bool write(const QString& path, const workflow::WorkflowContent& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(workflow::serializeWorkflow(content)) > 0;
}

/// From nothing to the whole workflow in view.
bool load(CanvasBench& bench, const QString& path, std::vector<Sample>& samples)
{
    bench.world().document.clear();
    bench.settle();
    bool isOpen = false;
    const auto opened = QObject::connect(&bench.world().document, &ui::WorkflowDocument::opened,
                                         [&](const QString&, const auto& error) {
                                             isOpen = !error.has_value();
                                             bench.canvas().showAll();
                                         });
    const double cpu = processCpuMs();
    const double wall = monotonicMs();
    bench.world().document.open(path);
    const bool came = runEventsUntil([&] { return isOpen; });
    const int painted = bench.paints().count();
    const bool isPainted = came && runEventsUntil([&] { return bench.paints().count() > painted; });
    samples.push_back({processCpuMs() - cpu, monotonicMs() - wall});
    QObject::disconnect(opened);
    return isPainted;
}

} // namespace

Lines measureLoad(qint64 nodes)
{
    CanvasBench bench;
    const LargeWorkflow made = largeWorkflow(static_cast<int>(nodes));
    const QString path = bench.world().folder.filePath(QStringLiteral("large.plantain"));
    if (!write(path, made.content) || !bench.show()) {
        std::fputs("the file or the window does not come\n", stderr);
        return std::nullopt;
    }
    std::vector<Sample> samples;
    for (int round = 0; round <= rounds; ++round) {
        if (!load(bench, path, samples)) {
            std::fputs("the workflow does not load\n", stderr);
            return std::nullopt;
        }
    }
    samples.erase(samples.begin()); // reads the program's own pages
    return QList<QJsonObject>{
        rowResult(QStringLiteral("load"), nodes, samples,
                  {{QStringLiteral("edges"), static_cast<qint64>(made.content.edges.size())},
                   {QStringLiteral("wall_min"), rounded(least(wallOf(samples)))},
                   {QStringLiteral("rss_mb"), residentMebibytes()}})};
}

} // namespace plantain::bench
