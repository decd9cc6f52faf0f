// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ChatGptClient.h"

#include "src/auth/AuthService.h"
#include "src/llm/Backend.h"
#include "src/llm/ResponsesCodec.h"
#include "src/llm/Trouble.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

class ChatGptBackend final : public Backend
{
public:
    ChatGptBackend(const net::NetworkFactory& network, auth::AuthService& account,
                   const ChatGptClientOptions& options)
        : Backend(ProviderId::OpenAiAuth, network, options.timeouts, options.maxParallel,
                  options.clock)
        , m_account(account)
    {
    }

    base::JobPtr<CredentialJob> credentials() override { return m_account.accessToken(); }
    base::JobPtr<CredentialJob> replacementFor(const base::Secret& rejected) override
    {
        return m_account.replacementFor(rejected);
    }
    QList<net::HttpHeader> extraHeaders() const override
    {
        return asHeaders(m_account.profile().apiHeaders);
    }
    Question question(const LlmRequest& request) const override;
    std::unique_ptr<AnswerReader> reader() const override
    {
        return std::make_unique<ResponsesReader>();
    }
    void observe(const LlmResult& result) override;
    QUrl modelsUrl(const QString&) const override { return address(u"/models"_s); }
    ModelPage readModels(const QJsonObject& answer) const override;

private:
    QUrl address(const QString& path) const { return under(m_account.profile().apiBaseUrl, path); }

    auth::AuthService& m_account;
};

Question ChatGptBackend::question(const LlmRequest& request) const
{
    return {address(u"/responses"_s), responsesBody(request, ResponsesServer::Account), true};
}

void ChatGptBackend::observe(const LlmResult& result)
{
    if (!result.error) {
        m_account.reportUsable();
    } else if (isPlanLimitCode(result.error->code)) {
        m_account.reportUsageLimited();
    } else if (isNotEligibleCode(result.error->code)) {
        m_account.reportNotEligible();
    }
}

ModelPage ChatGptBackend::readModels(const QJsonObject& answer) const
{
    ModelPage page;
    const QJsonArray models = answer["models"_L1].toArray();
    for (const QJsonValue& model : models) {
        const QString id = model["slug"_L1].toString();
        if (!id.isEmpty() && model["visibility"_L1] == "list"_L1) {
            page.models.append({id,
                                model["display_name"_L1].toString(id),
                                tokenCount(model["context_window"_L1]),
                                {}});
        }
    }
    return page;
}

} // namespace

ChatGptClient::ChatGptClient(const net::NetworkFactory& network, auth::AuthService& account,
                             ChatGptClientOptions options)
    : BackendClient(std::make_unique<ChatGptBackend>(network, account, options))
{
}

} // namespace plantain::llm
