// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OutputView.h"

#include "ui/theme/Theme.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>

namespace plantain::ui {

namespace {

/// A rendering starts from the beginning each time, so it is done less often than plain text.
constexpr std::chrono::milliseconds renderPause{200};
/// Less than a line from the end still is the end.
constexpr int endTolerance = 12;

constexpr qreal lineHeightPercent = 125;
constexpr int paragraphGap = 8;
constexpr int listIndent = 20;
constexpr int quoteIndent = 16;

int headingSize(int level)
{
    return level == 1 ? 18 : level == 2 ? 16 : 14;
}

bool isCode(const QTextBlock& block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) ||
           block.blockFormat().nonBreakableLines();
}

int quoteLevel(const QTextBlock& block)
{
    return block.blockFormat().intProperty(QTextFormat::BlockQuoteLevel);
}

/// What a fragment of rendered Markdown should look like; an unset format leaves it as it is.
QTextCharFormat formatFor(const QTextBlock& block, const QTextCharFormat& current)
{
    QTextCharFormat format;
    if (current.fontFixedPitch() || isCode(block)) {
        const QFont code = theme::font(theme::TextStyle::Code);
        format.setFontFamilies({code.family()});
        format.setProperty(QTextFormat::FontPixelSize, code.pixelSize());
    } else if (const int level = block.blockFormat().headingLevel()) {
        format.clearProperty(QTextFormat::FontSizeAdjustment);
        format.setProperty(QTextFormat::FontPixelSize, headingSize(level));
        format.setFontWeight(QFont::DemiBold);
    } else if (quoteLevel(block) > 0) {
        format.setForeground(theme::color(theme::ColorRole::Dim));
    }
    return format;
}

QTextBlockFormat spacingFor(const QTextBlock& block)
{
    QTextBlockFormat format;
    format.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
    if (const int level = quoteLevel(block)) {
        format.setLeftMargin(level * quoteIndent);
        format.setRightMargin(0);
    }
    if (isCode(block)) {
        QColor ground = theme::color(theme::ColorRole::Line);
        ground.setAlphaF(0.4F);
        format.setBackground(ground);
    } else if (!block.textList() && block.blockNumber() > 0) {
        format.setTopMargin(block.blockFormat().headingLevel() > 0 ? 2 * paragraphGap
                                                                   : paragraphGap);
    }
    return format;
}

/// Qt renders Markdown without spacing and with very large headings.
void typeset(QTextDocument& document)
{
    document.setIndentWidth(listIndent);
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        cursor.setPosition(block.position());
        cursor.mergeBlockFormat(spacingFor(block));
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            QTextCharFormat format = fragment.charFormat();
            format.clearProperty(QTextFormat::FontSizeAdjustment);
            format.merge(formatFor(block, fragment.charFormat()));
            cursor.setCharFormat(format);
        }
    }
}

void setLineHeight(QTextDocument& document)
{
    QTextBlockFormat format;
    format.setLineHeight(lineHeightPercent, QTextBlockFormat::ProportionalHeight);
    QTextCursor all(&document);
    all.select(QTextCursor::Document);
    all.mergeBlockFormat(format);
}

} // namespace

OutputView::OutputView(QWidget* parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    document()->setDocumentMargin(8);
    m_renderTimer.setSingleShot(true);
    m_renderTimer.setInterval(renderPause);
    connect(&m_renderTimer, &QTimer::timeout, this, &OutputView::render);
}

QVariant OutputView::loadResource(int type, const QUrl& name)
{
    Q_UNUSED(type)
    Q_UNUSED(name)
    return {};
}

void OutputView::setOutput(const QString& text)
{
    m_text = text;
    render();
}

void OutputView::appendOutput(const QString& text)
{
    m_text += text;
    if (m_markdown) {
        if (!m_renderTimer.isActive()) {
            m_renderTimer.start();
        }
        return;
    }
    const bool atEnd = isAtEnd();
    const int before = verticalScrollBar()->value();
    QTextCursor end(document());
    end.movePosition(QTextCursor::End);
    end.insertText(text);
    keepPlace(atEnd, before);
}

void OutputView::setMarkdownShown(bool shown)
{
    if (m_markdown != shown) {
        m_markdown = shown;
        render();
    }
}

void OutputView::flush()
{
    if (m_renderTimer.isActive()) {
        m_renderTimer.stop();
        render();
    }
}

bool OutputView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - endTolerance;
}

void OutputView::keepPlace(bool atEnd, int before)
{
    verticalScrollBar()->setValue(atEnd ? verticalScrollBar()->maximum() : before);
}

void OutputView::render()
{
    const bool atEnd = isAtEnd();
    const int before = verticalScrollBar()->value();
    if (m_markdown) {
        document()->setMarkdown(m_text, dialect);
        typeset(*document());
    } else {
        // Plain text must not inherit the format of a Markdown rendering before it.
        setCurrentCharFormat({});
        setPlainText(m_text);
        setLineHeight(*document());
    }
    keepPlace(atEnd, before);
}

} // namespace plantain::ui
