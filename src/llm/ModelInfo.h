// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmTypes.h"

#include <QDate>

namespace plantain::llm {

enum class TemperatureRule {
    Allowed,
    OnlyWithoutEffort, ///< taken only when effort is "none"
    Deprecated,        ///< taken, but the provider advises against it: not offered, not sent
    Never              ///< refused with 400
};

/// A long input makes the whole request dearer.
struct LongInputRule {
    qint64 aboveTokens = 0;
    double inputFactor = 1;
    double outputFactor = 1;
    bool operator==(const LongInputRule&) const = default;
};

struct Price {
    QDate validFrom;
    double inputPerMillion = 0; ///< USD
    /// Unknown: counted as other input.
    std::optional<double> cachedPerMillion;
    double outputPerMillion = 0;
    std::optional<LongInputRule> longInput;
    bool operator==(const Price&) const = default;
};

/// What is known of a model. Unknown live models get safe values: no temperature, no effort, no
/// price. A server of the user's own (openai-compatible) is an exception: it is sent a temperature
/// until it refuses one, because nothing can be known of its models beforehand.
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
    QStringList efforts;   ///< empty: no effort parameter
    QString defaultEffort; ///< sent when a request names none; empty: the provider decides
    QList<Price> prices;   ///< ordered by date
    QDate retires;         ///< invalid: not announced
    QString replacedBy;
    bool live = false;  ///< from a live list
    bool isNew = false; ///< live, but not in the table
    bool operator==(const ModelInfo&) const = default;
};

} // namespace plantain::llm
