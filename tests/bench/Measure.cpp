// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"

#include "tests/support/ChildProcess.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace plantain::bench {

namespace {

double clockMs(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Nearest rank.
double quantile(std::vector<double> values, double share)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values.at(std::max<size_t>(rank, 1) - 1);
}

} // namespace

double processCpuMs()
{
    return clockMs(CLOCK_PROCESS_CPUTIME_ID);
}

double monotonicMs()
{
    return clockMs(CLOCK_MONOTONIC);
}

std::vector<Sample> measureRounds(int rounds, const std::function<void()>& work)
{
    work();
    std::vector<Sample> samples;
    for (int round = 0; round < rounds; ++round) {
        const double cpu = processCpuMs();
        const double wall = monotonicMs();
        work();
        samples.push_back({processCpuMs() - cpu, monotonicMs() - wall});
    }
    return samples;
}

bool runEventsUntil(const std::function<bool()>& done)
{
    QDeadlineTimer deadline(testing::processPatienceMs);
    // Wakes the loop when nothing else does.
    QTimer watchdog;
    watchdog.start(1000);
    QEventLoop loop;
    while (!done() && !deadline.hasExpired()) {
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    }
    return done();
}

double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

double percentile95(std::vector<double> values)
{
    return quantile(std::move(values), 0.95);
}

std::vector<double> cpuOf(const std::vector<Sample>& samples)
{
    std::vector<double> values;
    std::transform(samples.begin(), samples.end(), std::back_inserter(values),
                   [](const Sample& sample) { return sample.cpu; });
    return values;
}

std::vector<double> wallOf(const std::vector<Sample>& samples)
{
    std::vector<double> values;
    std::transform(samples.begin(), samples.end(), std::back_inserter(values),
                   [](const Sample& sample) { return sample.wall; });
    return values;
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

QJsonObject rowResult(const QString& bench, qint64 size, const std::vector<Sample>& samples,
                      const QJsonObject& more)
{
    QJsonObject result{{QStringLiteral("bench"), bench},
                       {QStringLiteral("size"), size},
                       {QStringLiteral("cpu_med"), rounded(median(cpuOf(samples)))},
                       {QStringLiteral("cpu_p95"), rounded(percentile95(cpuOf(samples)))},
                       {QStringLiteral("wall_med"), rounded(median(wallOf(samples)))},
                       {QStringLiteral("wall_p95"), rounded(percentile95(wallOf(samples)))}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        result.insert(it.key(), it.value());
    }
    return result;
}

} // namespace plantain::bench
