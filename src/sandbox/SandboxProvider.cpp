// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxProvider.h"

#include "src/sandbox/SandboxApi.h"
#include "src/sandbox/SandboxOAuth.h"

namespace plantain::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Duration>
void readDuration(const QJsonObject& json, QLatin1String name, Duration& knob)
{
    if (json.contains(name)) {
        knob = Duration(json.value(name).toInteger());
    }
}

QJsonObject knobsToJson(const SandboxKnobs& knobs)
{
    return {{u"ms_per_token"_s, qint64(knobs.timePerToken.count())},
            {u"ms_to_first_token"_s, qint64(knobs.timeToFirstToken.count())},
            {u"access_token_lifetime_s"_s, qint64(knobs.accessTokenLifetime.count())},
            {u"fail_next_requests"_s, knobs.failNextRequests},
            {u"fail_status"_s, knobs.failStatus},
            {u"cut_after_tokens"_s, knobs.cutAfterTokens},
            {u"grant_plan"_s, knobs.grantPlan}};
}

void turnKnobs(const QJsonObject& json, SandboxKnobs& knobs)
{
    readDuration(json, "ms_per_token"_L1, knobs.timePerToken);
    readDuration(json, "ms_to_first_token"_L1, knobs.timeToFirstToken);
    readDuration(json, "access_token_lifetime_s"_L1, knobs.accessTokenLifetime);
    knobs.failNextRequests = json.value("fail_next_requests"_L1).toInt(knobs.failNextRequests);
    knobs.failStatus = json.value("fail_status"_L1).toInt(knobs.failStatus);
    knobs.cutAfterTokens = json.value("cut_after_tokens"_L1).toInt(knobs.cutAfterTokens);
    knobs.grantPlan = json.value("grant_plan"_L1).toBool(knobs.grantPlan);
}

} // namespace

class SandboxProvider::Private
{
public:
    explicit Private(QString keyFolder)
        : keys(std::move(keyFolder))
        , http([this](const PracticeRequest& request, const PracticeReply& reply) {
            answer(request, reply);
        })
    {
    }

    QString url(const QString& path) const
    {
        return u"http://127.0.0.1:%1%2"_s.arg(http.port()).arg(path);
    }

    void answer(const PracticeRequest& request, const PracticeReply& reply)
    {
        const bool isApi = request.path.startsWith("/v1");
        if (request.path == "/__knobs") {
            answerKnobs(request, reply);
        } else if (isApi && knobs.failNextRequests > 0) {
            --knobs.failNextRequests;
            fail(request, reply);
        } else if (!oauth.handle(request, reply) && !openAi.handle(request, reply) &&
                   !gemini.handle(request, reply)) {
            reply.send(404, "text/plain", "Sandbox: there is nothing here.\n");
        }
    }

    /// Only JSON is taken: a web page cannot send that here without being asked first, and nobody
    /// answers that question.
    void answerKnobs(const PracticeRequest& request, const PracticeReply& reply)
    {
        if (request.method == "POST") {
            const QJsonDocument body = QJsonDocument::fromJson(request.body);
            if (!request.header("content-type").startsWith("application/json") ||
                !body.isObject()) {
                reply.send(400, "text/plain", "Sandbox: send a JSON object.\n");
                return;
            }
            turnKnobs(body.object(), knobs);
        }
        sendJson(reply, 200, knobsToJson(knobs));
    }

    void fail(const PracticeRequest& request, const PracticeReply& reply) const
    {
        const PracticeProblem problem{
            knobs.failStatus, u"sandbox_fault"_s, {}, u"a fault that was asked for"_s};
        if (request.path.startsWith("/v1beta/")) {
            SandboxGemini::sendProblem(reply, problem);
        } else {
            SandboxOpenAi::sendProblem(reply, problem);
        }
    }

    SandboxKnobs knobs;
    SandboxKeys keys;
    SandboxOAuth oauth{keys, knobs};
    SandboxOpenAi openAi{oauth, knobs};
    SandboxGemini gemini{knobs};
    SandboxHttp http; // last: it must stop asking before the others go
};

SandboxProvider::SandboxProvider(QString keyFolder, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(keyFolder)))
{
}

SandboxProvider::~SandboxProvider() = default;

bool SandboxProvider::listen(quint16 port)
{
    return d->http.listen(port);
}

QString SandboxProvider::errorString() const
{
    return d->http.errorString();
}

quint16 SandboxProvider::port() const
{
    return d->http.port();
}

SandboxKnobs& SandboxProvider::knobs()
{
    return d->knobs;
}

QJsonObject SandboxProvider::authProfile() const
{
    return {{u"name"_s, u"sandbox"_s},
            {u"issuer"_s, SandboxOAuth::issuer},
            {u"authorization_endpoint"_s, d->url(u"/authorize"_s)},
            {u"token_endpoint"_s, d->url(u"/token"_s)},
            {u"revocation_endpoint"_s, d->url(u"/revoke"_s)},
            {u"jwks_uri"_s, d->url(u"/jwks"_s)},
            {u"client_id"_s, SandboxOAuth::clientId},
            {u"dynamic_registration"_s, false},
            {u"scope"_s, SandboxOAuth::scope},
            {u"resource"_s, SandboxOAuth::resource},
            {u"redirect_host"_s, u"127.0.0.1"_s},
            {u"redirect_ports"_s, QJsonArray{0}},
            {u"redirect_path"_s, u"/auth/callback"_s},
            {u"authorize_params"_s, QJsonObject{}},
            {u"api_base_url"_s, d->url(u"/v1"_s)},
            {u"api_headers"_s, QJsonObject{}}};
}

QUrl SandboxProvider::openAiBaseUrl() const
{
    return QUrl(d->url(u"/v1"_s));
}

QUrl SandboxProvider::googleBaseUrl() const
{
    return QUrl(d->url({}));
}

QString SandboxProvider::practiceKey()
{
    return u"sandbox-key"_s;
}

QJsonObject SandboxProvider::addresses() const
{
    return {{u"sandbox"_s, d->url({})},
            {u"openai_base_url"_s, openAiBaseUrl().toString()},
            {u"google_base_url"_s, googleBaseUrl().toString()},
            {u"practice_key"_s, practiceKey()},
            {u"knobs"_s, d->url(u"/__knobs"_s)},
            {u"auth_profile"_s, authProfile()}};
}

} // namespace plantain::sandbox
