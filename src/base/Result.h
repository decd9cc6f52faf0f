// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace plantain::base {

/// What went wrong, as far as the caller must act differently. Soft kinds (Network, Timeout,
/// Server) keep a session and may be tried again; NotSignedIn is hard: somebody has to sign in.
enum class ErrorKind {
    Cancelled,          ///< ended on purpose by the user or by the owner
    InvalidInput,       ///< what the user or a file gave cannot be used
    NotSignedIn,        ///< no session, or the grant is dead
    KeyMissing,         ///< no API key in the store nor in the environment
    Network,            ///< no usable connection: DNS, refused, reset, proxy, captive portal
    Timeout,            ///< a limit of time ran out
    Tls,                ///< the certificate or the handshake was refused
    Unauthorized,       ///< the server does not accept the key or token
    Forbidden,          ///< known, but not allowed: region, model, organisation
    NotFound,           ///< unknown model or address
    RateLimited,        ///< too fast; works again after a wait
    QuotaExceeded,      ///< money or plan limit; waiting seconds does not help
    ContextTooLong,     ///< the input does not fit the model
    Blocked,            ///< refused by a content rule
    BadRequest,         ///< the server does not take this request for another reason
    Server,             ///< the server failed
    BadResponse,        ///< the answer breaks the protocol
    StorageUnavailable, ///< the secret store is locked or absent; nothing is lost
    StorageFailed,      ///< reading or writing failed: permissions, disk full, unsafe path
    Internal            ///< a defect of ours
};

/// A failure as a value. `message` is a translated sentence for people that says what happened;
/// `hint` says what to do (may be empty); `detail` is for the log and for "Details", never holds a
/// secret.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString hint;
    QString detail;

    bool operator==(const Error&) const = default;
};

/// Either a value or an Error. `value()` and `error()` may be called only in the matching state.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) // NOLINT(google-explicit-constructor): a value is a success
        : m_state(std::move(value))
    {
    }
    Result(Error error) // NOLINT(google-explicit-constructor): an Error is a failure
        : m_state(std::move(error))
    {
    }

    bool ok() const { return std::holds_alternative<T>(m_state); }
    explicit operator bool() const { return ok(); }

    const T& value() const& { return std::get<T>(m_state); }
    T& value() & { return std::get<T>(m_state); }
    T&& value() && { return std::get<T>(std::move(m_state)); }
    const Error& error() const { return std::get<Error>(m_state); }

    const T& operator*() const { return value(); }
    const T* operator->() const { return &value(); }

private:
    std::variant<T, Error> m_state;
};

/// The value of a success that has nothing to say.
struct Done {
    bool operator==(const Done&) const = default;
};

using Status = Result<Done>;

} // namespace plantain::base
