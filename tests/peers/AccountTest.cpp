// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/AccountTest.h"

#include <QDirIterator>
#include <QRegularExpression>

namespace plantain::testing {

namespace {

/// Three parts of base64url, the first a JSON object.
bool holdsJwt(const QByteArray& text)
{
    static const QRegularExpression jwt(
        QStringLiteral("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}"));
    return jwt.match(QString::fromUtf8(text)).hasMatch();
}

/// Signing in anew names the account by its old ID token in the address that is printed, as the
/// provider documents it.
QByteArray withoutHint(const QByteArray& printed)
{
    static const QRegularExpression hint(QStringLiteral("id_token_hint=[A-Za-z0-9_.-]+"));
    return QString::fromUtf8(printed).remove(hint).toUtf8();
}

void expectNoToken(const QByteArray& text, const QList<QByteArray>& tokens, const QString& where)
{
    EXPECT_FALSE(holdsJwt(text)) << "S6: a token in " << where.toStdString();
    for (const QByteArray& token : tokens) {
        EXPECT_FALSE(text.contains(token)) << "S6: a token in " << where.toStdString();
    }
}

} // namespace

void AccountTest::startPeer(const OidcOptions& options)
{
    m_peer = std::make_unique<OidcPeer>(options);
    ASSERT_TRUE(m_peer->start()) << m_peer->transcript();
    cli.useProfile(m_peer->profile());
}

void AccountTest::TearDown()
{
    rememberTokens();
    expectNoToken(withoutHint(cli.printed()), m_tokens, QStringLiteral("the program's output"));
    QDirIterator files(cli.dataFolder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName() == cli.recordFile()) {
            continue;
        }
        ASSERT_TRUE(file.open(QIODevice::ReadOnly)) << file.fileName().toStdString();
        expectNoToken(file.readAll(), m_tokens, file.fileName());
    }
}

void AccountTest::rememberTokens()
{
    const QJsonObject record = cli.record();
    for (const char* name : {"access_token", "refresh_token", "id_token"}) {
        const QByteArray token = string(record, name).toUtf8();
        if (!token.isEmpty()) {
            m_tokens.append(token);
        }
    }
}

AccountTest::Attempt AccountTest::beginSignIn()
{
    Attempt attempt;
    attempt.process = cli.start(
        {QStringLiteral("auth"), QStringLiteral("login"), QStringLiteral("--no-browser")});
    const QByteArray line = attempt.process->waitForLine(
        [](const QByteArray& text) { return text.startsWith("http"); });
    attempt.url = QUrl(QString::fromUtf8(line));
    EXPECT_TRUE(attempt.url.isValid() && !line.isEmpty()) << attempt.process->transcript();
    return attempt;
}

CliRun AccountTest::endOf(const Attempt& attempt)
{
    EXPECT_TRUE(attempt.process->waitForEnd()) << attempt.process->transcript();
    rememberTokens();
    return cli.outcome(*attempt.process);
}

CliRun AccountTest::signIn()
{
    const Attempt attempt = beginSignIn();
    visit(attempt.url, browserProxyPort);
    return endOf(attempt);
}

CliRun AccountTest::generate(const QStringList& more)
{
    const CliRun run = cli.run(QStringList{QStringLiteral("generate"), QStringLiteral("--provider"),
                                           QStringLiteral("openai-auth"), QStringLiteral("--json"),
                                           QStringLiteral("Hello")} +
                               more);
    rememberTokens();
    return run;
}

QJsonObject AccountTest::status()
{
    return cli.run({QStringLiteral("auth"), QStringLiteral("status"), QStringLiteral("--json")})
        .json();
}

} // namespace plantain::testing
