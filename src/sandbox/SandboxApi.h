// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/sandbox/SandboxAnswers.h"
#include "src/sandbox/SandboxHttp.h"
#include "src/sandbox/SandboxProvider.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>
#include <variant>

namespace plantain::sandbox {

class SandboxOAuth;

/// A refusal in a provider's terms.
struct PracticeProblem {
    int status = 400;
    QString code;
    QString parameter; ///< empty: none in particular
    QString message;
};

using PracticeParse = std::variant<PracticePrompt, PracticeProblem>;

/// One record of a stream: `data: {…}`, with an `event:` line when `name` is given.
QByteArray sseRecord(const QJsonObject& data, const QByteArray& name = {});
/// Counts an image of a `data:` URL or of base64 text; nothing when it is not base64.
std::optional<PracticeImage> practiceImage(const QString& mimeType, const QString& base64);
/// The answer's pieces, cut at the prompt's limit of tokens.
struct PracticeAnswer {
    QStringList pieces;
    bool truncated = false;
    QString text() const { return pieces.join(QString()); }
};
PracticeAnswer practiceAnswer(const PracticePrompt& prompt);
/// Input tokens as billed: words, and a flat number for each image.
qint64 inputTokens(const PracticePrompt& prompt);
void sendJson(const PracticeReply& reply, int status, const QJsonObject& body);
/// True for ids that name a model here; "sandbox-…" and the families the real providers have.
bool isKnownModel(const QString& id);

/// OpenAI's side: /v1/models, /v1/responses and /v1/chat/completions. An access token is held to
/// the rules of Sign in with ChatGPT, a practice key to those of the API.
class SandboxOpenAi
{
public:
    /// Both are borrowed.
    SandboxOpenAi(SandboxOAuth& oauth, const SandboxKnobs& knobs);
    bool handle(const PracticeRequest& request, const PracticeReply& reply);
    static void sendProblem(const PracticeReply& reply, const PracticeProblem& problem);

private:
    enum class Caller { Account, Key };

    /// Answers 401 or 403 itself when there is none.
    std::optional<Caller> authorized(const PracticeRequest& request, const PracticeReply& reply);
    void respond(const QJsonObject& body, Caller caller, const PracticeReply& reply);
    void chat(const QJsonObject& body, const PracticeReply& reply);
    static QJsonObject modelList(Caller caller);

    SandboxOAuth& m_oauth;
    const SandboxKnobs& m_knobs;
};

/// Gemini's side: /v1beta/models, :generateContent and :streamGenerateContent.
class SandboxGemini
{
public:
    /// Borrowed.
    explicit SandboxGemini(const SandboxKnobs& knobs);
    bool handle(const PracticeRequest& request, const PracticeReply& reply);
    static void sendProblem(const PracticeReply& reply, const PracticeProblem& problem);

private:
    void generate(const PracticeRequest& request, const PracticeReply& reply);

    const SandboxKnobs& m_knobs;
};

} // namespace plantain::sandbox
