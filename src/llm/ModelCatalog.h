// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Clock.h"
#include "src/llm/LlmClient.h"

#include <QDate>
#include <QObject>

namespace plantain::llm {

enum class TemperatureRule {
    Allowed,
    OnlyWithoutEffort, ///< taken only when effort is "none"
    Deprecated,        ///< taken, but the provider advises against it: not offered, not sent
    Never              ///< refused with 400
};

struct Price {
    QDate validFrom;
    double inputPerMillion = 0; ///< USD
    std::optional<double> cachedPerMillion;
    double outputPerMillion = 0;
    bool operator==(const Price&) const = default;
};

/// What is known of a model. Unknown live models get safe values: no temperature, no effort, no
/// price.
struct ModelInfo {
    QString id;
    QString label;
    ProviderId provider = ProviderId::Google;
    std::optional<qint64> contextTokens;
    std::optional<qint64> maxOutputTokens;
    bool images = true;
    TemperatureRule temperature = TemperatureRule::Never;
    double maxTemperature = 2.0;
    bool takesMaxTokens = true;
    QStringList efforts; ///< empty: no effort parameter
    QString defaultEffort;
    QList<Price> prices; ///< ordered by date
    QDate retires;       ///< invalid: not announced
    QString replacedBy;
    bool live = false;  ///< from a live list
    bool isNew = false; ///< live, but not in the table
    bool operator==(const ModelInfo&) const = default;
};

/// Models of all providers: the built-in table (resources/models.json), the user's override file,
/// and the live lists cached for 24 h in models-cache.json. Lists are never waited for by a run.
class ModelCatalog : public QObject
{
    Q_OBJECT

public:
    /// `cacheFile` and `overrideFile` may be absent. `clock` and `clients` are borrowed.
    ModelCatalog(QString cacheFile, QString overrideFile, const base::Clock& clock,
                 LlmClients clients, QObject* parent = nullptr);
    ~ModelCatalog() override;

    /// What to offer, in order; retired models are left out.
    QList<ModelInfo> models(ProviderId provider) const;
    /// Also unknown ids (safe values).
    ModelInfo model(ProviderId provider, const QString& id) const;
    QString defaultModel(ProviderId provider) const;

    /// A request as it may be sent: retired id replaced, parameters the model refuses taken out.
    /// `notes` says what changed.
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
    /// cache file.
    void learnUnsupported(ProviderId provider, const QString& model, const QString& parameter);

    /// Fetches a live list, whatever the cache's age. Errors: of LlmClient::listModels.
    base::JobPtr<ModelListJob> refresh(ProviderId provider);
    bool isStale(ProviderId provider) const;

signals:
    void changed(plantain::llm::ProviderId provider);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::llm
