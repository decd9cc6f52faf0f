// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/UiWorld.h"
#include "ui/canvas/NodeText.h"
#include "ui/canvas/RichText.h"

#include <QElapsedTimer>

namespace plantain::testing {

namespace {

using ui::layOutMarkdown;
using ui::MarkdownParagraph;
using ui::parseMarkdown;
using ui::RichText;
using Kind = MarkdownParagraph::Kind;

class MarkdownTest : public UiTest
{
protected:
    /// One line a paragraph: its kind's letter, what stands before it, its text.
    static QStringList parsed(const QString& markdown)
    {
        QStringList lines;
        for (const MarkdownParagraph& paragraph : parseMarkdown(markdown)) {
            QStringList cells;
            for (const ui::MarkdownWords& words : paragraph.cells) {
                cells << words.text;
            }
            lines << QStringLiteral("%1%2 %3%4")
                         .arg(QLatin1Char("THC-R"[static_cast<int>(paragraph.kind)]))
                         .arg(paragraph.level + paragraph.indent + 10 * paragraph.quotes)
                         .arg(paragraph.marker, cells.join(QLatin1Char('|')));
        }
        return lines;
    }
    static RichText laidOut(const QString& markdown, QSizeF room = {244, 400})
    {
        return layOutMarkdown(parseMarkdown(markdown), room);
    }
    /// From where to where letters stand.
    static std::pair<double, double> reachOf(const RichText& text)
    {
        double left = 1e6;
        double right = -1e6;
        for (const RichText::Run& run : text.runs) {
            const QList<QPointF> advances =
                run.glyphs.rawFont().advancesForGlyphIndexes(run.glyphs.glyphIndexes());
            for (qsizetype i = 0; i < advances.size(); ++i) {
                const double x = run.glyphs.positions().at(i).x();
                left = std::min(left, x);
                right = std::max(right, x + advances.at(i).x());
            }
        }
        return {left, right};
    }
    static bool hasEllipsis(const RichText& text)
    {
        return std::any_of(text.runs.begin(), text.runs.end(), [](const RichText::Run& run) {
            return run.glyphs.glyphIndexes().contains(
                run.glyphs.rawFont().glyphIndexesForString(QStringLiteral("…")).value(0));
        });
    }
    static QString items(int count)
    {
        QString all;
        for (int i = 0; i < count; ++i) {
            all += QStringLiteral("- Item %1 is about **plantains** and `bananas`\n").arg(i);
        }
        return all;
    }

    ui::NodeText text;
};

} // namespace

TEST_F(MarkdownTest, ParagraphsAreWhatTheyAreMarkedAs)
{
    EXPECT_EQ(parsed(QStringLiteral("## Title\n\nWords\n\n- one\n  - two\n\n3. three\n\n"
                                    "- [x] done\n- [ ] open\n\n> said\n\n---\n\n"
                                    "```\nint i;\n\nreturn i;\n```\n")),
              QStringList({QStringLiteral("H2 Title"), QStringLiteral("T0 Words"),
                           QStringLiteral("T1 •one"), QStringLiteral("T2 •two"),
                           QStringLiteral("T1 3.three"), QStringLiteral("T1 ☑done"),
                           QStringLiteral("T1 ☐open"), QStringLiteral("T10 said"),
                           QStringLiteral("-0 "), QStringLiteral("C0 int i;"),
                           QStringLiteral("C0 "), QStringLiteral("C0 return i;")}));
}

TEST_F(MarkdownTest, ItemsKeepTheirNumbers)
{
    EXPECT_EQ(
        parsed(QStringLiteral("1. One\n\n```\ncode\n```\n\n2. *Two*\n10) Ten\n   - below\n\n"
                              "It was in\n1986. A good year.\n```\n1. code\n```")),
        QStringList({QStringLiteral("T1 1.One"), QStringLiteral("C0 code"),
                     QStringLiteral("T1 2.Two"), QStringLiteral("T1 10)Ten"),
                     QStringLiteral("T2 •below"), QStringLiteral("T0 It was in 1986. A good year."),
                     QStringLiteral("C0 1. code")}));
    const auto item = parseMarkdown(QStringLiteral("2. _Two_")).front().cells.front();
    EXPECT_EQ(item.spans, QList<ui::MarkdownSpan>({{0, 3, false, true, false, false, false}}));
}

TEST_F(MarkdownTest, ATableIsItsRows)
{
    const auto rows = parseMarkdown(QStringLiteral("| A | B |\n|---|---|\n| 1 | **2** |\n\nEnd"));
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].kind, Kind::TableRow);
    EXPECT_TRUE(rows[0].isTableHead);
    EXPECT_FALSE(rows[1].isTableHead);
    EXPECT_EQ(rows[0].cells[0].text, QStringLiteral("A"));
    EXPECT_EQ(rows[0].cells[1].text, QStringLiteral("B"));
    ASSERT_EQ(rows[1].cells.size(), 2U);
    EXPECT_EQ(rows[1].cells[1].text, QStringLiteral("2"));
    EXPECT_TRUE(rows[1].cells[1].spans.value(0).isBold);
    EXPECT_EQ(rows[2].kind, Kind::Text);
}

TEST_F(MarkdownTest, LettersCarryTheirLooks)
{
    const auto paragraphs =
        parseMarkdown(QStringLiteral("a **b** *c* `d` ~~e~~ [f](https://a.example/)"));
    ASSERT_EQ(paragraphs.size(), 1U);
    EXPECT_EQ(paragraphs[0].cells[0].text, QStringLiteral("a b c d e f"));
    const QList<ui::MarkdownSpan> wanted{{2, 1, true, false, false, false, false},
                                         {4, 1, false, true, false, false, false},
                                         {6, 1, false, false, true, false, false},
                                         {8, 1, false, false, false, true, false},
                                         {10, 1, false, false, false, false, true}};
    EXPECT_EQ(paragraphs[0].cells[0].spans, wanted);
}

