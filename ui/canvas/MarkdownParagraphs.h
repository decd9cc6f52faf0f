// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <vector>

namespace plantain::ui {

/// Letters of one look within a paragraph.
struct MarkdownSpan {
    int start = 0;
    int length = 0;
    bool isBold = false;
    bool isItalic = false;
    bool isCode = false;
    bool isStruckOut = false;
    bool isLink = false;
    bool operator==(const MarkdownSpan&) const = default;
};

struct MarkdownWords {
    QString text;
    QList<MarkdownSpan> spans; ///< ascending; what is in none of them is plain
    bool operator==(const MarkdownWords&) const = default;
};

/// One paragraph, one item of a list, one line of code or one row of a table.
struct MarkdownParagraph {
    enum class Kind { Text, Heading, Code, Rule, TableRow };

    Kind kind = Kind::Text;
    std::vector<MarkdownWords> cells; ///< of a table's row; else one
    int level = 0;                    ///< of a heading, 1..6
    int quotes = 0;                   ///< how many block quotes it stands in
    int indent = 0;                   ///< how many lists it stands in
    QString marker;                   ///< "•", "2.", "☐": what stands before it
    bool isTableHead = false;
    bool operator==(const MarkdownParagraph&) const = default;
};

/// Markdown as models write it (the dialect of GitHub). HTML stays the text that it is, pictures
/// are their alternative text: nothing is ever loaded. A line break within a paragraph is kept,
/// because answers without markup (verses, letters) mean it.
std::vector<MarkdownParagraph> parseMarkdown(const QString& markdown);

} // namespace plantain::ui
