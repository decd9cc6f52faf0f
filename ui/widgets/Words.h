// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/base/Result.h"
#include "src/llm/LlmTypes.h"

#include <QString>

class QAction;
class QKeySequence;

/// Numbers and times as people read them, in their locale.
namespace plantain::ui::words {

/// "just now", "4 min ago", "2 h ago", then the date.
QString timeAgo(base::UnixTime then, base::UnixTime now);
/// "4:42". Negative is 0:00.
QString minutesAndSeconds(int seconds);
/// "0.31 s", "3.2 s", "2 min 5 s".
QString duration(std::chrono::milliseconds time);
/// "a••@example.org"; an address without @ shows its first letter only.
QString maskedEmail(const QString& email);
/// "922K", "1.05M".
QString shortCount(qint64 count);
/// "$0.0009"; "about $0.0009" when estimated.
QString money(double usd, bool estimated);
/// "1 node", "3 nodes"
QString nodes(int count);
/// The same to read, but a line may be broken behind every separator of a path.
QString breakable(const QString& text);
/// What happened and what to do about it, in one paragraph.
QString paragraph(const base::Error& error);
/// "412 in · 38 out"; empty when nothing is known.
QString tokens(const llm::Usage& usage);
/// "Save (Ctrl+S)": what a command is called and its key, for its tooltip.
QString withKey(const QString& name, const QKeySequence& key);
/// By its text and its first shortcut.
QString withKey(const QAction& action);

} // namespace plantain::ui::words
