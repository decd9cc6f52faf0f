// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/AuthCommands.h"

#include "src/base/Clock.h"

#include <QDateTime>
#include <QLocale>

namespace plantain::app {

using namespace Qt::StringLiterals;
using auth::AuthService;
using auth::AuthStatus;

namespace {

QJsonValue orNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString accountName(const AuthStatus& status)
{
    return status.email.isEmpty() ? status.accountId : status.email;
}

/// When the session is of use, or why it is not.
QString stateSentence(const AuthStatus& status)
{
    if (!status.connected) {
        return status.error ? status.error->message
                            : StatusCommand::tr("Not connected (%1).").arg(toString(status.state));
    }
    QString sentence = StatusCommand::tr("Connected as %1.").arg(accountName(status));
    if (!status.planEnabled) {
        sentence += u' ' + StatusCommand::tr("The plan may not be used.");
    }
    if (status.expiresAt) {
        const auto at = QDateTime::fromSecsSinceEpoch(base::toUnixSeconds(*status.expiresAt));
        const QString time = QLocale().toString(at, QLocale::ShortFormat);
        sentence +=
            u' ' + (status.expired
                        ? StatusCommand::tr("The access token ran out at %1; it is renewed "
                                            "when it is needed.")
                              .arg(time)
                        : StatusCommand::tr("The access token is good until %1.").arg(time));
    }
    return sentence;
}

} // namespace

QJsonObject statusJson(const AuthStatus& status)
{
    return {{u"provider"_s, u"openai-auth"_s},
            {u"state"_s, toString(status.state)},
            {u"connected"_s, status.connected},
            {u"expired"_s, status.expired},
            {u"expires_at"_s,
             status.expiresAt ? QJsonValue(base::toUnixSeconds(*status.expiresAt)) : QJsonValue()},
            {u"account_id"_s, orNull(status.accountId)},
            {u"email"_s, orNull(status.email)},
            {u"scope"_s, orNull(status.scope)},
            {u"plan_enabled"_s, status.planEnabled},
            {u"profile"_s, orNull(status.profile)},
            {u"storage"_s, toString(status.storage)}};
}

LoginCommand::LoginCommand(LoginOptions options, AuthService& auth, Console& console, int input,
                           OpenBrowser openBrowser)
    : m_options(options)
    , m_auth(auth)
    , m_console(console)
    , m_input(input)
    , m_openBrowser(std::move(openBrowser))
{
}

void LoginCommand::start()
{
    connect(&m_auth, &AuthService::statusChanged, this, &LoginCommand::begin);
    connect(&m_auth, &AuthService::authorizationUrlReady, this, &LoginCommand::showAddress);
    connect(&m_auth, &AuthService::deviceCodeReady, this, &LoginCommand::showCode);
    connect(&m_auth, &AuthService::signInFinished, this, &LoginCommand::end);
    m_auth.load();
}

void LoginCommand::begin()
{
    if (m_begun) {
        return;
    }
    m_begun = true;
    if (m_auth.status().state == auth::AuthState::StorageUnavailable && m_auth.status().error) {
        end(m_auth.status().error);
        return;
    }
    auth::SignInOptions options;
    options.timeout = m_options.timeout;
    // To enable the plan after declining it, the server must be told to ask again.
    options.askForPlanAgain = m_auth.status().state == auth::AuthState::PlanDisabled;
    if (m_options.device) {
        m_auth.startWithCode(options);
    } else {
        m_auth.start(options);
    }
}

void LoginCommand::showAddress(const QUrl& url)
{
    m_console.print(tr("Open this address to sign in:") + u'\n' +
                    QString::fromLatin1(url.toEncoded()) + u'\n');
    if (m_options.openBrowser && !m_openBrowser(url)) {
        m_console.remark(tr("No browser could be started. Open the address yourself."));
    }
    if (m_options.paste && !m_reader) {
        m_reader = std::make_unique<InputReader>(m_input);
        connect(m_reader.get(), &InputReader::lineRead, this, &LoginCommand::submit);
    }
}

void LoginCommand::showCode(const auth::DeviceCode& code)
{
    m_console.print(tr("Open this address to sign in:") + u'\n' +
                    QString::fromLatin1(code.verificationUri.toEncoded()) + u'\n' +
                    tr("Enter this code: %1").arg(code.userCode) + u'\n');
    m_console.remark(tr("Enter the code only if you started this sign-in yourself. Whoever gave "
                        "you a code in another way wants to use your account."));
}

void LoginCommand::submit(const QByteArray& line)
{
    if (line.trimmed().isEmpty()) {
        return;
    }
    const base::Status submitted = m_auth.submitCallback(QString::fromUtf8(line).trimmed());
    if (!submitted) {
        m_console.complain(submitted.error());
    }
}

void LoginCommand::interrupt()
{
    if (!m_begun) {
        Command::interrupt();
        return;
    }
    m_auth.cancelSignIn();
}

void LoginCommand::end(const std::optional<base::Error>& error)
{
    disconnect(&m_auth, nullptr, this, nullptr);
    if (error) {
        m_console.complain(*error);
        emit finished(exitCodeFor(*error));
        return;
    }
    m_console.printLine(tr("Connected as %1").arg(accountName(m_auth.status())));
    if (!m_auth.status().planEnabled) {
        m_console.remark(tr("The plan may not be used: it was not allowed in the browser."));
    }
    emit finished(ExitOk);
}

StatusCommand::StatusCommand(StatusOptions options, AuthService& auth, Console& console)
    : m_options(options)
    , m_auth(auth)
    , m_console(console)
{
}

void StatusCommand::start()
{
    connect(&m_auth, &AuthService::statusChanged, this, &StatusCommand::show);
    m_auth.load();
}

void StatusCommand::show(const AuthStatus& status)
{
    if (m_shown || status.state == auth::AuthState::Loading) {
        return;
    }
    m_shown = true;
    if (m_options.json) {
        m_console.printJson(statusJson(status));
    } else {
        m_console.printLine(stateSentence(status));
    }
    emit finished(status.connected ? ExitOk : ExitNotSignedIn);
}

LogoutCommand::LogoutCommand(AuthService& auth, Console& console)
    : m_auth(auth)
    , m_console(console)
{
}

void LogoutCommand::start()
{
    connect(
        &m_auth, &AuthService::statusChanged, this,
        [this] {
            m_job = m_auth.disconnect();
            connect(m_job.get(), &base::Job::finished, this, [this] { end(m_job->result()); });
            m_job->start();
        },
        Qt::SingleShotConnection);
    m_auth.load();
}

void LogoutCommand::end(const base::Result<auth::DisconnectOutcome>& outcome)
{
    if (!outcome) {
        m_console.complain(outcome.error());
        emit finished(exitCodeFor(outcome.error()));
        return;
    }
    m_console.printLine(tr("Signed out."));
    if (!outcome->revocationConfirmed) {
        const QString place = m_auth.profile().isChatGpt()
                                  ? tr("Remove Plantain in ChatGPT Settings to be sure.")
                                  : tr("Remove Plantain in the account's settings to be sure.");
        m_console.complain({base::ErrorKind::Network,
                            tr("The server could not confirm that the session has ended."),
                            place,
                            {}});
    }
    emit finished(ExitOk);
}

} // namespace plantain::app
