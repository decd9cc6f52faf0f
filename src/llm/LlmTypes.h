// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace plantain::llm {

/// Providers of text. The ids in files and on the command line are `google`, `openai`,
/// `openai-auth`, `openai-compatible` (T2.1).
enum class ProviderId { Google, OpenAi, OpenAiAuth, OpenAiCompatible };

QString toString(ProviderId provider);
/// Empty for an unknown id: keep and report it, never guess (T2.2).
std::optional<ProviderId> providerFromString(const QString& id);
/// For people: "Google", "OpenAI", "OpenAI (Auth)", "OpenAI-compatible" (T2.3).
QString displayName(ProviderId provider);
/// In the order lists show them.
const QList<ProviderId>& allProviders();

/// A picture ready to be sent: PNG, JPEG or WebP, at most 2048 px on its longer side. Made by
/// `ImageInput`.
struct Image {
    QByteArray bytes;
    QByteArray mimeType;
    QString name; ///< for messages
    bool operator==(const Image&) const = default;
};

struct LlmRequest {
    ProviderId provider = ProviderId::Google;
    QString model;
    QString system;
    QString prompt;
    QList<Image> images;
    std::optional<double> temperature; ///< 0..2
    std::optional<int> maxTokens;      ///< answer and thinking together, > 0
    QString effort; ///< none, minimal, low, medium, high, xhigh, max; empty: the model's default
    bool stream = true;
    bool operator==(const LlmRequest&) const = default;
};

struct Usage {
    std::optional<qint64> inputTokens;
    std::optional<qint64> cachedTokens; ///< part of inputTokens
    std::optional<qint64> outputTokens; ///< thinking included
    std::optional<qint64> reasoningTokens;
    std::optional<qint64> totalTokens;
    bool estimated = false;
    bool operator==(const Usage&) const = default;
};

/// How an answer ended. Text received before is kept in all of them (R1).
enum class LlmStatus { Completed, Truncated, Blocked, Refused, Cut, Failed, Cancelled };
/// `completed|truncated|blocked|refused|cut|failed|cancelled`.
QString toString(LlmStatus status);

/// What an answer is doing (R1).
enum class LlmPhase {
    Queued,
    Connecting,
    WaitingForFirstByte,
    Thinking,
    Streaming,
    WaitingToRetry,
    Ended
};

struct LlmError {
    base::Error error; ///< message is the title, hint says what to do, detail the raw text
    std::optional<int> httpStatus;
    QString code; ///< the provider's
    QString requestId;
    std::optional<std::chrono::milliseconds> retryAfter;
};

/// The answer with what is needed to reproduce and to bill it (R11).
struct LlmResult {
    LlmStatus status = LlmStatus::Failed;
    QString text;
    QString model; ///< the one that answered, else the one asked
    Usage usage;
    std::optional<double>
        costUsd;       ///< from the price table; unknown for unknown models and for plan use
    QString priceDate; ///< date of the price used
    int attempts = 0;  ///< POSTs sent
    std::optional<LlmError> error;
    QString reason; ///< why blocked, refused or truncated, in the provider's words
    QString requestId;
    /// Left out after the server had refused them, for ModelCatalog::learnUnsupported: temperature,
    /// max_tokens, effort.
    QStringList refusedParameters;
    QStringList notes; ///< visible remarks: a retired model was replaced, a parameter left out
    std::chrono::milliseconds timeToFirstText{0};
    std::chrono::milliseconds elapsed{0};
};

} // namespace plantain::llm

Q_DECLARE_METATYPE(plantain::llm::LlmPhase)
