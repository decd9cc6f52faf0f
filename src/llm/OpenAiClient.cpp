// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/OpenAiClient.h"

#include "src/base/FunctionJob.h"
#include "src/llm/Backend.h"
#include "src/llm/ChatCompletionsCodec.h"
#include "src/llm/ResponsesCodec.h"
#include "src/secrets/ApiKeys.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

/// OpenAI lists everything it has; here only what writes text by these two protocols counts.
bool isTextModel(const QString& id)
{
    static const QRegularExpression family(u"^(gpt-|o\\d|chatgpt-|ft:)"_s);
    static const QRegularExpression other(
        u"image|audio|realtime|tts|transcribe|whisper|embedding|moderation|search|instruct|"
        u"codex-auto|live|sora|dall-e"_s);
    return id.contains(family) && !id.contains(other);
}

/// A key would be of no use.
base::JobPtr<CredentialJob> noServer()
{
    return base::makeFunctionJob<base::Secret>([] {
        return base::Error{
            base::ErrorKind::InvalidInput,
            QCoreApplication::translate("OpenAiClient", "No OpenAI-compatible server is set up."),
            QCoreApplication::translate("OpenAiClient",
                                        "Enter its address in Project setup, Providers."),
            {}};
    });
}

/// A date as a text or as Unix seconds.
QString isoDate(const QJsonValue& value)
{
    if (value.isDouble()) {
        return QDateTime::fromSecsSinceEpoch(value.toInteger())
            .toUTC()
            .date()
            .toString(Qt::ISODate);
    }
    return value.toString().left(10);
}

class OpenAiBackend final : public Backend
{
public:
    OpenAiBackend(const net::NetworkFactory& network, secrets::ApiKeys& keys,
                  OpenAiClientOptions options)
        : Backend(options.provider, network, options.timeouts, options.maxParallel, options.clock)
        , m_keys(keys)
        , m_options(std::move(options))
        , m_chat(m_options.chatCompletionsOnly)
    {
    }

    base::JobPtr<CredentialJob> credentials() override
    {
        return m_options.baseUrl.isEmpty() ? noServer() : m_keys.read(m_options.keyProvider);
    }
    bool needsCredentials() const override { return m_options.keyRequired; }
    QList<net::HttpHeader> extraHeaders() const override { return asHeaders(m_options.headers); }
    Question question(const LlmRequest& request) const override;
    std::unique_ptr<AnswerReader> reader() const override;
    void noteRefusal(const ApiProblem& problem, const QUrl& url) override;
    QUrl modelsUrl(const QString&) const override { return under(m_options.baseUrl, u"/models"_s); }
    ModelPage readModels(const QJsonObject& answer) const override;

private:
    bool isOpenAi() const { return provider() == ProviderId::OpenAi; }

    secrets::ApiKeys& m_keys;
    OpenAiClientOptions m_options;
    bool m_chat;
};

Question OpenAiBackend::question(const LlmRequest& request) const
{
    if (!m_chat) {
        return {under(m_options.baseUrl, u"/responses"_s),
                responsesBody(request, ResponsesServer::Api), request.stream};
    }
    const auto name = isOpenAi() ? MaxTokensName::MaxCompletionTokens : MaxTokensName::MaxTokens;
    return {under(m_options.baseUrl, u"/chat/completions"_s), chatBody(request, name),
            request.stream};
}

std::unique_ptr<AnswerReader> OpenAiBackend::reader() const
{
    if (m_chat) {
        return std::make_unique<ChatCompletionsReader>();
    }
    return std::make_unique<ResponsesReader>();
}

void OpenAiBackend::noteRefusal(const ApiProblem& problem, const QUrl& url)
{
    const bool absent = problem.httpStatus == 404 || problem.httpStatus == 405;
    if (absent && problem.code != "model_not_found"_L1 && url.host() != "api.openai.com"_L1) {
        m_chat = true;
    }
}

ModelPage OpenAiBackend::readModels(const QJsonObject& answer) const
{
    ModelPage page;
    const QJsonArray models = answer["data"_L1].toArray();
    for (const QJsonValue& model : models) {
        const QString id = model["id"_L1].toString();
        if (!id.isEmpty() && (!isOpenAi() || isTextModel(id))) {
            page.models.append({id, id, std::nullopt, isoDate(model["shutdown_date"_L1])});
        }
    }
    return page;
}

} // namespace

OpenAiClient::OpenAiClient(const net::NetworkFactory& network, secrets::ApiKeys& keys,
                           OpenAiClientOptions options)
    : BackendClient(std::make_unique<OpenAiBackend>(network, keys, std::move(options)))
{
}

} // namespace plantain::llm
