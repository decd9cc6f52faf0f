// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>

namespace plantain::testing {

namespace {

class Browser
{
public:
    Browser()
    {
        m_manager.setProxy(QNetworkProxy::NoProxy);
        m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }

    std::unique_ptr<QNetworkReply> get(const QUrl& url)
    {
        return loaded(m_manager.get(QNetworkRequest(url)));
    }
    std::unique_ptr<QNetworkReply> post(const QUrl& url, const QByteArray& form)
    {
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/x-www-form-urlencoded");
        return loaded(m_manager.post(request, form));
    }
    /// With the redirects a browser follows on its own.
    std::unique_ptr<QNetworkReply> open(const QUrl& url)
    {
        std::unique_ptr<QNetworkReply> reply = get(url);
        for (int hops = 0; hops < 5 && reply->hasRawHeader("Location"); ++hops) {
            reply = get(url.resolved(QUrl::fromEncoded(reply->rawHeader("Location"))));
        }
        return reply;
    }

private:
    static std::unique_ptr<QNetworkReply> loaded(QNetworkReply* reply)
    {
        waitFor([reply] { return reply->isFinished(); });
        return std::unique_ptr<QNetworkReply>(reply);
    }

    QNetworkAccessManager m_manager;
};

QByteArray formOf(const QByteArray& page, Decision decision)
{
    static const QRegularExpression hidden("name=\"request\" value=\"([^\"]+)\"");
    const QString request = hidden.match(QString::fromUtf8(page)).captured(1);
    QByteArray form = "request=" + QUrl::toPercentEncoding(request);
    form += decision == Decision::Decline ? "&decision=decline" : "&decision=continue";
    return decision == Decision::Continue ? form + "&plan=on" : form;
}

} // namespace

ConsentOutcome pressConsent(const QUrl& authorizationUrl, Decision decision, bool follow)
{
    Browser browser;
    const QByteArray page = browser.get(authorizationUrl)->readAll();
    const auto decided =
        browser.post(authorizationUrl.resolved(QUrl("/authorize")), formOf(page, decision));
    ConsentOutcome outcome;
    outcome.callback = QUrl::fromEncoded(decided->rawHeader("Location"));
    if (follow) {
        const auto last = browser.open(outcome.callback);
        outcome.status = last->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        outcome.page = last->readAll();
    }
    return outcome;
}

QUrl addressPrintedBy(ChildProcess& login)
{
    return QUrl::fromEncoded(
        login.waitForLine([](const QByteArray& line) { return line.startsWith("http"); }));
}

CliRun signIn(PlantainCli& cli, Decision decision)
{
    const auto login = cli.start({"auth", "login", "--no-browser"});
    pressConsent(addressPrintedBy(*login), decision);
    (void)login->waitForEnd();
    return cli.outcome(*login);
}

PracticeTest::PracticeTest()
{
    EXPECT_TRUE(provider.listen());
    provider.knobs().timePerToken = {};
    provider.knobs().timeToFirstToken = {};
    cli.useProfile(provider.authProfile());
    cli.environment().insert("OPENAI_BASE_URL", provider.openAiBaseUrl().toString());
    cli.environment().insert("GOOGLE_GEMINI_BASE_URL", provider.googleBaseUrl().toString());
}

std::unique_ptr<ChildProcess> PracticeTest::startLogin(const QStringList& options)
{
    return cli.start(QStringList{"auth", "login", "--no-browser"} + options);
}

bool PracticeTest::signIn(Decision decision)
{
    return plantain::testing::signIn(cli, decision).exitCode == 0;
}

ScriptedApiTest::ScriptedApiTest()
{
    cli.environment().insert("OPENAI_BASE_URL", server.url("/v1").toString());
    cli.environment().insert("GOOGLE_GEMINI_BASE_URL", server.url().toString());
    cli.environment().insert("OPENAI_API_KEY", "sk-canary-openai-0123456789");
    cli.environment().insert("GEMINI_API_KEY", "canary-gemini-0123456789");
}

QByteArray ScriptedApiTest::deltaRecord(const QByteArray& text)
{
    const QJsonObject record{{"type", "response.output_text.delta"},
                             {"output_index", 0},
                             {"content_index", 0},
                             {"delta", QString::fromUtf8(text)}};
    return "event: response.output_text.delta\ndata: " +
           QJsonDocument(record).toJson(QJsonDocument::Compact) + "\n\n";
}

QByteArray ScriptedApiTest::completedRecord(const QByteArray& text)
{
    const QJsonObject part{{"type", "output_text"}, {"text", QString::fromUtf8(text)}};
    const QJsonObject message{
        {"type", "message"}, {"role", "assistant"}, {"content", QJsonArray{part}}};
    const QJsonObject usage{{"input_tokens", 1000}, {"output_tokens", 200}, {"total_tokens", 1200}};
    const QJsonObject response{{"id", "resp_1"},
                               {"status", "completed"},
                               {"model", "gpt-6-luna"},
                               {"output", QJsonArray{message}},
                               {"usage", usage}};
    const QJsonObject record{{"type", "response.completed"}, {"response", response}};
    return "event: response.completed\ndata: " +
           QJsonDocument(record).toJson(QJsonDocument::Compact) + "\n\n";
}

void ScriptedApiTest::answerWith(const QList<QByteArray>& deltas)
{
    server.on("/v1/responses", [deltas](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.beginChunked();
        QByteArray whole;
        for (const QByteArray& delta : deltas) {
            answer.chunk(deltaRecord(delta));
            whole += delta;
        }
        answer.chunk(completedRecord(whole));
        answer.endChunked();
    });
}

QString ScriptedApiTest::deltasOf(const QByteArray& output)
{
    QString text;
    const QList<QByteArray> lines = output.split('\n');
    for (const QByteArray& line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.value("type").toString() == "delta") {
            text += object.value("text").toString();
        }
    }
    return text;
}

} // namespace plantain::testing
