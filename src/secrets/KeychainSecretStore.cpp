// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/KeychainSecretStore.h"

#include "src/base/Logging.h"
#include "src/base/StepJob.h"

#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

#include <qt6keychain/keychain.h>

namespace plantain::secrets {

namespace {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::Secret;
using base::Status;
using Stored = std::optional<Secret>;

Error unavailable(const QString& message, const QString& hint, const QString& detail = {})
{
    return Error{ErrorKind::StorageUnavailable, message, hint, detail};
}

Error lockedOrGone()
{
    return unavailable(
        KeychainSecretStore::tr("The keyring is locked, or it has lost Plantain's entry."),
        KeychainSecretStore::tr("Unlock the keyring with your desktop's password manager and try "
                                "again. If the entry was deleted there, sign in or enter the key "
                                "again."));
}

Error timedOut()
{
    return unavailable(KeychainSecretStore::tr("The keyring did not answer."),
                       KeychainSecretStore::tr("A window may be asking for its password. Unlock "
                                               "the keyring and try again."));
}

/// The library has one code for all that D-Bus may say; the text only chooses the sentence.
Error problemOnTheBus(const QString& detail)
{
    if (detail.contains(QLatin1String("org.freedesktop.secrets"))) {
        return unavailable(
            KeychainSecretStore::tr("No keyring service is running."),
            KeychainSecretStore::tr("Start one (GNOME Keyring, KWallet or KeePassXC), or choose "
                                    "file storage."),
            detail);
    }
    if (detail.contains(QLatin1String("D-Bus"))) {
        return unavailable(
            KeychainSecretStore::tr("The keyring cannot be reached: there is no D-Bus session."),
            KeychainSecretStore::tr("Start Plantain in a desktop session or with dbus-run-session, "
                                    "or choose file storage."),
            detail);
    }
    return unavailable(KeychainSecretStore::tr("The keyring cannot be used."),
                       KeychainSecretStore::tr(
                           "Check with your desktop's password manager that there is a default "
                           "keyring and that it is unlocked, or choose file storage."),
                       detail);
}

Error problemOf(const QKeychain::Job& request)
{
    const QString detail = request.errorString();
    switch (request.error()) {
    case QKeychain::AccessDenied:
        return unavailable(KeychainSecretStore::tr("The keyring is locked."),
                           KeychainSecretStore::tr(
                               "Unlock it with your desktop's password manager and try again."),
                           detail);
    case QKeychain::AccessDeniedByUser:
        return unavailable(
            KeychainSecretStore::tr("Access to the keyring was refused."),
            KeychainSecretStore::tr("Try again and allow Plantain to use its entry."), detail);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return unavailable(
            KeychainSecretStore::tr("This system has no keyring that Plantain can use."),
            KeychainSecretStore::tr("Choose file storage."), detail);
    default:
        return problemOnTheBus(detail);
    }
}

/// One call of the library with a limit of time.
template <typename T>
class KeychainCall final : public base::ResultJob<T>
{
public:
    /// Turns the answer into the outcome and keeps the marker true. Called for a late answer too.
    using Settle = std::function<base::Result<T>(QKeychain::Job& request)>;

    KeychainCall(std::unique_ptr<QKeychain::Job> request, Settle settle,
                 std::chrono::milliseconds timeout)
        : m_request(std::move(request))
        , m_settle(std::move(settle))
        , m_timeout(timeout)
    {
    }

protected:
    void run() override
    {
        // The library's back end holds a plain pointer until it answers, so that the request must
        // outlive a timeout, cancel() and this object; it deletes itself after its answer.
        QKeychain::Job* const request = m_request.release();
        QObject::connect(
            request, &QKeychain::Job::finished, request,
            [request, settle = std::move(m_settle), call = QPointer<KeychainCall>(this)] {
                auto outcome = settle(*request);
                if (call) {
                    call->finish(std::move(outcome));
                }
            });
        request->start();
        QTimer::singleShot(m_timeout, this, [this] { this->finish(timedOut()); });
    }

private:
    std::unique_ptr<QKeychain::Job> m_request;
    Settle m_settle;
    std::chrono::milliseconds m_timeout;
};

/// What every call needs to know.
struct Call {
    QString name;
    KeychainMarker marker;
    base::UnixTime now;
    std::chrono::milliseconds timeout;

