// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/HttpJob.h"

#include "src/net/HttpFailure.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslError>
#include <QTimer>

#include <limits>

using namespace Qt::StringLiterals;

namespace plantain::net {

namespace {

/// Without a limit Qt buffers a whole stream that arrives faster than it is read.
constexpr qint64 readBufferBytes = 256 * 1024;

QNetworkRequest networkRequest(const HttpRequest& request)
{
    QNetworkRequest result(request.url);
    for (const HttpHeader& header : request.headers) {
        result.setRawHeader(header.name, header.value);
    }
    // A compressed stream arrives in lumps.
    if (request.streamed && !result.hasRawHeader("Accept-Encoding")) {
        result.setRawHeader("Accept-Encoding", "identity");
    }
    // The job's own timers tell which limit ran out; Qt's single one must stay silent.
    result.setTransferTimeout(std::numeric_limits<int>::max());
    return result;
}

/// On a 307 or 308 Qt rewinds the body before it looks whether to follow; ours cannot be rewound
/// and the answer ends with an unknown error. Nobody needs a redirect's body.
bool isRedirect(int status)
{
    return status >= 300 && status < 400;
}

bool isSuccess(int status)
{
    return status >= 200 && status < 300;
}

bool isWebAddress(const QUrl& url)
{
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

} // namespace

QByteArray HttpResponse::header(QByteArrayView name) const
{
    for (const HttpHeader& header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) {
            return header.value;
        }
    }
    return {};
}

class HttpJob::Private
{
public:
    Private(HttpJob& job, QNetworkAccessManager& manager, HttpRequest request)
        : q(job)
        , m_manager(manager)
        , m_request(std::move(request))
    {
        limit(m_connectTimer, TimeLimit::Connect);
        limit(m_firstByteTimer, TimeLimit::FirstByte);
        limit(m_idleTimer, TimeLimit::Idle);
        limit(m_totalTimer, TimeLimit::Total);
    }

    void send();
    void stop();

private:
    QNetworkReply* dispatch();
    void watch();
    void limit(QTimer& timer, TimeLimit which);
    void takeHead();
    void readBody();
    void take(const QByteArray& bytes);
    void end();
    void fail(const base::Error& error);

    HttpJob& q;
    QNetworkAccessManager& m_manager;
    HttpRequest m_request;
    HttpResponse m_response;
    QPointer<QNetworkReply> m_reply;
    QStringList m_tlsProblems;
    qint64 m_received = 0;
    QTimer m_connectTimer;
    QTimer m_firstByteTimer;
    QTimer m_idleTimer;
    QTimer m_totalTimer;
};

namespace {

void startUnlessOff(QTimer& timer, std::chrono::milliseconds length)
{
    if (length.count() > 0) {
        timer.start(length);
    }
}

} // namespace

void HttpJob::Private::limit(QTimer& timer, TimeLimit which)
{
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &q, [this, which] {
        q.m_mayHaveBeenProcessed = q.m_mayHaveBeenProcessed || which != TimeLimit::Connect;
        fail(timeoutError(which, m_request.url));
    });
}

void HttpJob::Private::send()
{
    if (!isWebAddress(m_request.url)) {
        fail(badAddressError(m_request.url));
        return;
    }
    m_reply = dispatch();
    m_reply->setReadBufferSize(readBufferBytes);
    watch();
    startUnlessOff(m_firstByteTimer, m_request.timeouts.firstByte);
    startUnlessOff(m_totalTimer, m_request.timeouts.total);
}

QNetworkReply* HttpJob::Private::dispatch()
{
    const QNetworkRequest request = networkRequest(m_request);
    if (m_request.method == "GET") {
        return m_manager.get(request);
    }
    if (m_request.method == "POST") {
        return m_manager.post(request, m_request.body);
    }
    return m_manager.sendCustomRequest(request, m_request.method, m_request.body);
}

void HttpJob::Private::watch()
{
    QNetworkReply* reply = m_reply;
    // For a POST without a body Qt never says requestSent: no connect limit then.
    if (m_request.method == "GET" || !m_request.body.isEmpty()) {
        QObject::connect(reply, &QNetworkReply::socketStartedConnecting, &q,
                         [this] { startUnlessOff(m_connectTimer, m_request.timeouts.connect); });
    }
    QObject::connect(reply, &QNetworkReply::requestSent, &q, [this] {
        m_connectTimer.stop();
        q.m_mayHaveBeenProcessed = true;
        emit q.requestSent();
    });
    QObject::connect(reply, &QNetworkReply::sslErrors, &q, [this](const QList<QSslError>& errors) {
        for (const QSslError& error : errors) {
            m_tlsProblems << error.errorString();
        }
    });
    QObject::connect(reply, &QNetworkReply::metaDataChanged, &q, [this] { takeHead(); });
    QObject::connect(reply, &QNetworkReply::readyRead, &q, [this] { readBody(); });
    QObject::connect(reply, &QNetworkReply::finished, &q, [this] { end(); });
}

void HttpJob::Private::takeHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_response.status != 0 || status < 200) {
        return;
    }
    m_response.status = status;
    const auto& pairs = m_reply->rawHeaderPairs();
    for (const auto& [name, value] : pairs) {
        m_response.headers.append({name, value});
    }
    m_firstByteTimer.stop();
    startUnlessOff(m_idleTimer, m_request.timeouts.idle);
    emit q.headReceived(m_response);
}

void HttpJob::Private::readBody()
{
    if (m_response.status == 0) {
        takeHead();
    }
    while (m_reply && m_reply->bytesAvailable() > 0) {
        startUnlessOff(m_idleTimer, m_request.timeouts.idle);
        take(m_reply->readAll());
    }
}

void HttpJob::Private::take(const QByteArray& bytes)
{
    m_received += bytes.size();
    if (m_received > m_request.maxBodyBytes) {
        fail(tooLongError(m_request.url, m_request.maxBodyBytes));
    } else if (m_request.streamed && isSuccess(m_response.status)) {
        emit q.chunkReceived(bytes);
    } else {
        m_response.body += bytes;
    }
}

void HttpJob::Private::end()
{
    readBody();
    if (!m_reply) {
        return; // a receiver of the last bytes ended the job
    }
    const QNetworkReply::NetworkError error = m_reply->error();
    if (isRedirect(m_response.status) || (m_response.status != 0 && !isTransportFailure(error))) {
        stop();
        q.finish(std::move(m_response));
        return;
    }
    q.m_mayHaveBeenProcessed = q.m_mayHaveBeenProcessed || mayHaveLeft(error);
    fail(transportError(error, m_reply->errorString(), m_tlsProblems, m_request.url));
}

void HttpJob::Private::fail(const base::Error& error)
{
    stop();
    q.finish(error);
}

void HttpJob::Private::stop()
{
    for (QTimer* timer : {&m_connectTimer, &m_firstByteTimer, &m_idleTimer, &m_totalTimer}) {
        timer->stop();
    }
    if (QNetworkReply* reply = m_reply) {
        m_reply.clear();
        reply->disconnect(&q);
        reply->abort();
        reply->deleteLater();
    }
}

HttpJob::HttpJob(QNetworkAccessManager& manager, HttpRequest request)
    : d(std::make_unique<Private>(*this, manager, std::move(request)))
{
}

HttpJob::~HttpJob()
{
    d->stop();
}

void HttpJob::run()
{
    d->send();
}

void HttpJob::abort()
{
    d->stop();
}

} // namespace plantain::net
