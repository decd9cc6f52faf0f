// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"
#include "tests/bench/RealWindow.h"
#include "tests/bench/Rows.h"
#include "tests/support/PlantainCli.h"

#include <memory>

namespace plantain::bench {

namespace {

std::unique_ptr<testing::Desktop> startDesktop()
{
    auto desktop = std::make_unique<testing::Desktop>();
    if (!desktop->start()) {
        std::fputs(desktop->problem().c_str(), stderr);
        return nullptr;
    }
    return desktop;
}

/// The part of a start that is not the window: loading, and ending at once.
double medianVersionMs(qint64 rounds)
{
    std::vector<double> times;
    for (qint64 round = 0; round < rounds; ++round) {
        testing::PlantainCli cli;
        const double begin = monotonicMs();
        const auto process = cli.start({QStringLiteral("--version")});
        (void)runEventsUntil([&process] { return !process->isRunning(); });
        times.push_back(monotonicMs() - begin);
    }
    return rounded(median(times));
}

} // namespace

Lines measureStart(qint64 rounds)
{
    const auto desktop = startDesktop();
    if (!desktop) {
        return std::nullopt;
    }
    std::vector<Sample> samples;
    // The first start reads the program from the disk and is not counted.
    for (qint64 round = 0; round <= rounds; ++round) {
        RealWindow window(*desktop);
        const double wall = window.start();
        if (wall < 0) {
            return std::nullopt;
        }
        if (round > 0) {
            samples.push_back({window.cpuMs(), wall});
        }
    }
    return QList<QJsonObject>{
        rowResult(QStringLiteral("start"), rounds, samples,
                  {{QStringLiteral("version_wall_med"), medianVersionMs(rounds)}})};
}

Lines measureMemory(qint64 rounds)
{
    const auto desktop = startDesktop();
    if (!desktop) {
        return std::nullopt;
    }
    std::vector<Sample> samples;
    std::vector<double> pss;
    std::vector<double> rss;
    std::vector<double> privateDirty;
    for (qint64 round = 0; round < rounds; ++round) {
        RealWindow window(*desktop);
        const double begin = monotonicMs();
        if (window.start() < 0 || !window.waitUntilIdle()) {
            return std::nullopt;
        }
        samples.push_back({window.cpuMs(), monotonicMs() - begin});
        pss.push_back(window.mebibytes("Pss:"));
        rss.push_back(window.mebibytes("Rss:"));
        privateDirty.push_back(window.mebibytes("Private_Dirty:"));
    }
    return QList<QJsonObject>{
        rowResult(QStringLiteral("memory"), rounds, samples,
                  {{QStringLiteral("pss_mb"), rounded(median(pss))},
                   {QStringLiteral("pss_mb_p95"), rounded(percentile95(pss))},
                   {QStringLiteral("rss_mb"), rounded(median(rss))},
                   {QStringLiteral("private_dirty_mb"), rounded(median(privateDirty))}})};
}

} // namespace plantain::bench
