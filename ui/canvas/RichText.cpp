// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/RichText.h"

#include "ui/canvas/NodeText.h"
#include "ui/theme/Theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace plantain::ui {

namespace {

using Kind = MarkdownParagraph::Kind;
using theme::ColorRole;

// World px.
constexpr double overhang = 4; ///< a last line may stand out of its room by this
constexpr double paragraphGap = 5;
constexpr double headingGap = 8;
constexpr double listIndent = 16;
constexpr double quoteIndent = 12;
constexpr double markerGap = 5;
constexpr double barWidth = 2;
constexpr double ruleHeight = 9;
constexpr double codePadding = 6;
constexpr double cellGap = 8;
constexpr double endless = 1e6;
constexpr int mostTries = 8;

QFont fontOf(const MarkdownParagraph& paragraph)
{
    QFont font = nodeFont(paragraph.kind == Kind::Code      ? NodeFont::Code
                          : paragraph.kind == Kind::Heading ? NodeFont::Title
                                                            : NodeFont::Body);
    if (paragraph.kind == Kind::Heading) {
        font.setPixelSize(std::max(12, 16 - paragraph.level));
    } else if (paragraph.isTableHead) {
        font.setWeight(QFont::DemiBold);
    }
    return font;
}

double lineHeightOf(const MarkdownParagraph& paragraph)
{
    return paragraph.kind == Kind::Rule                              ? ruleHeight
           : paragraph.kind == Kind::Heading && paragraph.level <= 2 ? NodeText::lineHeight + 2
                                                                     : NodeText::lineHeight;
}

/// Lines of code, rows of a table and items of a list stand close together.
double gapBetween(const MarkdownParagraph* before, const MarkdownParagraph& paragraph)
{
    if (!before) {
        return 0;
    }
    const bool continues = before->kind == paragraph.kind &&
                           (paragraph.kind == Kind::Code || paragraph.kind == Kind::TableRow ||
                            !paragraph.marker.isEmpty());
    return continues ? 0 : paragraph.kind == Kind::Heading ? headingGap : paragraphGap;
}

QTextLayout::FormatRange formatOf(const MarkdownSpan& span, const QFont& base)
{
    QFont font = span.isCode ? nodeFont(NodeFont::Code) : base;
    if (span.isBold) {
        font.setWeight(QFont::DemiBold);
    }
    font.setItalic(span.isItalic);
    font.setStrikeOut(span.isStruckOut);
    font.setUnderline(span.isLink);
    QTextLayout::FormatRange range;
    range.start = span.start;
    range.length = span.length;
    range.format.setFont(font);
    return range;
}

void setUp(QTextLayout& layout, const MarkdownWords& words, const QFont& font, bool wraps)
{
    QTextOption option;
    option.setWrapMode(wraps ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    // An endless line has no right end to stand at.
    option.setAlignment(wraps ? alignmentOf(words.text) : Qt::AlignLeft);
    layout.setText(words.text);
    layout.setFont(font);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const MarkdownSpan& span : words.spans) {
        formats << formatOf(span, font);
    }
    layout.setFormats(formats);
}

/// The beginning of words, and an ellipsis.
MarkdownWords shortened(const MarkdownWords& words, int end)
{
    MarkdownWords result;
    result.text = words.text.left(end) + QStringLiteral("…");
    for (MarkdownSpan span : words.spans) {
        span.length = std::min(span.start + span.length, end) - span.start;
        if (span.length > 0) {
            result.spans << span;
        }
    }
    return result;
}

/// Where the words of a line have to end so that an ellipsis fits behind them.
int endForEllipsis(const QTextLayout& layout, const QTextLine& line, double width)
{
    const double ellipsis = QFontMetricsF(layout.font()).horizontalAdvance(QStringLiteral("…"));
    const QString text = layout.text();
    const int start = line.textStart();
    const double from = line.cursorToX(start);
    int end = start + line.textLength();
    while (end > start && (text.at(end - 1).isSpace() ||
                           std::abs(line.cursorToX(end) - from) + ellipsis > width)) {
        end = layout.previousCursorPosition(end);
    }
    return end;
}

/// Lines of one height, from 0 downwards.
void breakLines(QTextLayout& layout, double width, double lineHeight)
{
    double y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, y + (lineHeight - line.height()) / 2});
        y += lineHeight;
    }
    layout.endLayout();
}

/// Puts paragraphs beneath each other until the room is full.
class Setter
{
public:
    explicit Setter(QSizeF room)
        : m_room(room)
    {
    }