TEST_F(MarkdownTest, HtmlStaysTextAndPicturesAreTheirNames)
{
    EXPECT_EQ(
        parsed(QStringLiteral("<b>x</b> <img src=\"file:///etc/x.png\">\n\n"
                              "<script>y</script>\n\n![A boat](https://a.example/x.png)")),
        QStringList({QStringLiteral("T0 <b>x</b> <img src=\"file:///etc/x.png\">"),
                     QStringLiteral("T0 <script>y</script>"), QStringLiteral("T0 [A boat]")}));
}

TEST_F(MarkdownTest, LineBreaksOfAParagraphAreKept)
{
    const QChar line(QChar::LineSeparator);
    EXPECT_EQ(
        parsed(QStringLiteral("Roses are red\nviolets are  \nblue\\\nindeed\n- one\n- two")),
        QStringList({QStringLiteral("T0 Roses are red") + line + QStringLiteral("violets are") +
                         line + QStringLiteral("blue") + line + QStringLiteral("indeed"),
                     QStringLiteral("T1 •one"), QStringLiteral("T1 •two")}));
    EXPECT_EQ(parsed(QStringLiteral("```\na\nb\n```\nafter\nit")),
              QStringList({QStringLiteral("C0 a"), QStringLiteral("C0 b"),
                           QStringLiteral("T0 after") + line + QStringLiteral("it")}));
    EXPECT_EQ(parsed(QStringLiteral("# Title\nText")),
              QStringList({QStringLiteral("H1 Title"), QStringLiteral("T0 Text")}));
}

TEST_F(MarkdownTest, NothingLeavesItsRoom)
{
    const QString all =
        QStringLiteral("# A heading that is much longer than the node is wide\n\n> > quoted twice "
                       "and long enough to be wrapped at least once\n\n```\n") +
        QString(200, QLatin1Char('x')) + QStringLiteral("\n```\n\n") +
        QString(300, QLatin1Char('W')) + QStringLiteral("\n\n123456. ") + items(3) +
        QStringLiteral("\n| a | ") + QString(90, QLatin1Char('b')) + QStringLiteral(" |\n|-|-|\n");
    for (const QSizeF room : {QSizeF(244, 400), QSizeF(160, 90), QSizeF(60, 30), QSizeF(244, 12)}) {
        const RichText rich = laidOut(all, room);
        const auto [left, right] = reachOf(rich);
        EXPECT_GE(left, -1) << room.width();
        EXPECT_LE(right, room.width() + 1) << room.width();
        EXPECT_LE(rich.height, std::max(room.height() + 4, 20.0)) << room.width();
    }
}

TEST_F(MarkdownTest, WhatDoesNotFitIsLeftOutBehindAnEllipsis)
{
    const RichText cutInside = laidOut(QStringLiteral("Word ").repeated(200), {244, 90});
    EXPECT_TRUE(cutInside.isCut);
    EXPECT_TRUE(hasEllipsis(cutInside));
    const RichText cutBetween = laidOut(items(9).remove(QStringLiteral("`")), {400, 54});
    EXPECT_TRUE(cutBetween.isCut);
    EXPECT_TRUE(hasEllipsis(cutBetween));
    const RichText whole = laidOut(items(2), {400, 54});
    EXPECT_FALSE(whole.isCut);
    EXPECT_FALSE(hasEllipsis(whole));
}

TEST_F(MarkdownTest, LinesOfCodeStandOnOneGround)
{
    const RichText rich = laidOut(QStringLiteral("```\na\nb\nc\n```\n"));
    ASSERT_EQ(rich.boxes.size(), 1U);
    EXPECT_TRUE(rich.boxes[0].isGround);
    EXPECT_DOUBLE_EQ(rich.boxes[0].rect.height(), 3 * ui::NodeText::lineHeight);
    EXPECT_EQ(laidOut(QStringLiteral("Some `code` within")).boxes.size(), 1U);
}

TEST_F(MarkdownTest, TextThatIsReadFromTheRightStandsThere)
{
    const RichText rich = laidOut(QStringLiteral("- שלום עולם\n"));
    const auto [left, right] = reachOf(rich);
    EXPECT_GT(right, 244 - 12) << "the marker";
    EXPECT_GT(left, 100);
    const QString hebrew = QStringLiteral("שלום עולם");
    const ui::TextBlock& block = text.block(hebrew, {244, 90}, true);
    EXPECT_GT(block.glyphs.front().boundingRect().right(), 200);
    EXPECT_LT(block.end.x(), block.glyphs.front().boundingRect().left() + 2) << "the caret";
}

TEST_F(MarkdownTest, AnAnswerIsLaidOutOnce)
{
    const QString answer = items(4);
    const RichText* first = &text.markdown(answer, {244, 90});
    EXPECT_EQ(&text.markdown(answer, {244, 90}), first);
    EXPECT_NE(&text.markdown(answer, {200, 90}), first);
}

TEST_F(MarkdownTest, AVeryLongAnswerCostsNoMoreThanAShortOne)
{
    QElapsedTimer time;
    time.start();
    EXPECT_TRUE(text.markdown(items(40'000), {244, 90}).isCut);
    EXPECT_TRUE(text.markdown(QString(40'000, QLatin1Char('\n')) + items(9), {244, 90}).isCut);
    EXPECT_LT(time.elapsed(), 200);
}

TEST_F(MarkdownTest, WhatIsNoParagraphIsShownAsItIs)
{
    EXPECT_FALSE(text.markdown(QStringLiteral("[a]: https://a.example/"), {244, 90}).runs.empty());
}

} // namespace plantain::testing
