// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"
#include "tests/bench/Rows.h"

#include "src/workflow/NewItems.h"
#include "src/workflow/WorkflowFile.h"
#include "ui/document/WorkflowDocument.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace plantain::bench {

using namespace workflow;

namespace {

constexpr int rounds = 15;
constexpr int pictureRounds = 3;
constexpr qint64 pictureBytesOfANode = 40'000; ///< with the usual 5,000 nodes: a file of 200 MB
constexpr qint64 bytesOfAPicture = 10'000'000;
constexpr double bytesPerMegabyte = 1e6;

/// Prompts and models in turn, each fed by the one before it.
WorkflowContent chain(qint64 count)
{
    const QString text =
        QStringLiteral("A market stall at dawn, light through canvas. ").repeated(8);
    WorkflowContent content;
    for (qint64 i = 0; i < count; ++i) {
        const QString id = QString::number(i);
        const QPointF position(static_cast<double>(i % 100) * 300,
                               static_cast<double>(i / 100) * 240);
        const bool isPrompt = i % 2 == 0;
        content.nodes.push_back(
            makeNode(isPrompt ? NodeKind::Prompt : NodeKind::LlmGenerate, id, position,
                     {{isPrompt ? QStringLiteral("prompt") : QStringLiteral("outputText"), text}}));
        if (i > 0) {
            const QString port = QStringLiteral("text");
            content.edges.push_back(makeEdge(QStringLiteral("edge-") + id,
                                             {QString::number(i - 1), port}, {id, port}, i));
        }
    }
    return content;
}

WorkflowContent pictures(qint64 bytes)
{
    WorkflowContent content;
    for (qint64 left = bytes; left > 0; left -= bytesOfAPicture) {
        const QString data(std::min(left, bytesOfAPicture), QLatin1Char('A'));
        content.nodes.push_back(
            makeNode(NodeKind::Image, QString::number(left), {},
                     {{QStringLiteral("image"), QStringLiteral("data:image/png;base64,") + data}}));
    }
    return content;
}

/// CPU of this thread. Milliseconds.
double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// How long the window could not have answered at its worst: the most work between two turns of the
/// event loop.
class LongestTurn
{
public:
    LongestTurn()
    {
        QObject::connect(&m_timer, &QTimer::timeout, [this] {
            const double now = threadCpuMs();
            m_longest = std::max(m_longest, now - m_last);
            m_last = now;
        });
        m_timer.start(1);
    }
    double ms() const { return m_longest; }

private:
    QTimer m_timer;
    double m_last = threadCpuMs();
    double m_longest = 0;
};

struct PictureFile {
    double megabytes = 0;
    std::vector<Sample> opening;
    std::vector<Sample> saving;
    double longestTurn = 0;
};

/// Opens and saves in a real document, as the window does.
std::optional<PictureFile> measurePictures(qint64 bytes)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pictures.plantain"));
    if (!writeWorkflow(pictures(bytes), path, ImageStorage::Embedded)) {
        return std::nullopt;
    }
    ui::WorkflowDocument document;
    bool failed = false;
    const auto note = [&failed](const QString&, const std::optional<base::Error>& error) {
        failed = failed || error.has_value();
    };
    QObject::connect(&document, &ui::WorkflowDocument::opened, &document, note);
    QObject::connect(&document, &ui::WorkflowDocument::saved, &document, note);
    const auto waitForEnd = [&document, &failed] {
        failed = !runEventsUntil([&document] { return !document.isBusy(); }) || failed;
    };
    const LongestTurn turn;
    PictureFile result;
    result.opening = measureRounds(pictureRounds, [&] {
        document.open(path);
        waitForEnd();
    });
    result.saving = measureRounds(pictureRounds, [&] {
        document.save(path);
        waitForEnd();
    });
    result.longestTurn = turn.ms();
    result.megabytes = static_cast<double>(QFileInfo(path).size()) / bytesPerMegabyte;
    return failed ? std::nullopt : std::optional(result);
}

} // namespace

Lines measureFiles(qint64 nodes)
{
    const QByteArray json = serializeWorkflow(chain(nodes));
    WorkflowContent content;
    const auto parsing = measureRounds(rounds, [&] {
        auto parsed = parseWorkflow(json);
        content = parsed ? std::move(parsed.value()) : WorkflowContent();
    });
    QByteArray written;
    const auto writing = measureRounds(rounds, [&] { written = serializeWorkflow(content); });
    const auto pictureFile = measurePictures(nodes * pictureBytesOfANode);
    if (written != json || !pictureFile) {
        std::fputs("a file did not come back as it was\n", stderr);
        return std::nullopt;
    }
    return QList<QJsonObject>{rowResult(
        QStringLiteral("files"), nodes, parsing,
        {{QStringLiteral("file_mb"), rounded(static_cast<double>(json.size()) / bytesPerMegabyte)},
         {QStringLiteral("write_cpu_med"), rounded(median(cpuOf(writing)))},
         {QStringLiteral("write_wall_med"), rounded(median(wallOf(writing)))},
         {QStringLiteral("picture_file_mb"), rounded(pictureFile->megabytes)},
         {QStringLiteral("picture_open_wall_med"), rounded(median(wallOf(pictureFile->opening)))},
         {QStringLiteral("picture_save_wall_med"), rounded(median(wallOf(pictureFile->saving)))},
         {QStringLiteral("picture_longest_turn_cpu"), rounded(pictureFile->longestTurn)}})};
}

} // namespace plantain::bench
