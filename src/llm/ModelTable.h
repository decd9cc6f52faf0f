// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelInfo.h"

#include <QMap>

namespace plantain::llm {

/// An id that is no longer to be asked, for files that still name it.
struct ModelAlias {
    QString replacedBy;
    QDate since;
    /// "shut_down", "not_offered" (the account never had it), or a sentence of the user's.
    QString why;
    bool operator==(const ModelAlias&) const = default;
};

/// What is assumed of a model that nobody described.
ModelInfo undescribedModel(ProviderId provider, const QString& id);

/// What resources/models.json and the user's override file say. The format, version 1:
/// `table_date` (ISO), `models`: rows {`id`, `label`, `providers`, `context`, `max_output`,
/// `image`, `temperature`: allowed | only_without_effort | deprecated | never, `max_temperature`,
/// `takes_max_tokens`, `efforts`, `default_effort`, `prices`: [{`valid_from`, `input`, `cached`,
/// `output` in USD for a million tokens, `long_input`: {`above`, `input_factor`,
/// `output_factor`}}], `retires`, `replaced_by`}, `aliases`: {provider: {old id: {`replaced_by`,
/// `since`, `why`}}}, `defaults`: {provider: id}.
struct ModelTable {
    QDate date;
    QList<ModelInfo> models;
    QMap<ProviderId, QMap<QString, ModelAlias>> aliases;
    QMap<ProviderId, QString> defaults;

    /// The row of exactly this id; null when there is none.
    const ModelInfo* row(ProviderId provider, const QString& id) const;
    /// Also of a dated snapshot: "gpt-6-luna-2026-09-22" has the row of "gpt-6-luna".
    const ModelInfo* rowOrBase(ProviderId provider, const QString& id) const;
    bool knows(ProviderId provider) const;
};

/// Reads a table and lays it over `base`: fields that a row leaves out keep the base's value.
/// Errors: InvalidInput with the field's path; nothing of a broken table is used.
base::Result<ModelTable> parseModelTable(const QByteArray& json, ModelTable base = {});

} // namespace plantain::llm
