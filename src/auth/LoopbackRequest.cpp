// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/LoopbackRequest.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>

namespace plantain::auth {

using base::Error;

namespace {

constexpr qsizetype maxRequestLine = qsizetype(8) * 1024;
constexpr qsizetype maxHeaderBytes = qsizetype(16) * 1024;
constexpr qsizetype maxHeaderLines = 64;
static_assert(maxRequestLine + maxHeaderBytes <= maxLoopbackHead);

struct Text {
    Q_DECLARE_TR_FUNCTIONS(LoopbackRequest)
};

using Kind = LoopbackVerdict::Kind;

LoopbackVerdict refused(int status)
{
    return {Kind::Refused, status, {}};
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Form decoding of a query's name or value; nothing when an escape is broken, the text is not
/// UTF-8 or it holds control characters.
std::optional<QString> decoded(QByteArrayView encoded)
{
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        if (encoded[i] == '%' && (i + 2 >= encoded.size() || !isHexDigit(encoded[i + 1]) ||
                                  !isHexDigit(encoded[i + 2]))) {
            return std::nullopt;
        }
    }
    const QByteArray bytes =
        QByteArray::fromPercentEncoding(encoded.toByteArray().replace('+', ' '));
    if (std::any_of(bytes.begin(), bytes.end(), isControl)) {
        return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder.decode(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

/// Collects the fields that mean something; others are none of our business.
class FieldCollector
{
public:
    void take(QByteArrayView pair)
    {
        const qsizetype equals = pair.indexOf('=');
        const auto name = decoded(equals < 0 ? pair : pair.first(equals));
        if (!name || !known().contains(*name)) {
            return;
        }
        const auto value = decoded(equals < 0 ? QByteArrayView() : pair.sliced(equals + 1));
        m_sound = m_sound && value && !m_fields.contains(*name);
        if (*name == QLatin1String("state") && m_fields.contains(*name)) {
            m_stateTwice = true;
        }
        m_fields.insert(*name, value.value_or(QString()));
    }

    Callback result() const
    {
        Callback callback;
        callback.code = field("code");
        callback.state = m_stateTwice ? QString() : field("state");
        callback.error = field("error");
        callback.errorDescription = field("error_description");
        callback.issuer = field("iss");
        callback.clientId = field("client_id");
        callback.wellFormed = m_sound && callback.code.isEmpty() != callback.error.isEmpty();
        return callback;
    }

private:
    QString field(const char* name) const { return m_fields.value(QLatin1String(name)); }

    static const QSet<QString>& known()
    {
        static const QSet<QString> names{
            QStringLiteral("code"),      QStringLiteral("state"),
            QStringLiteral("error"),     QStringLiteral("iss"),
            QStringLiteral("client_id"), QStringLiteral("error_description"),
            QStringLiteral("scope"),
        };
        return names;
    }

    QHash<QString, QString> m_fields;
    bool m_sound = true;
    bool m_stateTwice = false;
};

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

struct Headers {
    QByteArrayList hosts;
    bool hasBody = false;
};

/// Nothing for a line that is no header.
std::optional<Headers> readHeaders(const QByteArrayList& lines)
{
    Headers headers;
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.left(colon).toLower();
        if (colon <= 0 || !std::all_of(name.begin(), name.end(), isTokenCharacter)) {
            return std::nullopt;
        }
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (name == "host") {
            headers.hosts << value;
        }
        headers.hasBody = headers.hasBody || name == "transfer-encoding" ||
                          (name == "content-length" && value != "0");
    }
    return headers;
}

/// The names of this listener; a page of another name (DNS rebinding) must not reach it.
bool isOurAuthority(const QByteArray& authority, quint16 port)
{
    const QByteArray suffix = ':' + QByteArray::number(port);
    return authority == "127.0.0.1" + suffix || authority == "localhost" + suffix ||
           authority == "[::1]" + suffix;
}

/// Takes an absolute-form target (RFC 9112 section 3.2.2) down to path and query.
/// Nothing when it names somebody else.
std::optional<QByteArray> originForm(const QByteArray& target, quint16 port)
{
    if (target.startsWith('/')) {
        return target;
    }
    const QByteArray scheme = "http://";
    if (!target.startsWith(scheme)) {
        return std::nullopt;
    }
    const qsizetype slash = target.indexOf('/', scheme.size());
    const QByteArray authority = target.mid(scheme.size(), slash - scheme.size());
    if (slash < 0 || !isOurAuthority(authority, port)) {
        return std::nullopt;
    }
    return target.mid(slash);
}

LoopbackVerdict judgeTarget(const QByteArray& method, const QByteArray& target,
                            const QByteArray& path)
{
    const qsizetype question = target.indexOf('?');
    if ((question < 0 ? target : target.left(question)) != path) {
        return refused(404);
    }
    if (method == "HEAD") {
        return {Kind::Probe, 200, {}};
    }
    return {Kind::Callback, 200,
            parseCallback(question < 0 ? QByteArrayView()
                                       : QByteArrayView(target).sliced(question + 1))};
}

struct RequestLine {
    QByteArray method;
    QByteArray target;
};

std::optional<RequestLine> readRequestLine(const QByteArray& line)
{
    const QByteArrayList words = line.split(' ');
    if (words.size() != 3 || !words.at(2).startsWith("HTTP/1.") || words.at(1).contains('#')) {
        return std::nullopt;
    }
    return RequestLine{words.at(0), words.at(1)};
}

bool hasStrayControl(const QByteArray& line)
{
    return std::any_of(line.begin(), line.end(), [](char c) { return isControl(c) && c != '\t'; });
}

QByteArrayList linesOf(const QByteArray& head)
{
    QByteArrayList lines;
    qsizetype begin = 0;
    for (qsizetype end = head.indexOf("\r\n"); end >= 0; end = head.indexOf("\r\n", begin)) {
        lines << head.mid(begin, end - begin);
        begin = end + 2;
    }
    return lines << head.mid(begin);
}

/// The status that a request of this shape is refused with; 0 when its target may be looked at.
int faultOf(const std::optional<RequestLine>& request, const std::optional<Headers>& headers,
            bool bodyFollows, quint16 port)
{
    if (!request) {
        return 400;
    }
    if (request->method != "GET" && request->method != "HEAD") {
        return 405;
    }
    if (!headers || headers->hosts.size() != 1 || headers->hasBody || bodyFollows) {
        return 400;
    }
    return isOurAuthority(headers->hosts.first(), port) ? 0 : 421;
}

LoopbackVerdict judgeHead(const QByteArray& head, bool bodyFollows, quint16 port,
                          const QByteArray& path)
{
    QByteArrayList lines = linesOf(head);
    if (std::any_of(lines.cbegin(), lines.cend(), hasStrayControl)) {
        return refused(400);
    }
    const QByteArray first = lines.takeFirst();
    if (first.size() > maxRequestLine) {
        return refused(414);
    }
    if (lines.size() > maxHeaderLines || head.size() - first.size() > maxHeaderBytes) {
        return refused(431);
    }
    const std::optional<RequestLine> request = readRequestLine(first);
    if (const int status = faultOf(request, readHeaders(lines), bodyFollows, port)) {
        return refused(status);
    }
    const std::optional<QByteArray> target = originForm(request->target, port);
    return target ? judgeTarget(request->method, *target, path) : refused(400);
}

/// Nothing for bytes that may still become a request.
std::optional<LoopbackVerdict> judgeUnfinished(const QByteArray& received)
{
    // A TLS hello or other noise: no method begins like this.
    if (!received.isEmpty() && (received.front() < 'A' || received.front() > 'Z')) {
        return refused(400);
    }
    if (received.size() > maxRequestLine && received.left(maxRequestLine + 2).indexOf("\r\n") < 0) {
        return refused(414);
    }
    if (received.size() >= maxLoopbackHead) {
        return refused(431);
    }
    return std::nullopt;
}

Error pasteError(const QString& message)
{
    return {base::ErrorKind::InvalidInput,
            message,
            Text::tr("Copy the whole address from the browser's address bar after signing in."),
            {}};
}

} // namespace

Callback parseCallback(QByteArrayView encodedQuery)
{
    FieldCollector fields;
    while (!encodedQuery.isEmpty()) {
        const qsizetype end = encodedQuery.indexOf('&');
        fields.take(end < 0 ? encodedQuery : encodedQuery.first(end));
        encodedQuery = end < 0 ? QByteArrayView() : encodedQuery.sliced(end + 1);
    }
    return fields.result();
}

base::Result<Callback> parsePastedCallback(const QString& text, const QUrl& redirectUri)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme().isEmpty() || url.host().isEmpty() || !url.hasQuery()) {
        return pasteError(Text::tr("This is not a whole address."));
    }
    if (url.adjusted(QUrl::RemoveQuery) != redirectUri) {
        return pasteError(Text::tr("This address does not belong to this sign-in."));
    }
    const Callback callback = parseCallback(url.query(QUrl::FullyEncoded).toLatin1());
    if (!callback.wellFormed || callback.state.isEmpty()) {
        return pasteError(Text::tr("This address is not complete."));
    }
    return callback;
}

LoopbackVerdict judgeLoopbackRequest(const QByteArray& received, quint16 port,
                                     const QByteArray& path)
{
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0) {
        return judgeUnfinished(received).value_or(LoopbackVerdict{});
    }
    // A GET has no body, and a browser does not send a second request before the first answer.
    const bool bodyFollows = received.size() != end + 4;
    return judgeHead(received.left(end), bodyFollows, port, path);
}

} // namespace plantain::auth
