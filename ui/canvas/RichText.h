// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/MarkdownParagraphs.h"
#include "ui/theme/Colors.h"

#include <QGlyphRun>
#include <QRectF>

#include <vector>

class QPainter;

namespace plantain::ui {

/// Markdown laid out for a node. World px from the text's top left; colours are asked for when it
/// is painted.
struct RichText {
    struct Box {
        QRectF rect;
        bool isGround = false; ///< beneath code; else a line: a rule, the bar of a quote
    };
    struct Run {
        QGlyphRun glyphs;
        theme::ColorRole ink = theme::ColorRole::Text;
    };
    std::vector<Box> boxes;
    std::vector<Run> runs;
    double height = 0;
    bool isCut = false; ///< there is more than fits; an ellipsis says so
};

RichText layOutMarkdown(const std::vector<MarkdownParagraph>& paragraphs, QSizeF room);

/// `painter` works in world px.
void drawRichText(QPainter& painter, QPointF origin, const RichText& text, theme::Scheme scheme);

} // namespace plantain::ui
