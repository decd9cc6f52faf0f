// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ResultHistory.h"

#include "ui/panels/GenerationWords.h"
#include "ui/widgets/Words.h"

#include <QLocale>

namespace plantain::ui {

namespace keys = workflow::keys;

ResultHistory::ResultHistory(const workflow::Node& node)
    : m_entries(workflow::historyOf(node))
    , m_shown(workflow::shownEntry(node))
{
}

bool ResultHistory::canBrowse() const
{
    return m_entries.size() > 1 || (m_entries.size() == 1 && m_shown < 0);
}

QString ResultHistory::position() const
{
    const QLocale locale;
    return m_shown < 0 ? tr("%Ln earlier", nullptr, static_cast<int>(m_entries.size()))
                       : tr("%1 of %2")
                             .arg(locale.toString(m_shown + 1), locale.toString(m_entries.size()));
}

std::optional<int> ResultHistory::placeAt(int step) const
{
    const auto count = static_cast<int>(m_entries.size());
    if (m_shown < 0) {
        return step < 0 && count > 0 ? std::optional(count - 1) : std::nullopt;
    }
    const int place = m_shown + step;
    return place >= 0 && place < count ? std::optional(place) : std::nullopt;
}

workflow::DataPatch ResultHistory::choosing(int place) const
{
    const workflow::HistoryEntry& entry = m_entries.at(place);
    workflow::DataPatch values{{keys::outputText, entry.text},
                               {keys::status, QStringLiteral("complete")},
                               {keys::error, QJsonValue::Null}};
    if (!entry.key.isEmpty()) {
        values.insert(keys::resultKey, entry.key);
    }
    return values;
}

const workflow::HistoryEntry* ResultHistory::shown() const
{
    return m_shown < 0 ? nullptr : &m_entries.at(m_shown);
}

std::optional<workflow::DataPatch> ResultHistory::keeping(const QString& text,
                                                          base::UnixTime now) const
{
    if (text.isEmpty() || m_entries.isEmpty() || m_shown >= 0) {
        return std::nullopt;
    }
    workflow::HistoryEntry entry;
    entry.text = text;
    entry.createdAt = base::toUnixSeconds(now);
    return workflow::DataPatch{{keys::outputHistory, workflow::toJson(m_entries + QList{entry})}};
}

HistoryNumbers numbersOf(const workflow::HistoryEntry& entry, base::UnixTime now)
{
    llm::LlmResult result;
    result.status = llm::LlmStatus::Completed;
    result.model = entry.model;
    result.usage.inputTokens = entry.inputTokens;
    result.usage.outputTokens = entry.outputTokens;
    result.costUsd = entry.costUsd;
    QStringList parts;
    if (entry.key.isEmpty()) {
        parts << ResultHistory::tr("edited");
    }
    if (entry.createdAt > 0) {
        parts << words::timeAgo(base::fromUnixSeconds(entry.createdAt), now);
    }
    if (entry.costUsd) {
        parts << words::money(*entry.costUsd, false);
    }
    return {tokenText(result), parts.join(QStringLiteral(" · "))};
}

} // namespace plantain::ui
