// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmClient.h"

#include <QMap>

namespace plantain::llm {

/// models-cache.json: the last live lists, and what models were learned to refuse. Holds no secret;
/// everything in it can be fetched again.
struct ModelsCache {
    struct List {
        base::UnixTime fetchedAt;
        QList<ListedModel> models;
        bool operator==(const List&) const = default;
    };
    QMap<ProviderId, List> lists;
    /// By model: "temperature", "max_tokens", "effort".
    QMap<ProviderId, QMap<QString, QStringList>> unsupported;
    bool operator==(const ModelsCache&) const = default;
};

/// An absent, unreadable or corrupt file is an empty cache, and is said in the log only.
ModelsCache loadModelsCache(const QString& path);
/// Errors: StorageFailed.
base::Status saveModelsCache(const QString& path, const ModelsCache& cache);

} // namespace plantain::llm
