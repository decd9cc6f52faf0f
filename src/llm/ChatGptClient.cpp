// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ChatGptClient.h"

#include "src/auth/AuthService.h"
#include "src/llm/Backend.h"
#include "src/llm/ModelListing.h"
#include "src/llm/ResponsesCodec.h"
#include "src/llm/StreamJob.h"
#include "src/llm/Trouble.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace plantain::llm {

class ChatGptClient::Private final : public Backend
{
public:
    Private(const net::NetworkFactory& network, auth::AuthService& account,
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
    QList<net::HttpHeader> extraHeaders() const override;
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

QList<net::HttpHeader> ChatGptClient::Private::extraHeaders() const
{
    QList<net::HttpHeader> headers;
    const QHash<QString, QString>& own = m_account.profile().apiHeaders;
    for (auto it = own.cbegin(); it != own.cend(); ++it) {
        headers.append({it.key().toLatin1(), it.value().toUtf8()});
    }
    return headers;
}

Question ChatGptClient::Private::question(const LlmRequest& request) const
{
    return {address(u"/responses"_s), responsesBody(request, ResponsesServer::Account), true};
}

void ChatGptClient::Private::observe(const LlmResult& result)
{
    if (!result.error) {
        m_account.reportUsable();
    } else if (isPlanLimitCode(result.error->code)) {
        m_account.reportUsageLimited();
    } else if (isNotEligibleCode(result.error->code)) {
        m_account.reportNotEligible();
    }
}

ModelPage ChatGptClient::Private::readModels(const QJsonObject& answer) const
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

ChatGptClient::ChatGptClient(const net::NetworkFactory& network, auth::AuthService& account,
                             ChatGptClientOptions options)
    : d(std::make_unique<Private>(network, account, options))
{
}

ChatGptClient::~ChatGptClient() = default;

base::JobPtr<LlmJob> ChatGptClient::generate(const LlmRequest& request)
{
    return base::makeJob<StreamJob>(*d, request);
}

base::JobPtr<ModelListJob> ChatGptClient::listModels()
{
    return base::makeJob<ModelListing>(*d);
}

} // namespace plantain::llm
