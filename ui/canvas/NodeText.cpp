// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeText.h"

#include "ui/canvas/RichText.h"
#include "ui/canvas/SteadyDigits.h"
#include "ui/theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace plantain::ui {

namespace {

constexpr int keptLines = 4000;
constexpr int keptBlocks = 2000;
constexpr double narrowestLetter = 2.5; ///< px
constexpr double caretRoom = 5;         ///< left of a text that is read from the right, px
constexpr qsizetype tailStep = 512;
constexpr qsizetype markupRoom = 400; ///< letters of markup, such as addresses, that are not seen

QFont makeFont(NodeFont role)
{
    QFont font =
        theme::font(role == NodeFont::Code ? theme::TextStyle::Code : theme::TextStyle::Body);
    const bool isSmall = role == NodeFont::Small || role == NodeFont::Code;
    font.setPixelSize(12);
    if (isSmall || role == NodeFont::Label) {
        font.setPixelSize(11);
    }
    font.setWeight(role == NodeFont::Title   ? QFont::DemiBold
                   : role == NodeFont::Label ? QFont::Medium
                                             : QFont::Normal);
    // Letters keep their distances at every zoom.
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// The beginning is cut where a later letter does not move the cut: at a paragraph, or in steps
/// within a very long one. Otherwise every new word would wrap the whole text anew.
QString tailOf(const QString& text, qsizetype wanted)
{
    const qsizetype from = text.size() - wanted;
    if (from <= 0) {
        return text;
    }
    qsizetype paragraph = text.lastIndexOf(QLatin1Char('\n'), from) + 1;
    paragraph += (from - paragraph) / tailStep * tailStep;
    const qsizetype space = text.indexOf(QLatin1Char(' '), paragraph);
    const bool isInside = paragraph > 0 && text.at(paragraph - 1) != QLatin1Char('\n');
    return text.mid(isInside && space >= 0 && space < from + wanted / 2 ? space + 1 : paragraph);
}

struct Wrapped {
    double height = 0;
    int lines = 0;
};

/// Breaks the layout into lines of one height; at most `most` lines (0: all).
Wrapped wrap(QTextLayout& layout, double width)
{
    Wrapped result;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const double gap = (NodeText::lineHeight - line.height()) / 2;
        line.setPosition({0, result.height + gap});
        result.height += NodeText::lineHeight;
        ++result.lines;
    }
    layout.endLayout();
    return result;
}

void setUp(QTextLayout& layout)
{
    QTextOption option;
    option.setAlignment(alignmentOf(layout.text()));
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.setFont(nodeFont(NodeFont::Body));
}

QString withLineBreaks(QString text)
{
    return text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
}

/// Glyphs of a range of lines, moved up so that the first stands at the top.
QList<QGlyphRun> glyphsOfLines(const QTextLayout& layout, int first, int last)
{
    if (last < first) {
        return {};
    }
    const int from = layout.lineAt(first).textStart();
    const QTextLine end = layout.lineAt(last);
    return movedGlyphs(layout.glyphRuns(from, end.textStart() + end.textLength() - from),
                       {0, -NodeText::lineHeight * first});
}

QPointF endOf(const QTextLayout& layout, int first)
{
    const int count = layout.lineCount();
    if (count == 0) {
        return {};
    }
    const QTextLine last = layout.lineAt(count - 1);
    const double x = alignmentOf(layout.text()) == Qt::AlignRight
                         ? last.cursorToX(last.textStart() + last.textLength()) - caretRoom
                         : last.naturalTextWidth();
    return {x, NodeText::lineHeight * (count - 1 - first)};
}

TextBlock blockFromEnd(const QString& text, double width, int lines)
{
    QTextLayout layout(withLineBreaks(text));
    setUp(layout);
    const int count = wrap(layout, width).lines;
    const int first = std::max(0, count - lines);
    TextBlock block;
    block.glyphs = glyphsOfLines(layout, first, count - 1);
    block.end = endOf(layout, first);
    block.height = NodeText::lineHeight * (count - first);
    block.isCut = first > 0;
    return block;
}

TextBlock blockFromStart(const QString& text, double width, int lines)
{
    QTextLayout layout(withLineBreaks(text));
    setUp(layout);
    const int count = wrap(layout, width).lines;
    TextBlock block;
    if (count <= lines) {
        block.glyphs = glyphsOfLines(layout, 0, count - 1);
        block.end = endOf(layout, 0);
        block.height = NodeText::lineHeight * count;
        return block;
    }
    const QTextLine last = layout.lineAt(lines - 1);
    QString lastText = layout.text().mid(last.textStart(), last.textLength());
    while (!lastText.isEmpty() && lastText.back().isSpace()) {
        lastText.chop(1);
    }
    const QFontMetricsF metrics(nodeFont(NodeFont::Body));
    lastText = metrics.elidedText(lastText + QStringLiteral("…"), Qt::ElideRight, width);
    QTextLayout shortened(layout.text().left(last.textStart()) + lastText);
    setUp(shortened);
    wrap(shortened, width);
    block.glyphs = glyphsOfLines(shortened, 0, std::min(lines, shortened.lineCount()) - 1);
    block.end = endOf(shortened, 0);
    block.height = NodeText::lineHeight * lines;
    block.isCut = true;
    return block;
}

/// Badges and footers count.
bool hasSteadyDigits(const QString& text, NodeFont role)
{
    return (role == NodeFont::Label || role == NodeFont::Small) &&
           std::any_of(text.begin(), text.end(), [](QChar letter) { return letter.isDigit(); });
}

/// A digit stands in its column, whatever is beside it.
QFont withoutKerning(NodeFont role)
{
    QFont font = nodeFont(role);
    font.setKerning(false);
    return font;
}

QFont countingFont(NodeFont role)
{
    static const QFont small = withoutKerning(NodeFont::Small);
    static const QFont label = withoutKerning(NodeFont::Label);
    return role == NodeFont::Small ? small : label;
}

} // namespace

