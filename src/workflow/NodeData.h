// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/workflow/WorkflowEdit.h"

#include <QSize>

/// Typed views of what nodes keep in `data`, under the reference's keys. Reading never fails: what
/// is absent gives the default. Writing makes a patch, so that only what differs is touched.
namespace plantain::workflow {

/// Keys of `data` (the reference's words, then our own).
namespace keys {
inline constexpr QLatin1String customTitle{"customTitle"};
inline constexpr QLatin1String comment{"comment"};
inline constexpr QLatin1String prompt{"prompt"};
inline constexpr QLatin1String variableName{"variableName"};
inline constexpr QLatin1String templateText{"template"};
inline constexpr QLatin1String unresolvedVars{"unresolvedVars"};
inline constexpr QLatin1String image{"image"};
inline constexpr QLatin1String imageRef{"imageRef"};
inline constexpr QLatin1String filename{"filename"};
inline constexpr QLatin1String dimensions{"dimensions"};
inline constexpr QLatin1String inputPrompt{"inputPrompt"};
inline constexpr QLatin1String outputText{"outputText"};
inline constexpr QLatin1String systemPrompt{"systemPrompt"};
inline constexpr QLatin1String provider{"provider"};
inline constexpr QLatin1String model{"model"};
inline constexpr QLatin1String temperature{"temperature"};
inline constexpr QLatin1String maxTokens{"maxTokens"};
inline constexpr QLatin1String status{"status"}; ///< idle | loading | complete | error
inline constexpr QLatin1String error{"error"};
inline constexpr QLatin1String outputFilename{"outputFilename"};
// Our own:
inline constexpr QLatin1String effort{"effort"};
inline constexpr QLatin1String text{"text"};           ///< of a note
inline constexpr QLatin1String disabled{"disabled"};   ///< skipped when running
inline constexpr QLatin1String collapsed{"collapsed"}; ///< only the header is drawn
inline constexpr QLatin1String resultKey{
    "resultKey"}; ///< what made outputText: see run::Evaluation
inline constexpr QLatin1String outputHistory{"outputHistory"};
} // namespace keys

/// The custom title, else the type's; for an unknown type its word from the file.
QString titleOf(const Node& node);
/// What the user typed into the node: prompt, template, input prompt, note.
QString ownText(const Node& node);
/// The key of `data` that ownText reads; empty for kinds that have none.
QLatin1String ownTextKey(NodeKind kind);

/// The name under which a node's text can be used in templates; empty: none. Prompt nodes as in the
/// reference; nodes of other kinds with a text output may have one, too.
QString variableNameOf(const Node& node);
/// [A-Za-z0-9_]{1,30}
bool isVariableName(const QString& name);

/// The parameters of an LLM Generate node. `provider` is the file's word, known or not.
struct LlmParameters {
    QString provider;
    QString model;
    QString system;
    std::optional<double> temperature;
    std::optional<int> maxTokens;
    QString effort;
    bool operator==(const LlmParameters&) const = default;
};
LlmParameters llmParameters(const Node& node);
/// Empty when nothing differs. Parameters that are not set take their keys away.
DataPatch patchFor(const Node& node, const LlmParameters& parameters);

/// A picture of a workflow: in the file as a data URL, or beside it.
struct ImageSource {
    QJsonValue dataUrl; ///< shared with the node's data, not copied; null when kept beside the file
    QString reference;  ///< imageRef: a file in `inputs/` or `generations/` beside the workflow
    QString name;       ///< for people
    QSize size;         ///< px; invalid when not known
    /// The data that the URL stands in; empty: none. Only makes comparing cheap: two values of Qt's
    /// JSON are compared letter by letter, which takes 19 ms for a picture of 10 MB.
    QJsonObject origin = {};
    bool isEmpty() const { return !dataUrl.isString() && reference.isEmpty(); }
    bool operator==(const ImageSource& other) const;
};
ImageSource imageOf(const Node& node);
/// The name under which a picture with these bytes is kept beside a workflow: made of what is in
/// it, so that a picture is the same wherever it is kept.
QString referenceFor(const QByteArray& bytes);
/// What an Image node keeps for a picture with these bytes (PNG, JPEG or WebP).
DataPatch patchForImage(const QByteArray& bytes, const QString& name, QSize size);
/// The picture's bytes. Any thread. `folder` is the workflow's. Errors: InvalidInput naming the
/// picture (no such file, not base64, a reference that leaves the folder).
base::Result<QByteArray> readImage(const ImageSource& source, const QString& folder);

/// One result that a node has had; the newest is last.
struct HistoryEntry {
    QString text;
    QString model;
    QString key;          ///< resultKey of that run; empty after editing by hand
    qint64 createdAt = 0; ///< Unix seconds
    std::optional<qint64> inputTokens;
    std::optional<qint64> outputTokens;
    std::optional<double> costUsd;
    bool operator==(const HistoryEntry&) const = default;
};
inline constexpr int maxHistory = 20;
QList<HistoryEntry> historyOf(const Node& node);
/// At most maxHistory are kept, the newest ones.
QJsonValue toJson(const QList<HistoryEntry>& history);
/// Place of the entry that is shown: the last whose text is outputText; -1 when none is.
int shownEntry(const Node& node);

bool isDisabled(const Node& node);
bool isCollapsed(const Node& node);

} // namespace plantain::workflow