    /// False when there is no room for what comes after it.
    bool place(const MarkdownParagraph* before, const MarkdownParagraph& paragraph,
               const MarkdownParagraph* next);
    RichText take() { return std::move(m_text); }

private:
    bool fits(double bottom) const { return bottom <= m_room.height() + overhang; }
    bool isLastThatFits(const MarkdownParagraph& paragraph, const MarkdownParagraph* next,
                        double bottom) const;
    QRectF columnOf(const MarkdownParagraph& paragraph, double height) const;
    void placeLine(const MarkdownParagraph& paragraph, const MarkdownParagraph* next);
    void placeRow(const MarkdownParagraph& paragraph, const QRectF& column);
    void placeWrapped(const MarkdownParagraph& paragraph, const MarkdownParagraph* next);
    void addElided(const MarkdownParagraph& paragraph, const MarkdownWords& words,
                   const QRectF& room, bool isCut);
    void addWords(const MarkdownParagraph& paragraph, const MarkdownWords& words,
                  const QTextLayout& layout, int lines, QPointF origin);
    void addGlyphs(const QList<QGlyphRun>& glyphs, QPointF offset, ColorRole ink);
    void addGround(const QRectF& rect);
    void addMarker(const MarkdownParagraph& paragraph, const QRectF& line);
    void addQuoteBars(const MarkdownParagraph& paragraph, double top);

    QSizeF m_room;
    double m_y = 0;
    RichText m_text;
};

bool isRightToLeft(const MarkdownParagraph& paragraph)
{
    return paragraph.cells.front().text.isRightToLeft();
}

bool Setter::place(const MarkdownParagraph* before, const MarkdownParagraph& paragraph,
                   const MarkdownParagraph* next)
{
    m_y += gapBetween(before, paragraph);
    const double top = m_y;
    if (paragraph.kind == Kind::Text || paragraph.kind == Kind::Heading) {
        placeWrapped(paragraph, next);
    } else {
        placeLine(paragraph, next);
    }
    addQuoteBars(paragraph, top);
    m_text.height = m_y;
    return !m_text.isCut;
}

bool Setter::isLastThatFits(const MarkdownParagraph& paragraph, const MarkdownParagraph* next,
                            double bottom) const
{
    return next && !fits(bottom + gapBetween(&paragraph, *next) + lineHeightOf(*next));
}

/// Lists and quotes indent on the side where reading begins.
QRectF Setter::columnOf(const MarkdownParagraph& paragraph, double height) const
{
    double indent = paragraph.indent * listIndent + paragraph.quotes * quoteIndent;
    if (!paragraph.marker.isEmpty()) {
        const QFontMetricsF metrics(nodeFont(NodeFont::Body));
        indent = std::max(indent, metrics.horizontalAdvance(paragraph.marker) + markerGap);
    }
    indent = std::min(indent, m_room.width() / 2);
    return {isRightToLeft(paragraph) ? 0 : indent, m_y, m_room.width() - indent, height};
}

void Setter::placeLine(const MarkdownParagraph& paragraph, const MarkdownParagraph* next)
{
    const double height = lineHeightOf(paragraph);
    const QRectF column = columnOf(paragraph, height);
    m_text.isCut = isLastThatFits(paragraph, next, m_y + height);
    if (paragraph.kind == Kind::Rule) {
        m_text.boxes.push_back({QRectF(0, m_y + ruleHeight / 2, m_room.width(), 1)});
    } else if (paragraph.kind == Kind::Code) {
        addGround(column);
        addElided(paragraph, paragraph.cells.front(),
                  column.adjusted(codePadding, 0, -codePadding, 0), m_text.isCut);
    } else {
        placeRow(paragraph, column);
    }
    m_y += height;
}

void Setter::placeRow(const MarkdownParagraph& paragraph, const QRectF& column)
{
    const double width = column.width() / static_cast<double>(paragraph.cells.size());
    double left = column.left();
    for (const MarkdownWords& words : paragraph.cells) {
        addElided(paragraph, words, QRectF(left, m_y, width - cellGap, column.height()),
                  m_text.isCut && &words == &paragraph.cells.back());
        left += width;
    }
    if (paragraph.isTableHead) {
        m_text.boxes.push_back({QRectF(column.left(), column.bottom() - 1, column.width(), 1)});
    }
}

void Setter::placeWrapped(const MarkdownParagraph& paragraph, const MarkdownParagraph* next)
{
    const double height = lineHeightOf(paragraph);
    const QRectF column = columnOf(paragraph, height);
    const QFont font = fontOf(paragraph);
    MarkdownWords words = paragraph.cells.front();
    QTextLayout layout;
    const auto layOut = [&] {
        setUp(layout, words, font, true);
        breakLines(layout, column.width(), height);
    };
    layOut();
    const auto room = static_cast<int>((m_room.height() + overhang - m_y) / height);
    const int lines = std::min(layout.lineCount(), std::max(1, room));
    m_text.isCut =
        lines < layout.lineCount() || isLastThatFits(paragraph, next, m_y + lines * height);
    if (m_text.isCut) {
        int end = endForEllipsis(layout, layout.lineAt(lines - 1), column.width());
        words = shortened(paragraph.cells.front(), end);
        layOut();
        // Where directions mix, a line's end is not its edge.
        for (int i = 0; i < mostTries && layout.lineCount() > lines && end > 0; ++i) {
            end = layout.previousCursorPosition(end);
            words = shortened(paragraph.cells.front(), end);
            layOut();
        }
    }
    addMarker(paragraph, column);
    addWords(paragraph, words, layout, std::min(lines, layout.lineCount()), column.topLeft());
    m_y += lines * height;
}

