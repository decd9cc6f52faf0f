// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/UiWorld.h"

#include "src/llm/ChatGptClient.h"
#include "src/llm/OpenAiClient.h"
#include "src/llm/ProviderTrial.h"
#include "src/net/ReachJob.h"
#include "tests/support/JobTesting.h"

#include <QAbstractButton>
#include <QDir>
#include <QLabel>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

namespace plantain::testing {

namespace {

QString subfolder(const QTemporaryDir& folder, const QString& name)
{
    QDir(folder.path()).mkpath(name);
    return folder.filePath(name);
}

sandbox::SandboxProvider& listening(sandbox::SandboxProvider& provider)
{
    provider.listen();
    provider.knobs().timePerToken = {};
    provider.knobs().timeToFirstToken = {};
    return provider;
}

auth::AuthProfile profileOf(sandbox::SandboxProvider& provider, const WorldOptions& options)
{
    auth::AuthProfile profile =
        auth::AuthProfile::fromJson(listening(provider).authProfile()).value();
    profile.deviceAuthorizationEndpoint = options.deviceEndpoint;
    if (!options.accountApi.isEmpty()) {
        profile.apiBaseUrl = options.accountApi;
    }
    if (options.asChatGpt) {
        profile.name = auth::AuthProfile::openAi().name;
    }
    return profile;
}

struct Page {
    QByteArray body;
    QUrl location;
};

Page fetch(const std::function<QNetworkReply*(QNetworkAccessManager&)>& send)
{
    QNetworkAccessManager manager;
    manager.setProxy(QNetworkProxy::NoProxy);
    manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    const std::unique_ptr<QNetworkReply> reply(send(manager));
    (void)waitFor([&reply] { return reply->isFinished(); });
    return {reply->readAll(), QUrl::fromEncoded(reply->rawHeader("Location"))};
}

Page get(const QUrl& url)
{
    return fetch(
        [&url](QNetworkAccessManager& manager) { return manager.get(QNetworkRequest(url)); });
}

QUrl orElse(const QUrl& wanted, const QUrl& fallback)
{
    return wanted.isEmpty() ? fallback : wanted;
}

net::NetworkOptions wayOf(const settings::NetworkSettings& chosen)
{
    net::NetworkOptions options = *net::NetworkOptions::parse(chosen.proxyUrl, chosen.caFile);
    options.proxyLoopback = options.proxy.has_value();
    return options;
}

} // namespace

UiWorld::UiWorld(const WorldOptions& options)
    : given(options)
    , provider(subfolder(folder, QStringLiteral("sandbox-keys")))
    , fileStore(subfolder(folder, QStringLiteral("secrets")))
    , otherStore(subfolder(folder, QStringLiteral("other-secrets")))
    , store(options.store ? *options.store : fileStore)
    , settings(folder.filePath(QStringLiteral("settings.json")))
    , keys(store, options.environment)
    , tokenStore(store, otherStore, subfolder(folder, QStringLiteral("secrets")), clock)
    , auth(profileOf(provider, options), tokenStore, network, clock)
    , openAiAuth(std::make_unique<llm::ChatGptClient>(network, auth))
    , catalog(folder.filePath(QStringLiteral("models-cache.json")), {}, clock,
              [&] {
                  llm::GeminiClientOptions gemini;
                  gemini.baseUrl = orElse(options.google, provider.googleBaseUrl());
                  google = std::make_unique<llm::GeminiClient>(network, keys, gemini);
                  llm::OpenAiClientOptions byKey;
                  byKey.baseUrl = orElse(options.openAi, provider.openAiBaseUrl());
                  openAi = std::make_unique<llm::OpenAiClient>(network, keys, byKey);
                  llm::OpenAiClientOptions own;
                  own.baseUrl = orElse(options.compatible, provider.openAiBaseUrl());
                  own.provider = llm::ProviderId::OpenAiCompatible;
                  own.keyProvider = QStringLiteral("openai-compatible");
                  own.keyRequired = false;
                  compatible = std::make_unique<llm::OpenAiClient>(network, keys, own);
                  clients = {google.get(), openAi.get(), openAiAuth.get(), compatible.get()};
                  return clients;
              }())
    , actions(auth, [this](const QUrl& url) { return openUrl(url); })
{
    // The practice provider dates its tokens by the real time.
    clock.setWallClock(base::SystemClock().now());
}

UiWorld::~UiWorld() = default;

bool UiWorld::openUrl(const QUrl& url)
{
    openedUrls << url;
    return browserWorks;
}

ui::WindowServices UiWorld::windowServices(bool sandbox)
{
    return {auth,
            keys,
            catalog,
            clients,
            settings,
            [this](const QUrl& url) { return openUrl(url); },
            [this](secrets::StorageKind kind) { storageWishes << kind; },
            sandbox,
            recoveryFolder(),
            trials(),
            [this] {
                ++sandboxStarts;
                return sandboxStartWorks;
            }};
}

ui::ConnectionTrials UiWorld::trials()
{
    return {[this](const ui::TypedProvider& typed) { return tryProvider(typed); },
            [this](const settings::NetworkSettings& chosen) { return tryNetwork(chosen); },
            [](const settings::NetworkSettings& chosen) {
                const auto parsed = net::NetworkOptions::parse(chosen.proxyUrl, chosen.caFile);
                return parsed ? base::Status(base::Done{}) : base::Status(parsed.error());
            }};
}

base::JobPtr<llm::ModelListJob> UiWorld::tryProvider(const ui::TypedProvider& typed)
{
    const settings::ProviderSettings& addresses = typed.addresses;
    const bool isGoogle = typed.provider == llm::ProviderId::Google;
    const QString address = isGoogle ? addresses.googleBaseUrl
                            : typed.provider == llm::ProviderId::OpenAi
                                ? addresses.openAiBaseUrl
                                : addresses.compatibleBaseUrl;
    const QUrl fallback = isGoogle ? orElse(given.google, provider.googleBaseUrl())
                                   : orElse(given.openAi, provider.openAiBaseUrl());
    return llm::tryProvider({typed.provider,
                             orElse(QUrl(address), fallback),
                             addresses.compatibleHeaders,
                             typed.key,
                             wayOf(typed.network),
                             {}},
                            keys);
}

base::JobPtr<base::ResultJob<QString>> UiWorld::tryNetwork(const settings::NetworkSettings& chosen)
{
    return base::makeJob<net::ReachJob>(wayOf(chosen), QUrl(QStringLiteral("http://api.example/")));
}

ui::SetupServices UiWorld::setupServices()
{
    return {actions, keys, catalog, settings, clock, false, trials()};
}

QUrl UiWorld::callbackFor(const QUrl& authorizationUrl, bool withPlan)
{
    static const QRegularExpression hidden(QStringLiteral("name=\"request\" value=\"([^\"]+)\""));
    const Page consent = get(authorizationUrl);
    const QString sealed = hidden.match(QString::fromUtf8(consent.body)).captured(1);
    QByteArray form = "decision=continue&request=" + QUrl::toPercentEncoding(sealed);
    if (withPlan) {
        form += "&plan=on";
    }
    QUrl target(authorizationUrl);
    target.setQuery(QString());
    return fetch([&](QNetworkAccessManager& manager) {
               QNetworkRequest request(target);
               request.setHeader(QNetworkRequest::ContentTypeHeader,
                                 QStringLiteral("application/x-www-form-urlencoded"));
               return manager.post(request, form);
           })
        .location;
}

bool UiWorld::approve(const QUrl& authorizationUrl, bool withPlan)
{
    const QUrl callback = callbackFor(authorizationUrl, withPlan);
    return !callback.isEmpty() && !get(callback).body.isEmpty();
}

bool UiWorld::signIn(bool withPlan)
{
    auth.start();
    return waitFor([this] { return !auth.authorizationUrl().isEmpty(); }) &&
           approve(auth.authorizationUrl(), withPlan) &&
           waitFor([this] { return auth.status().connected; });
}

bool UiWorld::signOut()
{
    return resultOf(auth.disconnect()).ok();
}

bool UiWorld::storeKey(const QString& name, const QByteArray& key)
{
    return resultOf(keys.set(name, base::Secret(key))).ok();
}

void UiWorld::loadAll()
{
    bool loaded = false;
    const QMetaObject::Connection connection = QObject::connect(
        &auth, &auth::AuthService::statusChanged, &auth, [&loaded] { loaded = true; });
    auth.load();
    keys.refresh();
    EXPECT_TRUE(waitFor([&loaded] { return loaded; }));
    QObject::disconnect(connection);
}

void UiTest::SetUpTestSuite()
{
    static ui::theme::Theme theme(*qApp);
    theme.apply(settings::ThemeChoice::Dark);
}

bool UiTest::press(QWidget& root, const char* name)
{
    auto* button = root.findChild<QAbstractButton*>(QLatin1String(name));
    if (!button || !button->isVisible() || !button->isEnabled()) {
        ADD_FAILURE() << name << " cannot be pressed";
        return false;
    }
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

QString UiTest::textOf(QWidget& root, const char* name)
{
    auto* widget = root.findChild<QWidget*>(QLatin1String(name));
    if (const auto* label = qobject_cast<QLabel*>(widget)) {
        // Where a line may be broken is nothing that a person reads.
        return label->text().remove(QChar(u'\u200b'));
    }
    const auto* button = qobject_cast<QAbstractButton*>(widget);
    return button ? button->text() : QStringLiteral("<no %1>").arg(QLatin1String(name));
}

bool UiTest::isShown(QWidget& root, const char* name)
{
    const auto* widget = root.findChild<QWidget*>(QLatin1String(name));
    return widget && widget->isVisible();
}

bool UiTest::show(QWidget& window)
{
    window.show();
    window.activateWindow();
    return QTest::qWaitForWindowActive(&window);
}

} // namespace plantain::testing
