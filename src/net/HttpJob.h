// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"

#include <QByteArray>
#include <QList>
#include <QPointer>
#include <QUrl>

#include <chrono>

class QNetworkAccessManager;
class QNetworkReply;

namespace plantain::net {

struct HttpHeader {
    QByteArray name;
    QByteArray value;
    bool operator==(const HttpHeader&) const = default;
};

/// Zero means no limit.
struct HttpTimeouts {
    std::chrono::milliseconds firstByte{
        30'000}; ///< from start() to the answer's head (connecting included)
    std::chrono::milliseconds idle{60'000}; ///< between two chunks of the body
    std::chrono::milliseconds total{0};     ///< from start() to the end
    /// From the first packet to a connection ready for the request (proxy and TLS included).
    std::chrono::milliseconds connect{10'000};
};

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;
    QList<HttpHeader> headers;
    QByteArray body;
    HttpTimeouts timeouts;
    /// A longer body ends the job with ErrorKind::BadResponse. Bytes.
    qint64 maxBodyBytes = 64 * 1024 * 1024;
    /// True: the body of a 2xx answer is handed out by `chunkReceived` and not collected.
    bool streamed = false;
};

struct HttpResponse {
    int status = 0; ///< 100..599
    QList<HttpHeader> headers;
    QByteArray body; ///< empty for a streamed 2xx answer

    /// Case-insensitive; the first of that name; empty when absent.
    QByteArray header(QByteArrayView name) const;
};

/// One request, one answer. Any HTTP status is a success of the job, 3xx included (never followed).
/// Errors: Network, Timeout, Tls, BadResponse, InvalidInput (no web address), Cancelled.
/// `mayHaveBeenProcessed()` tells whether the server may have seen it.
class HttpJob : public base::ResultJob<HttpResponse>
{
    Q_OBJECT

public:
    /// `manager` is borrowed and must outlive the job.
    HttpJob(QNetworkAccessManager& manager, HttpRequest request);
    ~HttpJob() override;

    /// False only when the failure came before a byte of the request could leave (DNS, refused, TLS
    /// handshake, proxy): then a repetition cannot do anything twice.
    bool mayHaveBeenProcessed() const { return m_mayHaveBeenProcessed; }

signals:
    /// The request is on its way; the answer is waited for.
    void requestSent();
    /// Status and headers are there; the body is not. Only `status` and `headers` are set.
    void headReceived(const plantain::net::HttpResponse& head);
    /// A piece of a streamed 2xx body, never empty.
    void chunkReceived(const QByteArray& chunk);

protected:
    void run() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> d;
    bool m_mayHaveBeenProcessed = false;
    friend class Private;
};

} // namespace plantain::net
