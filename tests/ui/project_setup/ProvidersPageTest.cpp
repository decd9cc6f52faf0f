// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpServer.h"
#include "tests/support/Files.h"
#include "tests/ui/project_setup/SetupFixture.h"

namespace plantain::testing {

namespace {

using namespace plantain::ui;

QString textOfProxy(const FakeHttpServer& proxy)
{
    return QStringLiteral("http://127.0.0.1:%1").arg(proxy.port());
}

} // namespace

TEST_F(SetupTest, T1_2_HasACardForEveryProviderWithAKeyOrAnAccount)
{
    open();
    for (const char* name :
         {"openAiCard", "googleCard", "compatibleCard", "accountRow", "apiKeyEdit_openai",
          "apiKeyEdit_google", "apiKeyEdit_openai-compatible", "baseUrlEdit", "networkCard"}) {
        EXPECT_TRUE(isShown(*dialog, name)) << name;
    }
    EXPECT_EQ(textOf(*dialog, "nameLabel"), QStringLiteral("OpenAI (Auth)"));
}

TEST_F(SetupTest, Check32_AnAddressThatIsNoneIsSaidInlineAndTakesTheFocus)
{
    open();
    type(edit("baseUrlEdit"), QStringLiteral("localhost:11434"));
    EXPECT_FALSE(isShown(*dialog, "baseUrlEditError")) << "while it is typed";
    EXPECT_FALSE(saveButton()->isEnabled());
    keyEdit("apiKeyEdit_google")->setFocus();
    EXPECT_TRUE(isShown(*dialog, "baseUrlEditError")) << "when it is left";
    QTest::keyClick(keyEdit("apiKeyEdit_google"), Qt::Key_Return);
    EXPECT_TRUE(dialog->isVisible());
    EXPECT_EQ(QApplication::focusWidget(), edit("baseUrlEdit"));
    type(edit("baseUrlEdit"), QStringLiteral("http://localhost:11434/v1/"));
    EXPECT_FALSE(isShown(*dialog, "baseUrlEditError"));
    ASSERT_TRUE(save());
    EXPECT_EQ(world->settings.values().providers.compatibleBaseUrl,
              QStringLiteral("http://localhost:11434/v1"));
}

TEST_F(SetupTest, AnAddressBesideTheProvidersOwnIsBehindALinkUntilThereIsOne)
{
    open();
    EXPECT_FALSE(isShown(*dialog, "openAiUrlEdit"));
    press(*dialog, "openAiUrlEditLink");
    EXPECT_EQ(QApplication::focusWidget(), edit("openAiUrlEdit"));
    EXPECT_FALSE(saveButton()->isEnabled()) << "nothing is typed yet";
    type(edit("openAiUrlEdit"), QStringLiteral("https://gateway.example/v1"));
    ASSERT_TRUE(save());
    EXPECT_EQ(world->settings.values().providers.openAiBaseUrl,
              QStringLiteral("https://gateway.example/v1"));
    openDialog();
    EXPECT_TRUE(isShown(*dialog, "openAiUrlEdit"));
    EXPECT_FALSE(isShown(*dialog, "googleUrlEdit"));
}

TEST_F(SetupTest, HeadersAreSavedShownMaskedAndRemoved)
{
    open();
    press(*dialog, "addHeaderButton");
    EXPECT_EQ(QApplication::focusWidget(), edit("headerName_1"));
    type(edit("headerName_1"), QStringLiteral("X-Team"));
    type(edit("headerValue_1"), QStringLiteral("blue"));
    EXPECT_EQ(edit("headerValue_1")->echoMode(), QLineEdit::Password);
    press(*dialog, "addHeaderButton");
    ASSERT_TRUE(save()) << "an empty row does not count";
    const QHash<QString, QString> saved{{QStringLiteral("X-Team"), QStringLiteral("blue")}};
    EXPECT_EQ(world->settings.values().providers.compatibleHeaders, saved);
    openDialog();
    EXPECT_EQ(edit("headerName_1")->text(), QStringLiteral("X-Team"));
    press(*dialog, "removeHeader_1");
    ASSERT_TRUE(save());
    EXPECT_TRUE(world->settings.values().providers.compatibleHeaders.isEmpty());
}

TEST_F(SetupTest, AHeaderThatCannotBeSentIsSaidAtItsField)
{
    open();
    press(*dialog, "addHeaderButton");
    type(edit("headerName_1"), QStringLiteral("X Team"));
    type(edit("headerValue_1"), QStringLiteral("blue"));
    EXPECT_FALSE(saveButton()->isEnabled());
    QTest::keyClick(edit("headerValue_1"), Qt::Key_Return);
    EXPECT_TRUE(isShown(*dialog, "headersError"));
    EXPECT_EQ(QApplication::focusWidget(), edit("headerName_1"));
    type(edit("headerName_1"), QStringLiteral("X-Team"));
    press(*dialog, "addHeaderButton");
    type(edit("headerName_2"), QStringLiteral("x-team"));
    QTest::keyClick(edit("headerName_2"), Qt::Key_Return);
    EXPECT_TRUE(textOf(*dialog, "headersError").contains(QStringLiteral("twice")));
}

TEST_F(SetupTest, TheTestOfAServerUsesItsTypedAddressKeyAndHeaders)
{
    FakeHttpServer server;
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(200, R"({"data":[{"id":"llama"}]})");
    });
    open();
    auto* row = find<QWidget>(*dialog, "compatibleKey");
    EXPECT_FALSE(find<QPushButton>(*row, "testButton_openai-compatible")->isEnabled());
    type(edit("baseUrlEdit"), server.url(QStringLiteral("/v1")).toString());
    press(*dialog, "addHeaderButton");
    type(edit("headerName_1"), QStringLiteral("X-Team"));
    type(edit("headerValue_1"), QStringLiteral("blue"));
    press(*row, "testButton_openai-compatible");
    EXPECT_TRUE(waitFor([&] {
        return textOf(*row, "testResult").startsWith(QStringLiteral("1 model in"));
    })) << textOf(*row, "testResult").toStdString();
    ASSERT_EQ(server.requests().size(), 1);
    EXPECT_EQ(server.requests().first().headers.value("x-team"), "blue");
    EXPECT_TRUE(world->settings.values().providers.compatibleBaseUrl.isEmpty());
}

