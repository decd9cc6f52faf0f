// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Folders.h"

#include "src/net/SseParser.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace plantain::net;

namespace {

struct Event {
    QString type;
    QString data;
    bool operator==(const Event&) const = default;
};

void PrintTo(const Event& event, std::ostream* out)
{
    *out << event.type.toStdString() << "|" << event.data.left(80).toStdString();
}

/// What comes out when `bytes` arrive in pieces of `size`; unfinished events are left out.
std::vector<Event> parsed(const QByteArray& bytes, qsizetype size)
{
    std::vector<Event> events;
    SseParser parser([&events](const SseEvent& event) {
        if (!event.unfinished) {
            events.push_back({QString::fromUtf8(event.type), QString::fromUtf8(event.data)});
        }
    });
    for (qsizetype at = 0; at < bytes.size(); at += size) {
        const QByteArray piece = bytes.mid(at, size); // its own memory: stale views would show
        parser.feed(piece);
    }
    parser.finish();
    return events;
}

std::vector<Event> parsedWhole(const QByteArray& bytes)
{
    return parsed(bytes, std::max<qsizetype>(bytes.size(), 1));
}

std::vector<Event> datas(std::initializer_list<const char*> texts)
{
    std::vector<Event> events;
    for (const char* text : texts) {
        events.push_back({{}, QString::fromUtf8(text)});
    }
    return events;
}

QJsonArray vectors()
{
    QFile file(plantain::testing::inSource(QStringLiteral("tests/net/data/sse-vectors.json")));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).array();
}

std::vector<Event> expectedOf(const QJsonObject& vector)
{
    std::vector<Event> events;
    for (const QJsonValue& event : vector[QStringLiteral("events")].toArray()) {
        events.push_back(
            {event[QStringLiteral("event")].toString(), event[QStringLiteral("data")].toString()});
    }
    return events;
}

} // namespace

TEST(SseParser, T01_T19_AllVectorsInPiecesOfAnySize)
{
    const QJsonArray all = vectors();
    ASSERT_EQ(all.size(), 38);
    for (const QJsonValue& value : all) {
        const QJsonObject vector = value.toObject();
        const QByteArray bytes =
            QByteArray::fromBase64(vector[QStringLiteral("b64")].toString().toLatin1());
        const std::vector<Event> expected = expectedOf(vector);
        for (const qsizetype size :
             {bytes.size() + 1, qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7)}) {
            EXPECT_EQ(parsed(bytes, size), expected)
                << vector[QStringLiteral("name")].toString().toStdString() << " by " << size;
        }
    }
}

TEST(SseParser, T05_ALoneCrEndsTheLineAtOnce)
{
    int events = 0;
    SseParser parser([&events](const SseEvent&) { ++events; });
    parser.feed("data: x\r\r");
    EXPECT_EQ(events, 1);
    parser.feed("\n");
    parser.feed("data: y\r\n\r");
    EXPECT_EQ(events, 2);
    parser.feed("\ndata: z\n\n");
    EXPECT_EQ(events, 3);
}

TEST(SseParser, T06_AnUnfinishedByteOrderMarkIsText)
{
    EXPECT_EQ(parsed("\xEF\xBB"
                     "data: a\n\ndata: b\n\n",
                     1),
              datas({"b"}));
    EXPECT_EQ(parsed("\xEF\xBB\xBF"
                     "data: a\n\n",
                     1),
              datas({"a"}));
    EXPECT_EQ(parsed("\xEF\n"
                     "data: a\n\n",
                     1),
              datas({"a"}));
}

TEST(SseParser, T14_OnlyExactFieldNamesCount)
{
    EXPECT_EQ(parsedWhole("data : a\ndatax: b\ndat: c\nevent : d\ndata: e\n\n"), datas({"e"}));
}

TEST(SseParser, T17_IdPersistsAndRetryIsIgnored)
{
    QByteArrayList ids;
    SseParser parser([&ids](const SseEvent& event) { ids << event.id.toByteArray(); });
    parser.feed(QByteArray("retry: 5\nid: 1\ndata: a\n\nid: x\0y\ndata: b\n\nid\ndata: c\n\n", 53));
    EXPECT_EQ(ids, (QByteArrayList{"1", "1", ""}));
}

TEST(SseParser, T18_EveryEventOfAChunkIsGiven)
{
    EXPECT_EQ(parsedWhole("data: 1\n\ndata: 2\n\ndata: 3\n\n"), datas({"1", "2", "3"}));
}

TEST(SseParser, T22_AnUnfinishedEventIsMarkedAsSuch)
{
    for (const QByteArray& bytes : {QByteArray("data: {\"a\":1}"), QByteArray("data: {\"a\":1}\n"),
                                    QByteArray("event: x\rdata: {\"a\":1}\r")}) {
        std::vector<bool> unfinished;
        SseParser parser([&unfinished](const SseEvent& event) {
            EXPECT_EQ(event.data, "{\"a\":1}");
            unfinished.push_back(event.unfinished);
        });
        parser.feed(bytes);
        EXPECT_TRUE(unfinished.empty());
        parser.finish();
        EXPECT_EQ(unfinished, std::vector<bool>{true});
        parser.finish();
        EXPECT_EQ(unfinished.size(), 1U);
    }
}

TEST(SseParser, T23_StopIgnoresTheRestEvenOfTheSameChunk)
{
    int events = 0;
    SseParser* self = nullptr;
    SseParser parser([&](const SseEvent& event) {
        ++events;
        if (event.data == "[DONE]") {
            self->stop();
        }
    });
    self = &parser;
    parser.feed("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n");
    parser.feed("data: 3\n\n");
    parser.finish();
    EXPECT_EQ(events, 2);
}

TEST(SseParser, AnyCutGivesTheSame)
{
    const QByteArray bytes("\xEF\xBB\xBF: hi\r\nevent: a\r\ndata: \xF0\x9F\x99\x82\r\ndata\r\n\r\n"
                           "data:x\n\ndata:y\r\rid: 3\ndata: z\n\r\n");
    const auto expected = parsedWhole(bytes);
    ASSERT_EQ(expected.size(), 4U);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        std::vector<Event> events;
        SseParser parser([&events](const SseEvent& event) {
            events.push_back({QString::fromUtf8(event.type), QString::fromUtf8(event.data)});
        });
        parser.feed(QByteArray(bytes.left(cut)));
        parser.feed(QByteArray(bytes.mid(cut)));
        EXPECT_EQ(events, expected) << cut;
    }
}

TEST(SseParser, T19_TimeIsLinear)
{
    // 19 MB as one line in small pieces, and as many small lines in one piece. Quadratic work would
    // take minutes.
    constexpr qsizetype size = 19'000'000;
    QElapsedTimer timer;
    timer.start();
    EXPECT_EQ(parsed("data: " + QByteArray(size, 'y') + "\n\n", 1400).size(), 1U);
    EXPECT_EQ(parsedWhole(QByteArray("data: y\r\n\r\n").repeated(size / 11)).size(),
              static_cast<size_t>(size / 11));
    EXPECT_EQ(parsedWhole(QByteArray("data\n").repeated(size / 5) + '\n').size(), 1U);
    EXPECT_LT(timer.elapsed(), 20'000);
}
