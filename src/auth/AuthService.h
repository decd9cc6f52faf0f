// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/AuthProfile.h"
#include "src/auth/DeviceCode.h"
#include "src/auth/SignInJob.h"
#include "src/auth/TokenRecord.h"
#include "src/base/Job.h"
#include "src/secrets/SecretStore.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace plantain::net {
class NetworkFactory;
}

namespace plantain::auth {

class TokenStore;

/// D1. The command line's names for the lasting ones are given by `toString`.
enum class AuthState {
    Loading, ///< the store has not answered yet
    SignedOut,
    WaitingForBrowser,
    Exchanging,
    Connected,
    PlanDisabled, ///< connected, but the plan may not be used (X5)
    Refreshing,
    Expired,            ///< the access token ran out; a refresh will be tried when it is needed
    NeedsReauth,        ///< the grant is dead: only a new sign-in helps
    NotEligible,        ///< the account's plan does not include this
    UsageLimited,       ///< the plan's limit is used up for now
    StorageUnavailable, ///< keyring locked or absent; the session may be there
    Failed              ///< the last sign-in failed; see `error`
};

struct AuthStatus {
    AuthState state = AuthState::Loading;
    bool connected = false; ///< a session exists (Connected, PlanDisabled, Refreshing, Expired,
                            ///< UsageLimited, NotEligible)
    bool expired = false;
    bool planEnabled = false;
    std::optional<base::UnixTime> expiresAt;
    std::optional<base::UnixTime> updatedAt; ///< last renewal
    QString accountId;
    QString email;
    QString scope;
    QString profile;
    secrets::StorageKind storage = secrets::StorageKind::File;
    std::optional<base::Error> error; ///< of the last sign-in, refresh or storage access
    int secondsLeft = 0;              ///< while WaitingForBrowser

    bool operator==(const AuthStatus&) const = default;
};

/// `signed_out|connected|expired|refreshing|needs_reauth|storage_unavailable`, the contract of
/// `auth status --json`.
QString toString(AuthState state);

/// An access token for one request: good now, refreshed if need be. Errors: NotSignedIn, Network,
/// StorageUnavailable …
using AccessTokenJob = base::ResultJob<base::Secret>;

/// Result of a sign-out: tokens are gone here in any case; `revocationConfirmed` is false when the
/// server could not be told (then `Error`-free: say so and point to the account's settings).
struct DisconnectOutcome {
    bool revocationConfirmed = true;
    std::optional<base::Error> revocationError;
};
using DisconnectJob = base::ResultJob<DisconnectOutcome>;

/// The account. The only judge of "is the session usable": every badge, node and command listens to
/// it. Never opens a browser.
class AuthService : public QObject
{
    Q_OBJECT

public:
    /// All references are borrowed and must outlive the service.
    AuthService(AuthProfile profile, TokenStore& store, const net::NetworkFactory& network,
                const base::Clock& clock, QObject* parent = nullptr);
    ~AuthService() override;

    const AuthProfile& profile() const;

    /// Reads the store; `statusChanged` follows (always once, also when it stays signed out). No
    /// network.
    void load();
    /// No network, no store access: what is known now.
    const AuthStatus& status() const;

    /// Starts a sign-in; one under way is replaced (A4). `authorizationUrlReady` follows, then
    /// `signInFinished`.
    void start(const SignInOptions& options = {});
    /// The same by a code that a person types on any device (O4): `deviceCodeReady` follows in
    /// place of `authorizationUrlReady`. InvalidInput where the server does not offer it.
    void startWithCode(const SignInOptions& options = {});
    /// The URL of the attempt under way; empty when there is none yet.
    QUrl authorizationUrl() const;
    base::Status submitCallback(const QString& pastedUrl);
    void cancelSignIn();

    /// The token for an API request. Refreshes inside the window before expiry; one refresh for any
    /// number of callers and processes (R1–R4). Cancelling a job never cancels a refresh under way
    /// (R8).
    base::JobPtr<AccessTokenJob> accessToken();
    /// The same after the API answered 401 to `rejected`: re-reads the store, refreshes once unless
    /// the token has changed since (R7).
    base::JobPtr<AccessTokenJob> replacementFor(const base::Secret& rejected);

    /// Revokes at the server, then clears memory and both stores, also offline (D2–D4). Requests
    /// under way end.
    base::JobPtr<DisconnectJob> disconnect();

    /// What an API answer taught: the plan's limit or eligibility (state UsageLimited / NotEligible
    /// until the next success or sign-in).
    void reportUsageLimited();
    void reportNotEligible();
    void reportUsable();

signals:
    void statusChanged(const plantain::auth::AuthStatus& status);
    /// The address to open in a browser. The window opens it, the command line prints it.
    void authorizationUrlReady(const QUrl& url);
    /// The code to show to the person, with the address it belongs to.
    void deviceCodeReady(const plantain::auth::DeviceCode& code);
    /// Once for each start() or startWithCode(); no error means connected.
    void signInFinished(const std::optional<plantain::base::Error>& error);

private:
    class Private;
    std::unique_ptr<Private> d;
    friend class Private;
};

} // namespace plantain::auth
