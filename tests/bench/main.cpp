// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Rows.h"

#include <QApplication>
#include <QJsonDocument>

#include <array>
#include <cstdio>

using namespace plantain::bench;

namespace {

struct Row {
    const char* name;
    qint64 usualSize;
    const char* unit; ///< what the size counts
    const char* what;
    Lines (*measure)(qint64 size);
};

constexpr std::array rows{
    Row{"sse", 16, "MiB of stream", "parsing server-sent events", measureSse},
    Row{"latency", 200, "deltas", "from a delta on the socket to its text in the inspector",
        measureLatency},
    Row{"refresh", 1000, "waiting callers", "one refresh for all who wait for a token",
        measureRefresh},
    Row{"start", 10, "starts", "from the start of the program to its first paint", measureStart},
    Row{"memory", 3, "starts", "proportional memory (PSS) of an idle window", measureMemory},
    Row{"run", 10'000, "nodes", "a chain of models planned and run on an instant provider",
        measureRun},
    Row{"files", 5000, "nodes", "reading and writing a workflow, and one with large pictures",
        measureFiles},
    Row{"canvas", 5000, "nodes", "a frame of each gesture on the canvas, a line for each gesture",
        measureCanvas},
    Row{"load", 5000, "nodes", "from a file to its first picture on the canvas", measureLoad},
    Row{"delete", 500, "nodes",
        "deleting nodes of a workflow of 5,000 and undoing that, each painted", measureDelete},
    Row{"stream", 10, "nodes that stream", "a frame while 16,000 tokens a second arrive",
        measureStream},
};

void print(const QJsonObject& line)
{
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

int listRows()
{
    for (const Row& row : rows) {
        print({{QStringLiteral("bench"), QLatin1String(row.name)},
               {QStringLiteral("size"), row.usualSize},
               {QStringLiteral("unit"), QLatin1String(row.unit)},
               {QStringLiteral("what"), QLatin1String(row.what)}});
    }
    return 0;
}

int usage()
{
    std::fputs("usage: plantain_bench --list | ROW [SIZE]\n", stderr);
    return 2;
}

int runRow(const QString& name, const QString& sizeText)
{
    for (const Row& row : rows) {
        if (name != QLatin1String(row.name)) {
            continue;
        }
        bool ok = true;
        const qint64 size = sizeText.isEmpty() ? row.usualSize : sizeText.toLongLong(&ok);
        if (!ok || size < 1) {
            return usage();
        }
        const Lines lines = row.measure(size);
        for (const QJsonObject& line : lines.value_or(QList<QJsonObject>())) {
            print(line);
        }
        return lines ? 0 : 1;
    }
    return usage();
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2 || arguments.size() > 3) {
        return usage();
    }
    return arguments.at(1) == QLatin1String("--list") ? listRows()
                                                      : runRow(arguments.at(1), arguments.value(2));
}
