// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/MarkdownParagraphs.h"

#include "ui/widgets/OutputView.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>

namespace plantain::ui {

namespace {

using Kind = MarkdownParagraph::Kind;

constexpr QChar numberMark(0xE000); ///< around the number of an item; of no script

bool isFence(QStringView line)
{
    const QStringView start = line.trimmed();
    return start.startsWith(QLatin1String("```")) || start.startsWith(QLatin1String("~~~"));
}

/// It begins with a letter, as the next line of a paragraph does; nothing in it makes a table.
bool continuesParagraph(QStringView line)
{
    return !line.isEmpty() && line.front().isLetter() && !line.contains(QLatin1Char('|'));
}

bool canBeContinued(QStringView line)
{
    return !line.trimmed().isEmpty() && !line.startsWith(QLatin1Char('#')) &&
           !line.startsWith(QLatin1Char('\t')) && !line.startsWith(QLatin1String("    ")) &&
           !line.contains(QLatin1Char('|'));
}

/// The end of a line without what asks for a break there.
QStringView withoutBreakMark(QStringView line)
{
    while (!line.isEmpty() && line.back().isSpace()) {
        line.chop(1);
    }
    return line.endsWith(QLatin1Char('\\')) ? line.chopped(1) : line;
}

/// "3. Words": Qt 6.4 counts every list from 1, also one that goes on after a block of code. The
/// number travels as text of an item of a plain list.
const QRegularExpression& numberedItem()
{
    static const QRegularExpression expression(QStringLiteral("^( *)(\\d{1,9}[.)]) +(?=\\S)"));
    return expression;
}

bool isItem(QStringView line)
{
    const QStringView start = line.trimmed();
    return start.startsWith(QLatin1String("- ")) || start.startsWith(QLatin1String("* ")) ||
           numberedItem().match(line.toString()).hasMatch();
}

/// A number at the start of a line in the midst of a paragraph is no item, unless it is the first.
QString withNumberAsText(QStringView line, QStringView before)
{
    const QRegularExpressionMatch match = numberedItem().match(line.toString());
    const bool canBegin =
        before.trimmed().isEmpty() || before.startsWith(QLatin1Char(' ')) || isItem(before) ||
        (match.hasMatch() && match.capturedView(2).chopped(1) == QLatin1String("1"));
    if (!match.hasMatch() || !canBegin) {
        return line.toString();
    }
    return match.captured(1) + QLatin1String("+ ") + numberMark + match.captured(2) + numberMark +
           QLatin1Char(' ') + line.mid(match.capturedEnd()).toString();
}

/// Line breaks within paragraphs, and the numbers of items, as characters that the parser hands on.
QString prepared(const QString& markdown)
{
    QString kept;
    kept.reserve(markdown.size() + 8);
    bool isInFence = false;
    QStringView before;
    bool isFirst = true;
    for (const QStringView line : QStringView(markdown).split(QLatin1Char('\n'))) {
        if (!isFirst && !isInFence && canBeContinued(before) && continuesParagraph(line)) {
            kept.chop(before.size() - withoutBreakMark(before).size());
            kept += QChar(QChar::LineSeparator);
        } else if (!isFirst) {
            kept += QLatin1Char('\n');
        }
        kept += isInFence ? line.toString() : withNumberAsText(line, before);
        isInFence = isInFence != isFence(line);
        before = isFence(line) ? QStringView() : line;
        isFirst = false;
    }
    return kept;
}

bool isCode(const QTextBlock& block)
{
    const QTextBlockFormat format = block.blockFormat();
    return format.hasProperty(QTextFormat::BlockCodeFence) || format.nonBreakableLines();
}

QString textOf(const QTextFragment& fragment)
{
    const QTextCharFormat format = fragment.charFormat();
    return format.isImageFormat()
               ? QLatin1Char('[') + format.stringProperty(QTextFormat::ImageAltText) +
                     QLatin1Char(']')
               : fragment.text();
}

MarkdownWords wordsOf(const QTextBlock& block)
{
    MarkdownWords words;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
        const QTextCharFormat format = it.fragment().charFormat();
        const QString text = textOf(it.fragment());
        const MarkdownSpan span{static_cast<int>(words.text.size()),
                                static_cast<int>(text.size()),
                                format.fontWeight() > QFont::Medium,
                                format.fontItalic(),
                                format.fontFixedPitch(),
                                format.fontStrikeOut(),
                                !format.anchorHref().isEmpty()};
        words.text += text;
        if (span.isBold || span.isItalic || span.isCode || span.isStruckOut || span.isLink) {
            words.spans << span;
        }
    }
    return words;
}

QString markerOf(const QTextBlock& block)
{
    switch (block.blockFormat().marker()) {
    case QTextBlockFormat::MarkerType::Checked:
        return QStringLiteral("☑");
    case QTextBlockFormat::MarkerType::Unchecked:
        return QStringLiteral("☐");
    case QTextBlockFormat::MarkerType::NoMarker:
        break;
    }
    const bool isNumbered = block.textList()->format().style() <= QTextListFormat::ListDecimal;
    return isNumbered ? block.textList()->itemText(block) : QStringLiteral("•");
}

/// Takes the number of an item out of its words.
void takeNumber(MarkdownParagraph& paragraph)
{
    MarkdownWords& words = paragraph.cells.front();
    const qsizetype end = words.text.indexOf(numberMark, 1);
    if (!words.text.startsWith(numberMark) || end < 0) {
        return;
    }
    paragraph.marker = words.text.mid(1, end - 1);
    const qsizetype start = end + 2; // a space: emphasis may begin behind it
    words.text.remove(0, start);
    for (MarkdownSpan& span : words.spans) {
        span.start -= static_cast<int>(start);
    }
}

MarkdownParagraph paragraphOf(const QTextBlock& block)
{
    const QTextBlockFormat format = block.blockFormat();
    MarkdownParagraph paragraph;
    paragraph.level = format.headingLevel();
    paragraph.quotes = format.intProperty(QTextFormat::BlockQuoteLevel);
    paragraph.kind = isCode(block) ? Kind::Code : paragraph.level > 0 ? Kind::Heading : Kind::Text;
    paragraph.indent = format.indent();
    if (const QTextList* list = block.textList()) {
        paragraph.indent = list->format().indent();
        paragraph.marker = markerOf(block);
    }
    paragraph.cells = {wordsOf(block)};
    takeNumber(paragraph);
    return paragraph;
}

MarkdownParagraph rowOf(const QTextTable& table, int row)
{
    MarkdownParagraph paragraph;
    paragraph.kind = Kind::TableRow;
    paragraph.isTableHead = row == 0;
    for (int column = 0; column < table.columns(); ++column) {
        // Qt leaves an empty block before the words of the first cell.
        paragraph.cells.push_back(wordsOf(table.cellAt(row, column).lastCursorPosition().block()));
    }
    return paragraph;
}

MarkdownParagraph rule()
{
    MarkdownParagraph paragraph;
    paragraph.kind = Kind::Rule;
    paragraph.cells.resize(1);
    return paragraph;
}

} // namespace

std::vector<MarkdownParagraph> parseMarkdown(const QString& markdown)
{
    QTextDocument document;
    document.setUndoRedoEnabled(false);
    document.setMarkdown(prepared(markdown), OutputView::dialect);
    std::vector<MarkdownParagraph> paragraphs;
    QTextBlock block = document.begin();
    while (block.isValid()) {
        if (const QTextTable* table = QTextCursor(block).currentTable()) {
            for (int row = 0; row < table->rows(); ++row) {
                paragraphs.push_back(rowOf(*table, row));
            }
            const int last = table->lastPosition();
            while (block.isValid() && block.position() <= last) {
                block = block.next();
            }
            continue;
        }
        if (block.blockFormat().hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth)) {
            paragraphs.push_back(rule());
        } else if (!block.text().isEmpty() || isCode(block)) {
            paragraphs.push_back(paragraphOf(block));
        }
        block = block.next();
    }
    return paragraphs;
}

} // namespace plantain::ui
