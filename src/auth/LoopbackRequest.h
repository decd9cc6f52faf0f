// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace plantain::auth {

/// The authorization server's answer as the browser brings it (RFC 6749 section 4.1.2, RFC 9207).
/// Nothing here is believed before `state` has been compared.
struct Callback {
    QString code;
    QString state; ///< empty when it came never or more than once
    QString error;
    QString errorDescription;
    QString issuer;
    QString clientId; ///< of a dynamic registration
    /// One of code and error, no field twice, no control characters (L8).
    bool wellFormed = false;
};

/// `encodedQuery` is what stands after the '?', undecoded.
Callback parseCallback(QByteArrayView encodedQuery);

/// A callback address that somebody pasted (O2). It must be the whole address; host, port and path
/// must be those of `redirectUri`. Errors: InvalidInput.
base::Result<Callback> parsePastedCallback(const QString& text, const QUrl& redirectUri);

/// What a loopback listener does with the bytes that one connection has sent so far.
struct LoopbackVerdict {
    enum class Kind {
        Incomplete, ///< wait for more
        Refused,    ///< answer with `status`; the attempt is not touched
        Probe,      ///< HEAD: answer with `status` and no body
        Callback
    };
    Kind kind = Kind::Incomplete;
    int status = 0;
    Callback callback;
};

/// Longest head that is read: request line, headers and the blank line (L7). Bytes.
inline constexpr qsizetype maxLoopbackHead = qsizetype(24) * 1024;

/// Judges a request (L4–L8). `path` is the redirect path, exactly.
LoopbackVerdict judgeLoopbackRequest(const QByteArray& received, quint16 port,
                                     const QByteArray& path);

} // namespace plantain::auth
