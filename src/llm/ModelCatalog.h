// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmClient.h"
#include "src/llm/ModelInfo.h"

#include <QObject>

namespace plantain::llm {

/// Models of all providers: the built-in table (resources/models.json), the user's override file,
/// and the live lists cached for 24 h in models-cache.json. Lists are never waited for by a run.
/// The format of table and override file is told at ModelTable.
class ModelCatalog : public QObject
{
    Q_OBJECT

public:
    /// `cacheFile` and `overrideFile` may be absent. `clock` and `clients` are borrowed.
    ModelCatalog(QString cacheFile, const QString& overrideFile, const base::Clock& clock,
                 LlmClients clients, QObject* parent = nullptr);
    ~ModelCatalog() override;

    /// Why the override file is not used; empty when it is, or when there is none.
    const std::optional<base::Error>& overrideError() const;
    /// The day on which the built-in rows and prices (or the user's) were last checked.
    QDate tableDate() const;

    /// What to offer, in order; retired models are left out. Known models come first, in the
    /// table's order, then what only the live list names. For openai-auth and openai-compatible the
    /// live list alone counts, in the server's order.
    QList<ModelInfo> models(ProviderId provider) const;
    /// Also unknown ids (safe values).
    ModelInfo model(ProviderId provider, const QString& id) const;
    /// Empty when nothing is known: openai-compatible before its first live list.
    QString defaultModel(ProviderId provider) const;

    /// A request as it may be sent: retired id replaced, the model's default effort filled in,
    /// parameters that the model refuses taken out, numbers out of range clamped. `notes` says what
    /// changed (but not the default effort).
    struct Prepared {
        LlmRequest request;
        QStringList notes;
    };
    Prepared prepared(const LlmRequest& request) const;

    /// Empty when the price or the usage is not known; plan use (openai-auth) costs nothing a call
    /// and is empty too.
    std::optional<double> costUsd(ProviderId provider, const QString& model, const Usage& usage,
                                  QString* priceDate = nullptr) const;

    /// Learned from a 400 "unsupported parameter": not offered nor sent from now on, kept in the
    /// cache file. `parameter` as in LlmResult::refusedParameters: "temperature", "max_tokens" or
    /// "effort"; others are ignored.
    void learnUnsupported(ProviderId provider, const QString& model, const QString& parameter);

    /// Fetches a live list, whatever the cache's age; the old one stays when that fails. Errors: of
    /// LlmClient::listModels.
    base::JobPtr<ModelListJob> refresh(ProviderId provider);
    /// True without a live list, or with one older than 24 h.
    bool isStale(ProviderId provider) const;

signals:
    void changed(plantain::llm::ProviderId provider);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::llm
