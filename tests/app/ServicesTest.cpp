// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Services.h"

#include "src/llm/ModelCatalog.h"
#include "src/secrets/ApiKeys.h"
#include "src/settings/AppSettings.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/support/PlantainCli.h"
#include "tests/support/TestAuthority.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>

namespace plantain::testing {

namespace {

using namespace plantain::app;
using base::ErrorKind;
using llm::ProviderId;

constexpr const char* twoModels =
    R"({"object":"list","data":[{"id":"gpt-6-luna"},{"id":"gpt-6-sol"}]})";

/// Answers every request with a list of two models, over TLS.
class TlsServer
{
public:
    explicit TlsServer(const TestAuthority& authority)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(
            QSslCertificate::fromPath(authority.certificateFile()).value(0));
        QFile key(authority.keyFile());
        EXPECT_TRUE(key.open(QIODevice::ReadOnly));
        configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
        m_server.setSslConfiguration(configuration);
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server,
                         [this] { serve(*m_server.nextPendingConnection()); });
        EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost));
    }
    QString url() const
    {
        return QStringLiteral("https://127.0.0.1:%1/v1").arg(m_server.serverPort());
    }

private:
    static void serve(QTcpSocket& socket)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&socket] {
            if (socket.readAll().contains("\r\n\r\n")) {
                socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                             "Connection: close\r\nContent-Length: " +
                             QByteArray::number(qstrlen(twoModels)) + "\r\n\r\n" + twoModels);
                socket.disconnectFromHost();
            }
        });
    }

    QSslServer m_server;
};

/// The services of a process, in a data folder and an environment of their own.
class ServicesTest : public ::testing::Test
{
protected:
    void start(const ServicesOptions& wanted = {})
    {
        ServicesOptions options = wanted;
        options.dataFolder = folder.path();
        auto made = Services::create(options, environment);
        ASSERT_TRUE(made.ok()) << made.error().message.toStdString();
        services = std::move(made).value();
    }
    base::Error startError(const ServicesOptions& wanted)
    {
        ServicesOptions options = wanted;
        options.dataFolder = folder.path();
        const auto made = Services::create(options, environment);
        EXPECT_FALSE(made.ok());
        return made.ok() ? base::Error{} : made.error();
    }
    void save(const std::function<void(settings::Settings&)>& change)
    {
        settings::AppSettings file(folder.filePath(QStringLiteral("settings.json")));
        settings::AppSettings& target = services ? services->settings() : file;
        settings::Settings values = target.values();
        change(values);
        ASSERT_TRUE(target.save(values).ok());
    }
    template <typename Job>
    static auto ended(Job& job)
    {
        job.start();
        EXPECT_TRUE(waitFor([&job] { return !job.isRunning(); }));
        return job.result();
    }
    base::Result<QList<llm::ListedModel>> tryProvider(ProviderId provider, const QString& address,
                                                      const settings::NetworkSettings& network = {})
    {
        settings::ProviderSettings addresses;
        (provider == ProviderId::Google   ? addresses.googleBaseUrl
         : provider == ProviderId::OpenAi ? addresses.openAiBaseUrl
                                          : addresses.compatibleBaseUrl) = address;
        addresses.compatibleHeaders = {{QStringLiteral("X-Team"), QStringLiteral("blue")}};
        const auto job =
            services->tryProvider(provider, base::Secret("sk-typed"), addresses, network);
        return ended(*job);
    }
    base::Result<QList<llm::ListedModel>> listOpenAi()
    {
        const auto job = services->clients().openAi->listModels();
        return ended(*job);
    }
    static QString addressOf(const FakeHttpServer& proxy)
    {
        return QStringLiteral("http://127.0.0.1:%1").arg(proxy.port());
    }
    static void answerModels(FakeHttpServer& server)
    {
        server.onAny(
            [](const ReceivedRequest&, const FakeAnswer& answer) { answer.send(200, twoModels); });
    }

    QTemporaryDir folder;
    QProcessEnvironment environment;
    std::unique_ptr<Services> services;
};

} // namespace

