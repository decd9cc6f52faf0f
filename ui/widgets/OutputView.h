// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>
#include <QTextDocument>
#include <QTimer>

namespace plantain::ui {

/// The answer: raw text, or rendered Markdown. While text arrives the view stays where the reader
/// is; only a reader at the end is kept at the end. Never fetches anything: pictures in the
/// Markdown are not loaded.
class OutputView : public QTextBrowser
{
    Q_OBJECT

public:
    /// What answers are written in. HTML in them stays text: it could ask for pictures and styles.
    /// Nor do underscores underline, as Qt has it: they emphasise, as on GitHub.
    static constexpr int underlineExtension = 0x4000; ///< MD_FLAG_UNDERLINE of md4c
    static constexpr QTextDocument::MarkdownFeatures dialect =
        QTextDocument::MarkdownFeatures::fromInt(
            (QTextDocument::MarkdownDialectGitHub & ~underlineExtension) |
            QTextDocument::MarkdownNoHTML);

    explicit OutputView(QWidget* parent = nullptr);

    const QString& text() const { return m_text; }
    void setOutput(const QString& text);
    void appendOutput(const QString& text);
    bool showsMarkdown() const { return m_markdown; }
    void setMarkdownShown(bool shown);
    /// Draws at once what a batch still holds back.
    void flush();

    QVariant loadResource(int type, const QUrl& name) override;

private:
    bool isAtEnd() const;
    void render();
    void keepPlace(bool atEnd, int before);

    QString m_text;
    bool m_markdown = false;
    QTimer m_renderTimer;
};

} // namespace plantain::ui
