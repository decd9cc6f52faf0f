// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PeerProcess.h"
#include "tests/support/PlantainCli.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QUrlQuery>

namespace plantain::testing {

namespace {

/// A person who types a code at the peer's page, with the cookies of one browser.
class DevicePage
{
public:
    explicit DevicePage(QUrl address)
        : m_address(std::move(address))
    {
        m_browser.setProxy(QNetworkProxy::NoProxy);
    }

    /// The page that follows, its HTTP status first.
    QByteArray enter(const QString& userCode)
    {
        const QByteArray page = finish(m_browser.get(request()));
        static const QRegularExpression field(QStringLiteral(R"re(name="xsrf" value="([^"]+)")re"));
        QUrlQuery form;
        form.addQueryItem(QStringLiteral("xsrf"), field.match(QString::fromUtf8(page)).captured(1));
        form.addQueryItem(QStringLiteral("user_code"), userCode);
        form.addQueryItem(QStringLiteral("confirm"), QStringLiteral("yes"));
        return finish(m_browser.post(request(), form.query(QUrl::FullyEncoded).toUtf8()));
    }

private:
    QNetworkRequest request() const
    {
        QNetworkRequest request(m_address);
        request.setRawHeader("Accept", "text/html");
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QStringLiteral("application/x-www-form-urlencoded"));
        return request;
    }
    static QByteArray finish(QNetworkReply* started)
    {
        const std::unique_ptr<QNetworkReply> reply(started);
        (void)QTest::qWaitFor([&reply] { return reply->isFinished(); }, processPatienceMs);
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        return QByteArray::number(status) + ' ' + reply->readAll();
    }

    QUrl m_address;
    QNetworkAccessManager m_browser;
};

class DeviceSignInTest : public ::testing::Test
{
protected:
    /// Begins `auth login --device` and answers at the address it prints.
    CliRun signInAt(OidcPeer& peer)
    {
        cli.useProfile(peer.profile());
        const auto process = cli.start(
            {QStringLiteral("auth"), QStringLiteral("login"), QStringLiteral("--device")});
        const QByteArray address =
            process->waitForLine([](const QByteArray& line) { return line.startsWith("http"); });
        const QByteArray prompt = process->waitForLine(
            [](const QByteArray& line) { return line.startsWith("Enter this code: "); });
        EXPECT_FALSE(address.isEmpty() || prompt.isEmpty()) << process->transcript();
        DevicePage page(QUrl(QString::fromUtf8(address)));
        lastPage = page.enter(QString::fromUtf8(prompt).section(QStringLiteral(": "), 1));
        EXPECT_TRUE(process->waitForEnd()) << process->transcript();
        return cli.outcome(*process);
    }

    PlantainCli cli;
    QByteArray lastPage;
};

} // namespace

TEST_F(DeviceSignInTest, O4_SignsInByACodeOnAnotherDevice)
{
    OidcPeer peer;
    ASSERT_TRUE(peer.start()) << peer.transcript();
    const CliRun run = signInAt(peer);
    EXPECT_EQ(run.exitCode, 0) << run.transcript << lastPage.toStdString();
    EXPECT_TRUE(run.output.startsWith("Open this address to sign in:\nhttp://")) << run.transcript;
    EXPECT_TRUE(run.output.contains("Connected as alice@example.test")) << run.transcript;
    EXPECT_TRUE(run.errorOutput.contains("only if you started this sign-in yourself"));
    EXPECT_EQ(peer.count(QStringLiteral("/oauth/authorize")), 0);
    EXPECT_GE(peer.grants(QStringLiteral("urn:ietf:params:oauth:grant-type:device_code")), 1);

    // The session is a whole one: it can be renewed and it opens the API.
    cli.expireRecord();
    const CliRun answer = cli.run({QStringLiteral("generate"), QStringLiteral("--provider"),
                                   QStringLiteral("openai-auth"), QStringLiteral("--model"),
                                   QStringLiteral("gpt-test"), QStringLiteral("Hi")});
    EXPECT_EQ(answer.exitCode, 0) << answer.transcript;
    EXPECT_EQ(peer.refreshes(), 1);
}

TEST_F(DeviceSignInTest, O4_APersonWhoDeclinesEndsTheWait)
{
    OidcOptions options;
    options.autoLogin = QStringLiteral("deny");
    OidcPeer peer(options);
    ASSERT_TRUE(peer.start()) << peer.transcript();
    const CliRun run = signInAt(peer);
    EXPECT_NE(run.exitCode, 0) << run.transcript << lastPage.toStdString();
    EXPECT_TRUE(run.errorOutput.contains("declined")) << run.transcript;
    EXPECT_TRUE(cli.record().value(QLatin1String("access_token")).toString().isEmpty());
}

} // namespace plantain::testing
