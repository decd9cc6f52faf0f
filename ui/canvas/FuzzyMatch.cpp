// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/FuzzyMatch.h"

namespace plantain::ui {

namespace {

bool beginsWord(const QString& text, qsizetype place)
{
    return place == 0 || !text.at(place - 1).isLetterOrNumber();
}

/// Greedy from `from`; empty when not all letters are found.
std::optional<int> scoreFrom(const QString& typed, const QString& text, qsizetype from)
{
    int score = 0;
    qsizetype last = -2;
    for (const QChar letter : typed) {
        qsizetype found = text.indexOf(letter, from);
        // The beginning of a later word is what people mean by initials.
        if (found >= 0 && found != last + 1 && !beginsWord(text, found)) {
            qsizetype initial = found;
            while (initial >= 0 && !beginsWord(text, initial)) {
                initial = text.indexOf(letter, initial + 1);
            }
            found = initial >= 0 ? initial : found;
        }
        if (found < 0) {
            return std::nullopt;
        }
        score += found == last + 1 ? 8 : beginsWord(text, found) ? 6 : 1;
        last = found;
        from = found + 1;
    }
    return score;
}

} // namespace

std::optional<int> fuzzyScore(const QString& typed, const QString& text)
{
    const QString needle = typed.simplified().toCaseFolded().remove(QLatin1Char(' '));
    const QString hay = text.toCaseFolded();
    if (needle.isEmpty()) {
        return 0;
    }
    if (const qsizetype place = hay.indexOf(needle); place >= 0) {
        return 1000 + (beginsWord(hay, place) ? 100 : 0) - static_cast<int>(hay.size());
    }
    const auto score = scoreFrom(needle, hay, 0);
    return score ? std::optional(*score * 4 - static_cast<int>(hay.size())) : std::nullopt;
}

} // namespace plantain::ui
