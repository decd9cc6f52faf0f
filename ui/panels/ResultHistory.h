// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/workflow/NodeData.h"

#include <QCoreApplication>

#include <optional>

namespace plantain::ui {

/// The results that a node had, and which of them it shows now. A value, made from the node when it
/// is asked for.
class ResultHistory
{
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::ResultHistory)

public:
    explicit ResultHistory(const workflow::Node& node);

    /// There is another one than what is shown.
    bool canBrowse() const;
    /// "2 of 5"; "5 earlier" while something else is shown.
    QString position() const;
    /// The place that is `step` away from the one that is shown; the newest when none is.
    std::optional<int> placeAt(int step) const;
    /// Makes it the node's result.
    workflow::DataPatch choosing(int place) const;
    /// The entry that is shown; null: none of them.
    const workflow::HistoryEntry* shown() const;
    /// The list with a text at its end that was written by hand; empty when there is nothing to
    /// keep: no text, one that is in the list, or no list.
    std::optional<workflow::DataPatch> keeping(const QString& text, base::UnixTime now) const;

private:
    QList<workflow::HistoryEntry> m_entries;
    int m_shown = -1;
};

/// What a result of the history took, in words.
struct HistoryNumbers {
    QString tokens;
    QString time; ///< "edited · 4 min ago · $0.0001"
};
HistoryNumbers numbersOf(const workflow::HistoryEntry& entry, base::UnixTime now);

} // namespace plantain::ui