QFont nodeFont(NodeFont role)
{
    static const std::array fonts{makeFont(NodeFont::Title), makeFont(NodeFont::Body),
                                  makeFont(NodeFont::Small), makeFont(NodeFont::Code),
                                  makeFont(NodeFont::Label)};
    return fonts.at(static_cast<std::size_t>(role));
}

NodeText::NodeText()
    : m_lines(keptLines)
    , m_blocks(keptBlocks)
    , m_rich(keptBlocks)
{
}

NodeText::~NodeText() = default;

void NodeText::clear()
{
    m_lines.clear();
    m_blocks.clear();
    m_rich.clear();
}

const TextLine& NodeText::line(const QString& text, NodeFont role, double room)
{
    const Key key{text, static_cast<int>(role), static_cast<int>(room), 0};
    if (const TextLine* known = m_lines.object(key)) {
        return *known;
    }
    const bool isSteady = hasSteadyDigits(text, role);
    const QFont font = isSteady ? countingFont(role) : nodeFont(role);
    const QFontMetricsF metrics(font);
    QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    const double spare = isSteady ? spareOfDigits(shown, role) : 0;
    if (spare > 0 && metrics.horizontalAdvance(shown) + spare > room) {
        shown = metrics.elidedText(text, Qt::ElideRight, room - spare);
    }
    QTextLayout layout(shown, font);
    layout.beginLayout();
    QTextLine only = layout.createLine();
    if (only.isValid()) {
        only.setLineWidth(1e6);
    }
    layout.endLayout();
    auto* line = new TextLine;
    if (only.isValid()) {
        line->glyphs = layout.glyphRuns();
        line->width = only.naturalTextWidth();
        line->ascent = only.ascent();
        line->height = only.height();
        if (isSteady && steadyDigits(shown, role, line->glyphs)) {
            line->width += spareOfDigits(shown, role);
        }
    }
    m_lines.insert(key, line);
    return *line;
}

const TextBlock& NodeText::block(const QString& text, QSizeF room, bool fromEnd)
{
    const int lines = std::max(1, static_cast<int>((room.height() + 4) / lineHeight));
    // More letters than this are never seen: long texts cost no more than short ones.
    const auto most = static_cast<qsizetype>(lines * room.width() / narrowestLetter) + 1;
    const QString seen = fromEnd ? tailOf(text, most / 2) : text.left(most);
    const Key key{seen, fromEnd ? 1 : 0, static_cast<int>(room.width()), lines};
    if (const TextBlock* known = m_blocks.object(key)) {
        return *known;
    }
    auto* block = new TextBlock(fromEnd ? blockFromEnd(seen, room.width(), lines)
                                        : blockFromStart(seen, room.width(), lines));
    block->isCut |= seen.size() < text.size();
    m_blocks.insert(key, block);
    return *block;
}

const RichText& NodeText::markdown(const QString& text, QSizeF room)
{
    qsizetype start = 0;
    while (start < text.size() && text.at(start) == QLatin1Char('\n')) {
        ++start;
    }
    // As for a block; markup takes letters that are not seen.
    const int lines = std::max(1, static_cast<int>((room.height() + 4) / lineHeight));
    const auto most =
        static_cast<qsizetype>(lines * room.width() / narrowestLetter) * 2 + markupRoom;
    const QString seen = text.mid(start, most);
    const Key key{seen, 0, static_cast<int>(room.width()), static_cast<int>(room.height())};
    if (const RichText* known = m_rich.object(key)) {
        return *known;
    }
    std::vector<MarkdownParagraph> paragraphs = parseMarkdown(seen);
    if (paragraphs.empty()) {
        // Nothing but definitions of links: shown as they are.
        paragraphs.emplace_back().cells.push_back({seen, {}});
    }
    auto* rich = new RichText(layOutMarkdown(paragraphs, room));
    rich->isCut |= start + seen.size() < text.size();
    m_rich.insert(key, rich);
    return *rich;
}

double NodeText::steadyWidth(const QString& text, NodeFont font)
{
    if (!hasSteadyDigits(text, font)) {
        return QFontMetricsF(nodeFont(font)).horizontalAdvance(text);
    }
    return QFontMetricsF(countingFont(font)).horizontalAdvance(text) + spareOfDigits(text, font);
}

Qt::Alignment alignmentOf(const QString& text)
{
    return text.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
}

QList<QGlyphRun> movedGlyphs(QList<QGlyphRun> runs, QPointF offset)
{
    for (QGlyphRun& run : runs) {
        QList<QPointF> positions = run.positions();
        for (QPointF& position : positions) {
            position += offset;
        }
        run.setPositions(positions);
        run.setBoundingRect(run.boundingRect().translated(offset));
    }
    return runs;
}

void drawGlyphs(QPainter& painter, QPointF origin, const QList<QGlyphRun>& glyphs)
{
    for (const QGlyphRun& run : glyphs) {
        painter.drawGlyphRun(origin, run);
    }
}

} // namespace plantain::ui
