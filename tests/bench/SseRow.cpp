// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"
#include "tests/bench/Rows.h"

#include "src/net/SseParser.h"
#include "tests/support/PeerProcess.h"

#include <QFileInfo>
#include <QTemporaryFile>

#include <cstring>

namespace plantain::bench {

namespace {

constexpr int rounds = 15;
constexpr qsizetype chunkBytes = 16'384; ///< what a read from a socket gives
constexpr double bytesPerMiB = 1024 * 1024;

/// An answer as the Responses API streams it, again and again up to that length.
QByteArray stream(qint64 mebibytes)
{
    const auto bytes = static_cast<qsizetype>(mebibytes * 1024 * 1024);
    QByteArray text;
    text.reserve(bytes + 512);
    for (int number = 0; text.size() < bytes; ++number) {
        text += "event: response.output_text.delta\n"
                "data: {\"type\":\"response.output_text.delta\",\"sequence_number\":" +
                QByteArray::number(number) +
                ",\"item_id\":\"msg_0123456789abcdef\",\"output_index\":0,\"content_index\":0,"
                "\"delta\":\" word — 語\"}\n\n";
    }
    return text;
}

void parse(const QByteArray& text, qint64& dataBytes)
{
    net::SseParser parser(
        [&dataBytes](const net::SseEvent& event) { dataBytes += event.data.size(); });
    for (qsizetype at = 0; at < text.size(); at += chunkBytes) {
        parser.feed(QByteArrayView(text).sliced(at, std::min(chunkBytes, text.size() - at)));
    }
    parser.finish();
}

/// The floor: looking at every byte for line ends, and nothing else.
void countLines(const QByteArray& text, qint64& lines)
{
    const char* at = text.constData();
    const char* const end = at + text.size();
    while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at))))) {
        ++lines;
        ++at;
    }
}

double mebibytesPerSecond(const QByteArray& text, const std::vector<Sample>& samples)
{
    const double seconds = median(cpuOf(samples)) / 1000;
    return rounded(static_cast<double>(text.size()) / bytesPerMiB / seconds);
}

/// npm's eventsource-parser over the same bytes, in its own process; null where it is not
/// installed.
QJsonValue eventsourceParser(const QByteArray& text)
{
    if (!QFileInfo::exists(testing::peersNode())) {
        return QJsonValue::Null;
    }
    QTemporaryFile file;
    if (!file.open() || file.write(text) != text.size() || !file.flush()) {
        return QJsonValue::Null;
    }
    testing::ChildProcess node(testing::peersNode(),
                               {testing::peersFolder() + QStringLiteral("/sse-bench.mjs"),
                                file.fileName(), QString::number(chunkBytes),
                                QString::number(rounds)},
                               QProcessEnvironment::systemEnvironment());
    node.start();
    if (!node.waitForEnd() || node.jsonLines().isEmpty()) {
        std::fputs(node.transcript().c_str(), stderr);
        return QJsonValue::Null;
    }
    return node.jsonLines().last().value(QLatin1String("mb_per_s"));
}

} // namespace

Lines measureSse(qint64 mebibytes)
{
    const QByteArray text = stream(mebibytes);
    qint64 dataBytes = 0;
    qint64 lines = 0;
    const auto ours = measureRounds(rounds, [&] { parse(text, dataBytes); });
    const auto floor = measureRounds(rounds, [&] { countLines(text, lines); });
    if (dataBytes == 0 || lines == 0) {
        std::fputs("nothing was parsed\n", stderr);
        return std::nullopt;
    }
    return QList<QJsonObject>{
        rowResult(QStringLiteral("sse"), mebibytes, ours,
                  {{QStringLiteral("mb_per_s"), mebibytesPerSecond(text, ours)},
                   {QStringLiteral("memchr_mb_per_s"), mebibytesPerSecond(text, floor)},
                   {QStringLiteral("eventsource_parser_mb_per_s"), eventsourceParser(text)}})};
}

} // namespace plantain::bench
