// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCache>
#include <QFont>
#include <QGlyphRun>
#include <QList>
#include <QSizeF>
#include <QString>

class QPainter;

namespace plantain::ui {

struct RichText;

/// The texts that stand on nodes. World px: they are laid out once, whatever the zoom.
enum class NodeFont { Title, Body, Small, Code, Label };
QFont nodeFont(NodeFont font);

struct TextLine {
    QList<QGlyphRun> glyphs;
    double width = 0;
    double ascent = 0;
    double height = 0;
};

struct TextBlock {
    QList<QGlyphRun> glyphs;
    QPointF end; ///< where the next letter would stand: its line's top
    double height = 0;
    bool isCut = false; ///< there is more than fits
};

/// Shaped texts, kept, because shaping takes twenty times as long as drawing.
class NodeText
{
public:
    static constexpr double lineHeight = 18;

    NodeText();
    ~NodeText();

    /// Valid until the next call. Elided at its end when it is wider than `room`. Digits of badges
    /// and footers, which count, stand in columns of one width.
    const TextLine& line(const QString& text, NodeFont font, double room);
    /// Wrapped. What does not fit into `room` is left out at the end, with an ellipsis, or at the
    /// beginning (`fromEnd`: the newest lines are shown). Valid until the next call.
    const TextBlock& block(const QString& text, QSizeF room, bool fromEnd);
    /// Markdown, rendered; what does not fit is left out at the end, with an ellipsis. Valid until
    /// the next call.
    const RichText& markdown(const QString& text, QSizeF room);
    /// After the fonts have changed.
    void clear();

    /// Digits count as the widest one, so that running numbers do not jitter.
    static double steadyWidth(const QString& text, NodeFont font);

private:
    struct Key {
        QString text;
        int font;
        int width;
        int height;
        bool operator==(const Key&) const = default;
    };
    friend size_t qHash(const Key& key, size_t seed)
    {
        return qHashMulti(seed, key.text, key.font, key.width, key.height);
    }

    QCache<Key, TextLine> m_lines;
    QCache<Key, TextBlock> m_blocks;
    QCache<Key, RichText> m_rich;
};

/// The side at which a text begins to be read.
Qt::Alignment alignmentOf(const QString& text);

QList<QGlyphRun> movedGlyphs(QList<QGlyphRun> glyphs, QPointF offset);
/// Draws glyphs with `origin` as the top left of their text.
void drawGlyphs(QPainter& painter, QPointF origin, const QList<QGlyphRun>& glyphs);

} // namespace plantain::ui
