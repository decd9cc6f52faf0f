// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeText.h"
#include "tests/ui/UiWorld.h"
#include "ui/canvas/NodeLayout.h"

namespace plantain::testing {

namespace {

class NodeTextTest : public UiTest
{
protected:
    ui::NodeText text;
};

double rightmost(const QList<QGlyphRun>& glyphs)
{
    double right = 0;
    for (const QGlyphRun& run : glyphs) {
        right = std::max(right, run.boundingRect().right());
    }
    return right;
}

QString sentences(int count)
{
    QString all;
    for (int i = 0; i < count; ++i) {
        all += QStringLiteral("Sentence %1 is about plantains. ").arg(i);
    }
    return all;
}

} // namespace

TEST_F(NodeTextTest, TextIsWrappedIntoItsRoom)
{
    const ui::TextBlock& block = text.block(sentences(3), {200, 400}, false);
    EXPECT_FALSE(block.isCut);
    EXPECT_GE(block.height, 2 * ui::NodeText::lineHeight);
    EXPECT_LE(rightmost(block.glyphs), 201);
}

TEST_F(NodeTextTest, WhatDoesNotFitIsCutAtTheEnd)
{
    const ui::TextBlock& block = text.block(sentences(200), {200, 90}, false);
    EXPECT_TRUE(block.isCut);
    EXPECT_LE(block.height, 90 + ui::NodeText::lineHeight);
    EXPECT_LE(rightmost(block.glyphs), 201);
}

TEST_F(NodeTextTest, WhileStreamingTheNewestLinesAreShown)
{
    const QString long_ = sentences(300);
    const ui::TextBlock& end = text.block(long_ + QStringLiteral("\nlast"), {200, 90}, true);
    EXPECT_TRUE(end.isCut);
    EXPECT_LE(end.height, 90 + ui::NodeText::lineHeight);
    EXPECT_GT(end.end.x(), 10);
    EXPECT_LT(end.end.x(), 60);
    EXPECT_NEAR(end.end.y(), end.height - ui::NodeText::lineHeight, 0.1);
}

TEST_F(NodeTextTest, TheWrapOfEarlierLinesHoldsWhileMoreIsWritten)
{
    // Only the lines move up as a whole: their own letters stay where they are in a line.
    const QString start = sentences(120);
    const auto xOf = [this](const QString& words) {
        return text.block(words, {200, 54}, true).end.x();
    };
    const double before = xOf(start + QStringLiteral("\nnew"));
    const double after = xOf(start + QStringLiteral("\nnew") + QStringLiteral(" word"));
    EXPECT_GT(after, before);
}

TEST_F(NodeTextTest, AVeryLongTextCostsNoMoreThanAShortOne)
{
    const QString huge = sentences(40'000);
    QElapsedTimer time;
    time.start();
    (void)text.block(huge, {244, 90}, false);
    (void)text.block(huge, {244, 90}, true);
    EXPECT_LT(time.elapsed(), 200);
}

TEST_F(NodeTextTest, ALineIsElidedWhereItsRoomEnds)
{
    EXPECT_LE(text.line(sentences(4), ui::NodeFont::Title, 120).width, 121);
    EXPECT_GT(text.line(sentences(4), ui::NodeFont::Title, 120).width, 90);
    EXPECT_EQ(text.line({}, ui::NodeFont::Title, 120).width, 0);
}

TEST_F(NodeTextTest, RunningNumbersDoNotJitter)
{
    EXPECT_DOUBLE_EQ(ui::NodeText::steadyWidth(QStringLiteral("1.1 s"), ui::NodeFont::Label),
                     ui::NodeText::steadyWidth(QStringLiteral("8.8 s"), ui::NodeFont::Label));
}

TEST_F(NodeTextTest, DigitsOfBadgesStandInColumns)
{
    const auto widthOf = [this](const char* words) {
        return text.line(QLatin1String(words), ui::NodeFont::Label, 400).width;
    };
    EXPECT_NEAR(widthOf("111.1 s"), widthOf("888.8 s"), 0.01);
    EXPECT_NEAR(widthOf("1.1 s"),
                ui::NodeText::steadyWidth(QStringLiteral("1.1 s"), ui::NodeFont::Label), 0.1);
    // The unit stays where it is, whatever is counted.
    const auto unitOf = [this](const char* words) {
        return text.line(QLatin1String(words), ui::NodeFont::Label, 400)
            .glyphs.back()
            .positions()
            .back()
            .x();
    };
    EXPECT_NEAR(unitOf("17 s"), unitOf("40 s"), 0.01);
}

TEST_F(NodeTextTest, WhatIsElidedSaysSo)
{
    const auto lastGlyph = [](const QList<QGlyphRun>& glyphs) {
        const QGlyphRun& run = glyphs.back();
        return run.glyphIndexes().back() ==
               run.rawFont().glyphIndexesForString(QStringLiteral("…")).value(0);
    };
    for (const ui::NodeFont font : {ui::NodeFont::Title, ui::NodeFont::Label}) {
        const ui::TextLine& line = text.line(sentences(4), font, 120);
        EXPECT_TRUE(lastGlyph(line.glyphs));
        EXPECT_LE(line.width, 121);
    }
    const QString digits(60, QLatin1Char('1'));
    EXPECT_LE(text.line(digits, ui::NodeFont::Label, 120).width, 122);
    EXPECT_GT(text.line(digits, ui::NodeFont::Label, 120).width, 80);
}

TEST_F(NodeTextTest, NothingOfALayoutLeavesItsNode)
{
    ui::NodeFace face;
    face.title = QStringLiteral("A title that is a good deal longer than its header");
    face.headerBadge =
        ui::Badge{ui::Tone::Info, ui::theme::Icon::Run, QStringLiteral("123.4 s · 1,480 tok/s")};
    face.headerNote = QStringLiteral("@a_rather_long_variable_name");
    face.hasComment = true;
    face.bodyBadge = ui::Badge{ui::Tone::Warn, ui::theme::Icon::Warning,
                               QStringLiteral("No value for @one, @two, @three, @four, @five")};
    face.buttons = {{QStringLiteral("a"), QStringLiteral("Continue with ChatGPT"), {}, true},
                    {QStringLiteral("b"), QStringLiteral("Details"), {}, false}};
    face.footerLeft = QStringLiteral("a-model-with-a-long-name-2026-11-26");
    face.footerRight = QStringLiteral("412,123 in · 38,123 out · $12.3456");
    for (const QString& words : {QString(), sentences(9)}) {
        face.text = words;
        for (const QSizeF size : {QSizeF(264, 176), QSizeF(180, 64), QSizeF(180, 120),
                                  QSizeF(500, 400), QSizeF(264, 32)}) {
            const ui::NodeLayout layout = ui::layoutNode(face, size);
            const QRectF node({}, size);
            QList<QRectF> parts{layout.mark,      layout.title,  layout.comment, layout.note,
                                layout.bodyBadge, layout.footer, layout.text};
            for (const QRectF& part : parts) {
                if (!part.isEmpty()) {
                    EXPECT_TRUE(node.adjusted(-3, -3, 3, 3).contains(part))
                        << size.width() << "x" << size.height() << ": " << part.x() << ","
                        << part.y() << " " << part.width() << "x" << part.height();
                }
            }
            EXPECT_TRUE(layout.title.isEmpty() || !layout.title.intersects(layout.note));
            EXPECT_TRUE(layout.text.isEmpty() || !layout.text.intersects(layout.footer));
        }
    }
}

} // namespace plantain::testing
