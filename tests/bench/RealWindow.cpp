// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/RealWindow.h"

#include "tests/bench/Measure.h"
#include "tests/support/PlantainCli.h"

#include <QFile>
#include <QTest>

#include <unistd.h>

namespace plantain::bench {

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

RealWindow::RealWindow(const testing::Desktop& desktop)
{
    QProcessEnvironment environment = desktop.environment();
    environment.insert(QStringLiteral("HOME"), m_home.path());
    environment.remove(QStringLiteral("XDG_DATA_HOME"));
    environment.remove(QStringLiteral("XDG_CONFIG_HOME"));
    // A screen reader's bridge is not what people usually run with.
    environment.remove(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"));
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(PLANTAIN_BENCH_PROBE));
    const QStringList arguments{QStringLiteral("--data-dir"),
                                m_home.filePath(QStringLiteral("data"))};
    m_process = std::make_unique<testing::ChildProcess>(testing::PlantainCli::executable(),
                                                        arguments, environment);
}

double RealWindow::start()
{
    const double begin = monotonicMs();
    m_process->start();
    m_process->waitForLine([](const QByteArray& line) { return line.contains("painted_ms"); });
    const QList<QJsonObject> lines = m_process->jsonLines();
    if (lines.isEmpty()) {
        std::fputs(m_process->transcript().c_str(), stderr);
        return -1;
    }
    return lines.last().value(QLatin1String("painted_ms")).toDouble() - begin;
}

double RealWindow::cpuMs() const
{
    const QByteArray stat = contents(QStringLiteral("/proc/%1/stat").arg(id()));
    // The name in parentheses may hold blanks: count from behind it.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const double ticks = fields.value(11).toDouble() + fields.value(12).toDouble();
    return ticks * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

bool RealWindow::waitUntilIdle()
{
    constexpr double quietMs = 1000;
    double cpu = cpuMs();
    double quietSince = monotonicMs();
    return QTest::qWaitFor(
        [&] {
            if (cpuMs() > cpu) {
                cpu = cpuMs();
                quietSince = monotonicMs();
            }
            return monotonicMs() - quietSince >= quietMs;
        },
        testing::processPatienceMs);
}

double RealWindow::mebibytes(const QByteArray& name) const
{
    const QList<QByteArray> lines =
        contents(QStringLiteral("/proc/%1/smaps_rollup").arg(id())).split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(name)) {
            return line.mid(name.size()).trimmed().split(' ').first().toDouble() / 1024;
        }
    }
    return 0;
}

} // namespace plantain::bench