TEST_F(ServicesTest, ATrialUsesWhatIsTypedAndKeepsNothing)
{
    FakeHttpServer server;
    answerModels(server);
    start();
    const auto models =
        tryProvider(ProviderId::OpenAi, server.url(QStringLiteral("/v1")).toString());
    ASSERT_TRUE(models.ok());
    EXPECT_EQ(models->size(), 2);
    EXPECT_EQ(server.requests().last().headers.value("authorization"), "Bearer sk-typed");
    EXPECT_FALSE(server.requests().last().headers.contains("x-team")) << "of another provider";
    EXPECT_TRUE(services->settings().values().providers.openAiBaseUrl.isEmpty());
    EXPECT_EQ(services->keys().source(QStringLiteral("openai")), secrets::KeySource::None);
}

TEST_F(ServicesTest, ATrialOfAServerOfOnesOwnSendsItsHeaders)
{
    FakeHttpServer server;
    answerModels(server);
    start();
    ASSERT_TRUE(
        tryProvider(ProviderId::OpenAiCompatible, server.url(QStringLiteral("/v1")).toString())
            .ok());
    EXPECT_EQ(server.requests().last().headers.value("x-team"), "blue");
}

TEST_F(ServicesTest, ATrialGoesThroughTheTypedProxy)
{
    FakeHttpServer proxy;
    answerModels(proxy);
    start();
    settings::NetworkSettings typed;
    typed.proxyUrl = addressOf(proxy);
    ASSERT_TRUE(
        tryProvider(ProviderId::OpenAi, QStringLiteral("http://api.example/v1"), typed).ok());
    EXPECT_TRUE(proxy.requests().last().target.startsWith("http://api.example/v1/models"));
}

TEST_F(ServicesTest, ATrialWithoutItsCertificatesSendsNothing)
{
    FakeHttpServer server;
    answerModels(server);
    start();
    settings::NetworkSettings typed;
    typed.caFile = folder.filePath(QStringLiteral("absent.pem"));
    const auto models =
        tryProvider(ProviderId::OpenAi, server.url(QStringLiteral("/v1")).toString(), typed);
    ASSERT_FALSE(models.ok());
    EXPECT_TRUE(models.error().message.contains(QStringLiteral("absent.pem")));
    EXPECT_TRUE(server.requests().isEmpty());
    EXPECT_FALSE(Services::checkNetwork(typed).ok());
    const auto reaching = services->tryNetwork(typed);
    EXPECT_FALSE(ended(*reaching).ok());
}

TEST_F(ServicesTest, ATrialOfTheSandboxStaysInTheSandbox)
{
    FakeHttpServer outside;
    answerModels(outside);
    ServicesOptions options;
    options.sandbox = true;
    start(options);
    (void)tryProvider(ProviderId::OpenAi, outside.url(QStringLiteral("/v1")).toString());
    (void)tryProvider(ProviderId::OpenAiCompatible, outside.url(QStringLiteral("/v1")).toString());
    (void)tryProvider(ProviderId::Google, outside.url().toString());
    EXPECT_TRUE(outside.requests().isEmpty());
}

TEST_F(ServicesTest, TheWayIsTriedToTheAccountsServer)
{
    FakeHttpServer proxy;
    proxy.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(502, "", "text/plain");
        answer.close();
    });
    start();
    settings::NetworkSettings typed;
    typed.proxyUrl = addressOf(proxy);
    const auto reaching = services->tryNetwork(typed);
    const auto reached = ended(*reaching);
    ASSERT_FALSE(reached.ok());
    EXPECT_FALSE(reached.error().message.isEmpty());
    ASSERT_FALSE(proxy.requests().isEmpty());
    EXPECT_EQ(proxy.requests().first().method, "CONNECT");
    EXPECT_TRUE(proxy.requests().first().target.startsWith("auth.openai.com"));
}

TEST_F(ServicesTest, ANewProxyHoldsWithoutARestart)
{
    FakeHttpServer first;
    FakeHttpServer second;
    answerModels(first);
    answerModels(second);
    environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-environment"));
    save([&first](settings::Settings& values) {
        values.providers.openAiBaseUrl = QStringLiteral("http://api.example/v1");
        values.network.proxyUrl = addressOf(first);
    });
    start();
    ASSERT_TRUE(listOpenAi().ok());
    EXPECT_EQ(first.requests().size(), 1);
    save([&second](settings::Settings& values) { values.network.proxyUrl = addressOf(second); });
    ASSERT_TRUE(listOpenAi().ok());
    EXPECT_EQ(first.requests().size(), 1);
    EXPECT_EQ(second.requests().size(), 1);
}

