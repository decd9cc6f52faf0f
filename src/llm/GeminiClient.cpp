// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/GeminiClient.h"

#include "src/llm/Backend.h"
#include "src/llm/GeminiCodec.h"
#include "src/secrets/ApiKeys.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

constexpr QLatin1String modelPrefix("models/");

bool writesText(const QJsonObject& model)
{
    static const QRegularExpression other(
        u"image|tts|embedding|live|robotics|computer-use|aqa|learnlm|omni|veo|imagen"_s);
    return model["supportedGenerationMethods"_L1].toArray().contains(u"generateContent"_s) &&
           !model["name"_L1].toString().contains(other);
}

class GeminiBackend final : public Backend
{
public:
    GeminiBackend(const net::NetworkFactory& network, secrets::ApiKeys& keys,
                  GeminiClientOptions options)
        : Backend(ProviderId::Google, network, options.timeouts, options.maxParallel, options.clock)
        , m_keys(keys)
        , m_baseUrl(under(options.baseUrl, u"/v1beta/"_s))
    {
    }

    base::JobPtr<CredentialJob> credentials() override { return m_keys.read(u"google"_s); }
    QList<net::HttpHeader> authorization(const base::Secret& credentials) const override
    {
        return {{"x-goog-api-key", credentials.reveal()}};
    }
    Question question(const LlmRequest& request) const override;
    std::unique_ptr<AnswerReader> reader() const override
    {
        return std::make_unique<GeminiReader>();
    }
    QUrl modelsUrl(const QString& page) const override;
    ModelPage readModels(const QJsonObject& answer) const override;

private:
    secrets::ApiKeys& m_keys;
    QUrl m_baseUrl;
};

Question GeminiBackend::question(const LlmRequest& request) const
{
    // Tuned models come with their own folder.
    const QString name = request.model.contains(u'/') ? request.model : modelPrefix + request.model;
    const QByteArray path = QUrl::toPercentEncoding(name, "/");
    QUrl url = under(m_baseUrl,
                     u'/' + QString::fromLatin1(path) +
                         (request.stream ? u":streamGenerateContent"_s : u":generateContent"_s));
    if (request.stream) {
        url.setQuery(u"alt=sse"_s);
    }
    return {url, geminiBody(request), request.stream};
}

QUrl GeminiBackend::modelsUrl(const QString& page) const
{
    QUrlQuery query{{u"pageSize"_s, u"1000"_s}};
    if (!page.isEmpty()) {
        query.addQueryItem(u"pageToken"_s, QString::fromLatin1(QUrl::toPercentEncoding(page)));
    }
    QUrl url = under(m_baseUrl, u"/models"_s);
    url.setQuery(query);
    return url;
}

ModelPage GeminiBackend::readModels(const QJsonObject& answer) const
{
    ModelPage page;
    page.nextPage = answer["nextPageToken"_L1].toString();
    const QJsonArray models = answer["models"_L1].toArray();
    for (const QJsonValue& value : models) {
        const QJsonObject model = value.toObject();
        QString id = model["name"_L1].toString();
        if (id.startsWith(modelPrefix)) {
            id.remove(0, modelPrefix.size());
        }
        if (!id.isEmpty() && writesText(model)) {
            page.models.append({id,
                                model["displayName"_L1].toString(id),
                                tokenCount(model["inputTokenLimit"_L1]),
                                {}});
        }
    }
    return page;
}

} // namespace

GeminiClient::GeminiClient(const net::NetworkFactory& network, secrets::ApiKeys& keys,
                           GeminiClientOptions options)
    : BackendClient(std::make_unique<GeminiBackend>(network, keys, std::move(options)))
{
}

} // namespace plantain::llm