    template <typename Request>
    std::unique_ptr<Request> request() const
    {
        auto made = std::make_unique<Request>(QStringLiteral("Plantain"));
        made->setKey(marker.account(name));
        return made;
    }
};

base::Result<Stored> settleAbsence(const Call& call)
{
    const auto entry = call.marker.entry(call.name);
    if (!entry) {
        return entry.error();
    }
    if (*entry == KeychainMarker::Entry::Written) {
        return lockedOrGone();
    }
    return Stored();
}

base::Result<Stored> settleRead(const Call& call, QKeychain::Job& request)
{
    if (request.error() == QKeychain::EntryNotFound) {
        return settleAbsence(call);
    }
    if (request.error() != QKeychain::NoError) {
        return problemOf(request);
    }
    const Secret value(static_cast<QKeychain::ReadPasswordJob&>(request).binaryData());
    if (value.isEmpty()) {
        return Stored();
    }
    const auto entry = call.marker.entry(call.name);
    if (entry && *entry != KeychainMarker::Entry::Written) {
        if (const auto marked = call.marker.setWritten(call.name, call.now); !marked) {
            qCWarning(base::logSecrets).noquote() << marked.error().message;
        }
    }
    return Stored(value);
}

Status settleWrite(const Call& call, const QKeychain::Job& request)
{
    if (request.error() == QKeychain::NoError) {
        return call.marker.setWritten(call.name, call.now);
    }
    const auto entry = call.marker.entry(call.name);
    if (entry && *entry == KeychainMarker::Entry::Begun) {
        (void)call.marker.forget(call.name);
    }
    return problemOf(request);
}

base::JobPtr<WriteSecretJob> makeWriteCall(const Call& call, const Secret& value,
                                           typename KeychainCall<Done>::Settle settle)
{
    // Always binary: a text entry is a C string, and would live beside a binary one of its name.
    auto request = call.request<QKeychain::WritePasswordJob>();
    request->setBinaryData(value.reveal());
    return base::makeJob<KeychainCall<Done>>(std::move(request), std::move(settle), call.timeout);
}

class WriteJob final : public base::StepJob<Done>
{
public:
    WriteJob(Call call, Secret value)
        : m_call(std::move(call))
        , m_value(std::move(value))
    {
    }

protected:
    void run() override
    {
        // Before the keyring is asked: no crash may leave an entry that a later removal overlooks.
        if (const auto begun = m_call.marker.begin(m_call.name); !begun) {
            finish(begun.error());
            return;
        }
        step(makeWriteCall(
                 m_call, m_value,
                 [call = m_call](QKeychain::Job& request) { return settleWrite(call, request); }),
             [this](const Status& written) { finish(written); });
    }

private:
    Call m_call;
    Secret m_value;
};

class RemoveJob final : public base::StepJob<Done>
{
public:
    explicit RemoveJob(Call call)
        : m_call(std::move(call))
    {
    }

protected:
    void run() override
    {
        const auto entry = m_call.marker.entry(m_call.name);
        if (!entry) {
            finish(entry.error());
        } else if (*entry == KeychainMarker::Entry::None) {
            finish(Done{});
        } else {
            overwrite();
        }
    }

private:
    static Status settleOverwriting(QKeychain::Job& request)
    {
        return request.error() == QKeychain::NoError ? Status(Done{}) : problemOf(request);
    }

    static Status settleDeletion(const Call& call, QKeychain::Job& request)
    {
        const bool gone =
            request.error() == QKeychain::NoError || request.error() == QKeychain::EntryNotFound;
        return gone ? call.marker.forget(call.name) : problemOf(request);
    }

    void overwrite()
    {
        step(makeWriteCall(m_call, Secret(), &settleOverwriting),
             [this](const Status& overwritten) {
                 if (overwritten) {
                     erase();
                 } else {
                     finish(overwritten);
                 }
             });
    }

    void erase()
    {
        step(base::makeJob<KeychainCall<Done>>(
                 m_call.request<QKeychain::DeletePasswordJob>(),
                 [call = m_call](QKeychain::Job& request) { return settleDeletion(call, request); },
                 m_call.timeout),
             [this](const Status& erased) { finish(erased); });
    }

    Call m_call;
};

} // namespace

KeychainSecretStore::KeychainSecretStore(const QString& dataFolder, const base::Clock& clock,
                                         std::chrono::milliseconds timeout)
    : m_marker(dataFolder)
    , m_clock(clock)
    , m_timeout(timeout)
{
}

base::JobPtr<ReadSecretJob> KeychainSecretStore::read(const QString& name)
{
    const Call call{name, m_marker, m_clock.now(), m_timeout};
    return base::makeJob<KeychainCall<Stored>>(
        call.request<QKeychain::ReadPasswordJob>(),
        [call](QKeychain::Job& request) { return settleRead(call, request); }, m_timeout);
}

base::JobPtr<WriteSecretJob> KeychainSecretStore::write(const QString& name, const Secret& value)
{
    return base::makeJob<WriteJob>(Call{name, m_marker, m_clock.now(), m_timeout}, value);
}

base::JobPtr<WriteSecretJob> KeychainSecretStore::remove(const QString& name)
{
    return base::makeJob<RemoveJob>(Call{name, m_marker, m_clock.now(), m_timeout});
}

} // namespace plantain::secrets
