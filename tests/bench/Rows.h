// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>

#include <optional>

namespace plantain::bench {

/// What a row prints, an object a line; empty when it could not be measured.
using Lines = std::optional<QList<QJsonObject>>;

/// Each measures one thing; when it cannot, the reason is on stderr. What `size` counts is in the
/// table of main.cpp.
Lines measureSse(qint64 mebibytes);
Lines measureLatency(qint64 deltas);
Lines measureRefresh(qint64 callers);
Lines measureStart(qint64 rounds);
Lines measureMemory(qint64 rounds);
Lines measureRun(qint64 nodes);
Lines measureFiles(qint64 nodes);
Lines measureCanvas(qint64 nodes);
Lines measureLoad(qint64 nodes);
Lines measureDelete(qint64 nodes);
Lines measureStream(qint64 nodes);

} // namespace plantain::bench
