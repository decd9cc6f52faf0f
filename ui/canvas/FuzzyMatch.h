// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace plantain::ui {

/// How well `text` answers what was typed: its letters in this order, any case, not always side by
/// side ("pc" finds "Prompt Constructor"). Higher is better; empty: not at all. Beginnings of words
/// and letters in a row count more.
std::optional<int> fuzzyScore(const QString& typed, const QString& text);

} // namespace plantain::ui
