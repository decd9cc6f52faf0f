// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/AuthProfile.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

using namespace plantain;
using auth::AuthProfile;

namespace {

QJsonObject example()
{
    return {{"name", "custom"},
            {"issuer", "http://127.0.0.1:9400"},
            {"client_id", "app_test_native"},
            {"scope", "openid  offline_access"},
            {"resource", "https://api.openai.com/v1"},
            {"api_base_url", "http://127.0.0.1:9400/v1/"}};
}

QJsonObject exampleWith(const char* name, const QJsonValue& value)
{
    QJsonObject changed = example();
    changed.insert(QLatin1String(name), value);
    return changed;
}

} // namespace

TEST(AuthProfile, TheBuiltInProfileIsSignInWithChatGpt)
{
    const AuthProfile profile = AuthProfile::openAi();
    EXPECT_TRUE(profile.isChatGpt());
    EXPECT_TRUE(profile.dynamicRegistration);
    EXPECT_EQ(profile.clientId, QString("dynamic_agent_client"));
    EXPECT_EQ(profile.redirectHost, QString("127.0.0.1"));
    EXPECT_EQ(profile.redirectPorts, (QList<quint16>{1455, 0}));
    EXPECT_EQ(profile.scope, QString("openid profile email offline_access resource.invoke "
                                     "chatgpt.tokens.use.direct"));
    for (const QUrl& url : {profile.authorizationEndpoint, profile.tokenEndpoint, profile.jwksUri,
                            profile.apiBaseUrl}) {
        EXPECT_TRUE(auth::isHttpsOrLoopback(url));
        EXPECT_EQ(url.scheme(), QString("https"));
    }
}

TEST(AuthProfile, ReadsTheDocumentedExample)
{
    QJsonObject json = example();
    json.insert("authorization_endpoint", "https://id.example.test/authorize");
    json.insert("redirect_host", "localhost");
    json.insert("redirect_ports", QJsonArray{1455, 1457, 0});
    json.insert("redirect_path", "/cb");
    json.insert("authorize_params", QJsonObject{{"audience", "x"}});
    json.insert("api_headers", QJsonObject{{"X-Team", "y"}});
    const auto profile = AuthProfile::fromJson(json);
    ASSERT_TRUE(profile.ok()) << profile.error().message.toStdString();
    EXPECT_EQ(profile->authorizationEndpoint, QUrl("https://id.example.test/authorize"));
    EXPECT_TRUE(profile->tokenEndpoint.isEmpty());
    EXPECT_EQ(profile->scope, QString("openid offline_access"));
    EXPECT_EQ(profile->redirectHost, QString("localhost"));
    EXPECT_EQ(profile->redirectPorts, (QList<quint16>{1455, 1457, 0}));
    EXPECT_EQ(profile->authorizeParams.value("audience"), QString("x"));
    EXPECT_EQ(profile->apiBaseUrl, QUrl("http://127.0.0.1:9400/v1"));
    EXPECT_FALSE(profile->isChatGpt());
    EXPECT_FALSE(profile->dynamicRegistration);
}

TEST(AuthProfile, ABadFieldIsNamedWithItsPath)
{
    const std::pair<const char*, QJsonValue> cases[] = {
        {"issuer", QJsonValue()},
        {"issuer", "http://id.example.test"},
        {"issuer", "ftp://127.0.0.1"},
        {"client_id", ""},
        {"scope", ""},
        {"token_endpoint", "http://10.0.0.1/token"},
        {"token_endpoint", "https://user:word@id.example.test/token"},
        {"jwks_uri", "https://id.example.test/keys#1"},
        {"jwks_uri", "not an address"},
        {"revocation_endpoint", 7},
        {"redirect_host", "0.0.0.0"},
        {"redirect_host", "127.0.0.1.example.test"},
        {"redirect_ports", QJsonArray{}},
        {"redirect_ports", QJsonArray{70000}},
        {"redirect_ports", QJsonArray{"1455"}},
        {"redirect_path", "auth"},
        {"redirect_path", "/a/../b"},
        {"redirect_path", "/a?b"},
        {"redirect_path", "/"},
        {"authorize_params", QJsonObject{{"state", "fixed"}}},
        {"authorize_params", QJsonObject{{"audience", 1}}},
        {"api_base_url", QJsonValue()},
        {"api_headers", QJsonObject{{"Authorization", "Bearer x"}}},
        {"api_headers", QJsonObject{{"X-Team", "a\r\nB: c"}}},
    };
    for (const auto& [name, value] : cases) {
        const auto profile = AuthProfile::fromJson(exampleWith(name, value));
        ASSERT_FALSE(profile.ok()) << name;
        EXPECT_EQ(profile.error().kind, base::ErrorKind::InvalidInput);
        EXPECT_TRUE(profile.error().message.startsWith(QLatin1String(name)))
            << profile.error().message.toStdString();
    }
}

TEST(AuthProfile, TheEnvironmentReplacesClientAndRedirect)
{
    QProcessEnvironment environment;
    environment.insert("OPENAI_OAUTH_CLIENT_ID", " app_mine ");
    environment.insert("OPENAI_OAUTH_REDIRECT_URI", "http://localhost:1457/cb");
    const auto profile = AuthProfile::openAi().withEnvironment(environment);
    ASSERT_TRUE(profile.ok());
    EXPECT_EQ(profile->clientId, QString("app_mine"));
    EXPECT_FALSE(profile->dynamicRegistration);
    EXPECT_EQ(profile->redirectHost, QString("localhost"));
    EXPECT_EQ(profile->redirectPorts, QList<quint16>{1457});
    EXPECT_EQ(profile->redirectPath, QString("/cb"));
}

TEST(AuthProfile, AnEmptyEnvironmentChangesNothing)
{
    EXPECT_EQ(AuthProfile::openAi().withEnvironment({}).value(), AuthProfile::openAi());
}

TEST(AuthProfile, ARedirectToAnotherComputerIsRefused)
{
    for (const char* uri : {"http://192.168.1.2:1455/cb", "https://127.0.0.1:1455/cb",
                            "http://127.0.0.1:1455", "http://127.0.0.1:1455/cb?x=1", "nonsense"}) {
        QProcessEnvironment environment;
        environment.insert("OPENAI_OAUTH_REDIRECT_URI", QString::fromLatin1(uri));
        const auto profile = AuthProfile::openAi().withEnvironment(environment);
        ASSERT_FALSE(profile.ok()) << uri;
        EXPECT_TRUE(profile.error().message.contains("OPENAI_OAUTH_REDIRECT_URI"));
    }
}

TEST(AuthProfile, O5_OnlyHttpsAndLoopbackAddressesAreOpened)
{
    for (const char* good : {"https://auth.openai.com/a", "http://127.0.0.1:9400/a?b=c",
                             "http://localhost/a", "http://[::1]:1/a"}) {
        EXPECT_TRUE(auth::isHttpsOrLoopback(QUrl(good))) << good;
    }
    for (const char* bad :
         {"http://auth.openai.com/a", "file:///etc/passwd", "javascript:alert(1)", "https://",
          "//auth.openai.com", "https://a@auth.openai.com/", "http://localhost.example.test/",
          "http://127.0.0.1.example.test/", "x-app://127.0.0.1/", ""}) {
        EXPECT_FALSE(auth::isHttpsOrLoopback(QUrl(bad))) << bad;
    }
}
