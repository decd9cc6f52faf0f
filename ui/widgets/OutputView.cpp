// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OutputView.h"

#include "ui/theme/Theme.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>

namespace plantain::ui {

namespace {

/// A rendering starts from the beginning each time, so it is done less often than plain text.
constexpr std::chrono::milliseconds renderPause{200};
/// Less than a line from the end still is the end.
constexpr int endTolerance = 12;

void useOurFixedFont(QTextDocument& document)
{
    const QFont code = theme::font(theme::TextStyle::Code);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (!it.fragment().charFormat().fontFixedPitch()) {
                continue;
            }
            QTextCursor cursor(&document);
            cursor.setPosition(it.fragment().position());
            cursor.setPosition(it.fragment().position() + it.fragment().length(),
                               QTextCursor::KeepAnchor);
            QTextCharFormat format;
            format.setFontFamilies({code.family()});
            format.setProperty(QTextFormat::FontPixelSize, code.pixelSize());
            cursor.mergeCharFormat(format);
        }
    }
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
        document()->setMarkdown(m_text, QTextDocument::MarkdownDialectGitHub);
        useOurFixedFont(*document());
    } else {
        // Plain text must not inherit the format of a Markdown rendering before it.
        setCurrentCharFormat({});
        setPlainText(m_text);
    }
    keepPlace(atEnd, before);
}

} // namespace plantain::ui
