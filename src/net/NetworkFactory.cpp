// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/NetworkFactory.h"

#include "src/net/SendOnceBody.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>

using namespace Qt::StringLiterals;

namespace plantain::net {

namespace {

constexpr int defaultTransferTimeoutMs = 30'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(NetworkFactory)
};

base::Error invalid(const QString& message, const QString& hint, const QString& detail = {})
{
    return base::Error{base::ErrorKind::InvalidInput, message, hint, detail};
}

/// The address as it may be shown: what stands before an @ can be a password.
QString withoutUserInfo(const QString& address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    if (at < 0) {
        return address;
    }
    const qsizetype slashes = address.indexOf("://"_L1);
    return (slashes < 0 ? QString() : address.left(slashes + 3)) + address.mid(at + 1);
}

std::optional<QNetworkProxy::ProxyType> proxyTypeOf(const QString& scheme)
{
    if (scheme == "http"_L1) {
        return QNetworkProxy::HttpProxy;
    }
    if (scheme == "socks5"_L1 || scheme == "socks5h"_L1) {
        return QNetworkProxy::Socks5Proxy;
    }
    return std::nullopt;
}

base::Result<QNetworkProxy> parseProxy(const QString& address)
{
    const QUrl url(address, QUrl::StrictMode);
    const auto type = proxyTypeOf(url.scheme());
    if (!type || url.host().isEmpty() || url.port() <= 0) {
        return invalid(Text::tr("“%1” is not a proxy address.").arg(withoutUserInfo(address)),
                       Text::tr("Write it as http://host:port or socks5://host:port."));
    }
    return QNetworkProxy(*type, url.host(), static_cast<quint16>(url.port()),
                         url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
}

base::Result<QList<QSslCertificate>> readAuthorities(const QString& path)
{
    const QString shown = QDir::toNativeSeparators(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return invalid(Text::tr("The certificate file “%1” cannot be read.").arg(shown),
                       Text::tr("Check the file's name and its permissions."), file.errorString());
    }
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty()) {
        return invalid(Text::tr("“%1” holds no certificate in PEM form.").arg(shown),
                       Text::tr("Such a file has lines that read BEGIN CERTIFICATE."));
    }
    return certificates;
}

bool isLoopback(const QString& host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) ||
           QHostAddress(host).isLoopback();
}

class ProxyRules final : public QNetworkProxyFactory
{
public:
    explicit ProxyRules(std::shared_ptr<const NetworkOptions> options)
        : m_options(std::move(options))
    {
    }

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        if (!m_options->proxyLoopback && isLoopback(query.peerHostName())) {
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        }
        return m_options->proxy ? QList<QNetworkProxy>{*m_options->proxy}
                                : systemProxyForQuery(query);
    }

private:
    std::shared_ptr<const NetworkOptions> m_options;
};

/// Rules are enforced here and not by whoever sends, so that Qt's own OAuth classes obey them too.
class RuledAccessManager final : public QNetworkAccessManager
{
public:
    explicit RuledAccessManager(const std::shared_ptr<const NetworkOptions>& options)
        : m_options(options)
    {
        setProxyFactory(new ProxyRules(options));
    }

protected:
    QNetworkReply* createRequest(Operation operation, const QNetworkRequest& original,
                                 QIODevice* body) override
    {
        QNetworkRequest request = ruled(original);
        if (!body) {
            return QNetworkAccessManager::createRequest(operation, request, nullptr);
        }
        auto once = std::make_unique<SendOnceBody>(*body);
        request.setHeader(QNetworkRequest::ContentLengthHeader, once->size());
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        QNetworkReply* reply = QNetworkAccessManager::createRequest(operation, request, once.get());
        once.release()->setParent(reply);
        return reply;
    }

private:
    QNetworkRequest ruled(const QNetworkRequest& original) const
    {
        QNetworkRequest request(original);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        // Manual also keeps a 401 from being answered by whoever listens to
        // authenticationRequired: Qt's OAuth flow does, and would send a one-time code twice.
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute,
                             QNetworkRequest::Manual);
        request.setRawHeader("User-Agent", "Plantain/" PLANTAIN_VERSION);
        if (!request.hasRawHeader("Accept")) {
            request.setRawHeader("Accept", "application/json");
        }
        if (request.transferTimeout() == 0) {
            request.setTransferTimeout(defaultTransferTimeoutMs);
        }
        addProxyPassword(request);
        if (!m_options->extraAuthorities.isEmpty()) {
            request.setSslConfiguration(sslConfiguration());
        }
        return request;
    }

    /// With manual authentication Qt leaves a proxy's password out of plain http requests. In an
    /// https request the header would reach the server behind the proxy; there Qt sends the
    /// password in its CONNECT.
    void addProxyPassword(QNetworkRequest& request) const
    {
        if (request.url().scheme() != "http"_L1) {
            return;
        }
        const auto proxies = proxyFactory()->queryProxy(QNetworkProxyQuery(request.url()));
        const QNetworkProxy proxy = proxies.value(0);
        if (proxy.type() == QNetworkProxy::HttpProxy && !proxy.user().isEmpty()) {
            const QString login = proxy.user() + u':' + proxy.password();
            request.setRawHeader("Proxy-Authorization", "Basic " + login.toUtf8().toBase64());
        }
    }

    /// Made once for a list of authorities: reading the system's takes milliseconds.
    const QSslConfiguration& sslConfiguration() const
    {
        if (m_authorities != m_options->extraAuthorities) {
            m_authorities = m_options->extraAuthorities;
            m_sslConfiguration = QSslConfiguration::defaultConfiguration();
            m_sslConfiguration.setCaCertificates(QSslConfiguration::systemCaCertificates() +
                                                 m_authorities);
        }
        return m_sslConfiguration;
    }

    std::shared_ptr<const NetworkOptions> m_options;
    mutable QList<QSslCertificate> m_authorities; ///< those of m_sslConfiguration
    mutable QSslConfiguration m_sslConfiguration;
};

} // namespace

base::Result<NetworkOptions> NetworkOptions::parse(const QString& proxyUrl, const QString& caFile)
{
    NetworkOptions options;
    if (!proxyUrl.isEmpty()) {
        const auto proxy = parseProxy(proxyUrl);
        if (!proxy) {
            return proxy.error();
        }
        options.proxy = *proxy;
    }
    if (!caFile.isEmpty()) {
        const auto authorities = readAuthorities(caFile);
        if (!authorities) {
            return authorities.error();
        }
        options.extraAuthorities = *authorities;
    }
    return options;
}

NetworkFactory::NetworkFactory(NetworkOptions options)
    : m_options(std::make_shared<NetworkOptions>(std::move(options)))
{
}

void NetworkFactory::setOptions(NetworkOptions options)
{
    *m_options = std::move(options);
}

NetworkFactory::~NetworkFactory() = default;

std::unique_ptr<QNetworkAccessManager> NetworkFactory::createManager() const
{
    return std::make_unique<RuledAccessManager>(m_options);
}

} // namespace plantain::net
