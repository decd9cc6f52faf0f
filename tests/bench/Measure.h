// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace plantain::bench {

/// One round. Milliseconds.
struct Sample {
    double cpu = 0;
    double wall = 0;
};

/// Time of this process's CPUs, all threads. Milliseconds.
double processCpuMs();
/// Monotonic, the same clock for every process of the machine. Milliseconds.
double monotonicMs();

/// Runs `work` once for each round, after one that does not count.
std::vector<Sample> measureRounds(int rounds, const std::function<void()>& work);

/// Runs the event loop until `done`, asleep only while there is nothing to do: QTest::qWaitFor
/// looks every 10 ms, which would be measured, too. False after a generous time.
bool runEventsUntil(const std::function<bool()>& done);

double median(std::vector<double> values);
/// The value that 95 of 100 stay below or reach.
double percentile95(std::vector<double> values);
std::vector<double> cpuOf(const std::vector<Sample>& samples);
std::vector<double> wallOf(const std::vector<Sample>& samples);

/// What a row prints: the fields every row has, and its own.
QJsonObject rowResult(const QString& bench, qint64 size, const std::vector<Sample>& samples,
                      const QJsonObject& more = {});

/// Rounded to a thousandth: more digits than a measurement has would only look exact.
double rounded(double value);

} // namespace plantain::bench