TEST_F(SetupTest, AProxyIsTriedAsItIsTypedAndSaved)
{
    FakeHttpServer proxy;
    proxy.onAny([](const ReceivedRequest&, const FakeAnswer& answer) { answer.send(200, "{}"); });
    open();
    type(edit("proxyEdit"), textOfProxy(proxy));
    ASSERT_TRUE(canSaveSoon());
    press(*dialog, "testNetworkButton");
    EXPECT_TRUE(waitFor([this] {
        return textOf(*dialog, "networkTestResult").startsWith(QStringLiteral("api.example"));
    }));
    EXPECT_EQ(proxy.requests().size(), 1);
    ASSERT_TRUE(save());
    EXPECT_EQ(world->settings.values().network.proxyUrl, textOfProxy(proxy));
}

TEST_F(SetupTest, AProxyThatDoesNotAnswerIsSaidInWords)
{
    FakeHttpServer proxy;
    const QString address = textOfProxy(proxy);
    proxy.shutDown();
    open();
    type(edit("proxyEdit"), address);
    ASSERT_TRUE(canSaveSoon());
    press(*dialog, "testNetworkButton");
    EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "networkTestError"); }));
    EXPECT_TRUE(textOf(*dialog, "networkTestResult").isEmpty());
}

TEST_F(SetupTest, AProxyAddressAndACertificateFileThatCannotBeUsedAreSaidInline)
{
    open();
    type(edit("proxyEdit"), QStringLiteral("proxy.example"));
    QTest::keyClick(edit("proxyEdit"), Qt::Key_Return);
    EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "proxyError"); }));
    EXPECT_EQ(QApplication::focusWidget(), edit("proxyEdit"));
    EXPECT_FALSE(saveButton()->isEnabled());
    type(edit("proxyEdit"), {});
    type(edit("caFileEdit"), world->folder.filePath(QStringLiteral("absent.pem")));
    QTest::keyClick(edit("caFileEdit"), Qt::Key_Return);
    EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "caFileError"); }));
    EXPECT_TRUE(textOf(*dialog, "caFileError").contains(QStringLiteral("absent.pem")));
    EXPECT_TRUE(dialog->isVisible());
}

TEST_F(SetupTest, AKeyWithSpacesInsideIsSaidBeforeItIsSaved)
{
    open();
    type(keyEdit("apiKeyEdit_google"), QStringLiteral("AIza one two"));
    EXPECT_FALSE(saveButton()->isEnabled());
    QTest::keyClick(keyEdit("apiKeyEdit_google"), Qt::Key_Return);
    auto* row = find<QWidget>(*dialog, "googleKey");
    EXPECT_TRUE(isShown(*row, "testError"));
    EXPECT_TRUE(textOf(*row, "testError").contains(QStringLiteral("spaces")));
    EXPECT_EQ(QApplication::focusWidget(), keyEdit("apiKeyEdit_google"));
}

} // namespace plantain::testing