TEST_F(ServicesTest, NewCertificatesHoldWithoutARestart)
{
    const TestAuthority authority(QStringLiteral("api.example"));
    ASSERT_TRUE(authority.isValid());
    const TlsServer server(authority);
    environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-environment"));
    save([&server](settings::Settings& values) { values.providers.openAiBaseUrl = server.url(); });
    start();
    const auto refused = listOpenAi();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::Tls);
    settings::NetworkSettings typed;
    typed.caFile = authority.authorityFile();
    EXPECT_TRUE(tryProvider(ProviderId::OpenAi, server.url(), typed).ok()) << "tried before";
    save([&typed](settings::Settings& values) { values.network = typed; });
    const auto models = listOpenAi();
    ASSERT_TRUE(models.ok()) << models.error().message.toStdString();
    EXPECT_EQ(models->size(), 2);
    save([](settings::Settings& values) { values.network.caFile.clear(); });
    EXPECT_FALSE(listOpenAi().ok()) << "and no longer when they are taken out";
}

TEST_F(ServicesTest, AVanishedCertificateFileDoesNotStopTheStartAndIsTold)
{
    const TestAuthority authority(QStringLiteral("api.example"));
    ASSERT_TRUE(authority.isValid());
    const TlsServer server(authority);
    environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-environment"));
    const QString gone = folder.filePath(QStringLiteral("company.pem"));
    save([&](settings::Settings& values) {
        values.providers.openAiBaseUrl = server.url();
        values.network.caFile = gone;
    });
    start();
    ASSERT_TRUE(services->missingAuthorities());
    EXPECT_TRUE(services->missingAuthorities()->message.contains(QStringLiteral("company.pem")));
    EXPECT_TRUE(services->missingAuthorities()->hint.contains(QStringLiteral("without it")));
    EXPECT_EQ(services->settings().values().network.caFile, gone) << "it may come back";
    const auto refused = listOpenAi();
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::Tls) << "no more trust than before";
    services.reset();
    ASSERT_TRUE(QFile::copy(authority.authorityFile(), gone));
    start();
    EXPECT_FALSE(services->missingAuthorities());
    EXPECT_TRUE(listOpenAi().ok());
}

TEST_F(ServicesTest, AVanishedFileOfTheEnvironmentDoesNotStopTheStartEither)
{
    environment.insert(QStringLiteral("SSL_CERT_FILE"),
                       folder.filePath(QStringLiteral("absent.pem")));
    start();
    EXPECT_TRUE(services->missingAuthorities());
}

TEST_F(ServicesTest, AProxyIsKeptWhenTheCertificatesAreGone)
{
    FakeHttpServer proxy;
    answerModels(proxy);
    environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-environment"));
    save([&proxy, this](settings::Settings& values) {
        values.providers.openAiBaseUrl = QStringLiteral("http://api.example/v1");
        values.network.proxyUrl = addressOf(proxy);
        values.network.caFile = folder.filePath(QStringLiteral("absent.pem"));
    });
    start();
    EXPECT_TRUE(listOpenAi().ok());
    EXPECT_EQ(proxy.requests().size(), 1);
}

TEST_F(ServicesTest, WhatTheCommandAsksForIsNotPassedOver)
{
    ServicesOptions options;
    options.caFile = folder.filePath(QStringLiteral("absent.pem"));
    EXPECT_TRUE(startError(options).message.contains(QStringLiteral("absent.pem")));
    // Without its proxy a request would take a way that was not chosen.
    save([](settings::Settings& values) { values.network.proxyUrl = QStringLiteral("proxy"); });
    EXPECT_EQ(startError({}).kind, ErrorKind::InvalidInput);
}

TEST(MissingCertificates, AreToldOnTheErrorOutputOfACommandThatGoesOn)
{
    PlantainCli cli;
    QDir().mkpath(cli.dataFolder());
    putFile(cli.dataFolder() + QStringLiteral("/settings.json"),
            R"({"version":1,"network":{"ca_file":"/absent/company.pem"}})");
    const CliRun run =
        cli.run({QStringLiteral("auth"), QStringLiteral("status"), QStringLiteral("--json")});
    EXPECT_TRUE(run.errorOutput.contains("company.pem")) << run.transcript;
    EXPECT_FALSE(run.json().isEmpty()) << run.transcript;
}

} // namespace plantain::testing