/// One line, with an ellipsis when it is too long or `isCut`.
void Setter::addElided(const MarkdownParagraph& paragraph, const MarkdownWords& given,
                       const QRectF& room, bool isCut)
{
    MarkdownWords words = given;
    words.text.replace(QChar(QChar::LineSeparator), QLatin1Char(' '));
    const QFont font = fontOf(paragraph);
    QTextLayout layout;
    setUp(layout, words, font, false);
    breakLines(layout, endless, room.height());
    if (isCut || layout.lineAt(0).naturalTextWidth() > room.width()) {
        words = shortened(words, endForEllipsis(layout, layout.lineAt(0), room.width()));
        setUp(layout, words, font, false);
        breakLines(layout, endless, room.height());
    }
    addWords(paragraph, words, layout, 1, room.topLeft());
}

void Setter::addWords(const MarkdownParagraph& paragraph, const MarkdownWords& words,
                      const QTextLayout& layout, int lines, QPointF origin)
{
    for (const MarkdownSpan& span : words.spans) {
        for (int i = 0; span.isCode && i < lines; ++i) {
            const QTextLine line = layout.lineAt(i);
            const int from = std::max(span.start, line.textStart());
            const int to = std::min(span.start + span.length, line.textStart() + line.textLength());
            if (from < to) {
                const double one = line.cursorToX(from);
                const double other = line.cursorToX(to);
                const QRectF rect(std::min(one, other) - 1, line.y() + 1, std::abs(other - one) + 2,
                                  line.height() - 2);
                addGround(rect.translated(origin));
            }
        }
    }
    const QTextLine last = layout.lineAt(lines - 1);
    addGlyphs(layout.glyphRuns(0, last.textStart() + last.textLength()), origin,
              paragraph.quotes > 0 ? ColorRole::Dim : ColorRole::Text);
}

void Setter::addGlyphs(const QList<QGlyphRun>& glyphs, QPointF offset, ColorRole ink)
{
    for (const QGlyphRun& run : movedGlyphs(glyphs, offset)) {
        m_text.runs.push_back({run, ink});
    }
}

/// Lines of code beneath each other stand on one ground: two would meet in a seam.
void Setter::addGround(const QRectF& rect)
{
    if (!m_text.boxes.empty()) {
        RichText::Box& last = m_text.boxes.back();
        if (last.isGround && last.rect.left() == rect.left() && last.rect.right() == rect.right() &&
            last.rect.bottom() == rect.top()) {
            last.rect.setBottom(rect.bottom());
            return;
        }
    }
    m_text.boxes.push_back({rect, true});
}

void Setter::addMarker(const MarkdownParagraph& paragraph, const QRectF& line)
{
    if (paragraph.marker.isEmpty()) {
        return;
    }
    QTextLayout layout(paragraph.marker, nodeFont(NodeFont::Body));
    breakLines(layout, endless, line.height());
    const double width = layout.lineAt(0).naturalTextWidth();
    if (width + markerGap > m_room.width() - line.width()) {
        return;
    }
    const double left =
        isRightToLeft(paragraph) ? line.right() + markerGap : line.left() - markerGap - width;
    addGlyphs(layout.glyphRuns(), {left, line.top()}, ColorRole::Dim);
}

void Setter::addQuoteBars(const MarkdownParagraph& paragraph, double top)
{
    for (int i = 0; i < paragraph.quotes; ++i) {
        const double away = i * quoteIndent;
        const double left = isRightToLeft(paragraph) ? m_room.width() - away - barWidth : away;
        m_text.boxes.push_back({QRectF(left, top, barWidth, m_y - top)});
    }
}

} // namespace

RichText layOutMarkdown(const std::vector<MarkdownParagraph>& paragraphs, QSizeF room)
{
    Setter setter(room);
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        const MarkdownParagraph* before = i > 0 ? &paragraphs[i - 1] : nullptr;
        const MarkdownParagraph* next = i + 1 < paragraphs.size() ? &paragraphs[i + 1] : nullptr;
        if (!setter.place(before, paragraphs[i], next)) {
            break;
        }
    }
    return setter.take();
}

void drawRichText(QPainter& painter, QPointF origin, const RichText& text, theme::Scheme scheme)
{
    const QColor line = theme::color(ColorRole::Line, scheme);
    QColor ground = line;
    ground.setAlphaF(0.4F);
    for (const RichText::Box& box : text.boxes) {
        painter.fillRect(box.rect.translated(origin), box.isGround ? ground : line);
    }
    for (const RichText::Run& run : text.runs) {
        painter.setPen(theme::color(run.ink, scheme));
        painter.drawGlyphRun(origin, run.glyphs);
    }
}

} // namespace plantain::ui
