// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SteadyDigits.h"

#include <QFontMetricsF>
#include <QTextLayout>

#include <algorithm>
#include <array>

namespace plantain::ui {

namespace {

/// How far each digit is from being as wide as the widest one, px.
using Spares = std::array<double, 10>;

Spares measure(NodeFont role)
{
    const QFontMetricsF metrics(nodeFont(role));
    Spares widths{};
    for (char16_t i = 0; i < widths.size(); ++i) {
        widths.at(i) = metrics.horizontalAdvance(QChar(char16_t(u'0' + i)));
    }
    const double widest = *std::max_element(widths.begin(), widths.end());
    for (double& width : widths) {
        width = widest - width;
    }
    return widths;
}

const Spares& sparesOf(NodeFont role)
{
    static const std::array all{measure(NodeFont::Title), measure(NodeFont::Body),
                                measure(NodeFont::Small), measure(NodeFont::Code),
                                measure(NodeFont::Label)};
    return all.at(static_cast<std::size_t>(role));
}

bool isDigit(QChar letter)
{
    return letter >= QLatin1Char('0') && letter <= QLatin1Char('9');
}

double spareOf(QChar digit, const Spares& spares)
{
    return spares.at(static_cast<std::size_t>(digit.unicode() - u'0'));
}

} // namespace

double spareOfDigits(const QString& text, NodeFont font)
{
    const Spares& spares = sparesOf(font);
    double all = 0;
    for (const QChar letter : text) {
        all += isDigit(letter) ? spareOf(letter, spares) : 0;
    }
    return all;
}

void spaceDigits(QTextLayout& layout, NodeFont role)
{
    const Spares& spares = sparesOf(role);
    const QString text = layout.text();
    QList<QTextLayout::FormatRange> formats;
    for (int i = 0; i < text.size(); ++i) {
        if (isDigit(text.at(i))) {
            QFont font = layout.font();
            font.setLetterSpacing(QFont::AbsoluteSpacing, spareOf(text.at(i), spares));
            QTextLayout::FormatRange range{i, 1, {}};
            range.format.setFont(font);
            formats << range;
        }
    }
    layout.setFormats(formats);
}

QList<QGlyphRun> glyphsWithSteadyDigits(const QTextLayout& layout, NodeFont font)
{
    const Spares& spares = sparesOf(font);
    const QString text = layout.text();
    QList<QGlyphRun> glyphs;
    int from = 0;
    while (from < text.size()) {
        int to = from + 1;
        const bool isNumber = isDigit(text.at(from));
        while (!isNumber && to < text.size() && !isDigit(text.at(to))) {
            ++to;
        }
        const double away = isNumber ? spareOf(text.at(from), spares) / 2 : 0;
        glyphs << movedGlyphs(layout.glyphRuns(from, to - from), {away, 0});
        from = to;
    }
    return glyphs;
}

} // namespace plantain::ui
