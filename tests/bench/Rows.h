// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <optional>

namespace plantain::bench {

/// Each measures one thing and gives what is printed; empty when it could not be measured, the
/// reason on stderr. What `size` counts is in the table of main.cpp.
std::optional<QJsonObject> measureSse(qint64 mebibytes);
std::optional<QJsonObject> measureLatency(qint64 deltas);
std::optional<QJsonObject> measureRefresh(qint64 callers);
std::optional<QJsonObject> measureStart(qint64 rounds);
std::optional<QJsonObject> measureMemory(qint64 rounds);
std::optional<QJsonObject> measureRun(qint64 nodes);
std::optional<QJsonObject> measureFiles(qint64 nodes);

} // namespace plantain::bench
