// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/AppFixture.h"

#include <QDir>
#include <QDirIterator>

namespace plantain::testing {

namespace {

class SecretsTest : public PracticeTest
{
protected:
    /// Every secret of the stored session, as text.
    QList<QByteArray> sessionSecrets() const
    {
        QList<QByteArray> secrets;
        for (const char* field : {"access_token", "refresh_token", "id_token"}) {
            const QByteArray secret = cli.record().value(QLatin1String(field)).toString().toUtf8();
            EXPECT_FALSE(secret.isEmpty()) << field;
            secrets << secret;
        }
        return secrets;
    }
    QStringList filesHolding(const QByteArray& secret) const
    {
        QStringList found;
        QDirIterator files(cli.dataFolder(), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << file.fileName().toStdString();
            if (file.readAll().contains(secret)) {
                found << QFileInfo(file).fileName();
            }
        }
        return found;
    }
};

TEST_F(SecretsTest, S6_NoSecretIsPrintedEvenWithEverythingLogged)
{
    cli.useOptions({"--log-level", "debug"});
    provider.knobs().accessTokenLifetime = std::chrono::seconds(300); // may be renewed at once
    const QByteArray key = "sandbox-key-canary-0123456789";
    ASSERT_EQ(cli.run({"key", "set", "openai"}, key + '\n').exitCode, 0);
    ASSERT_TRUE(signIn());
    QList<QByteArray> secrets = sessionSecrets() + QList<QByteArray>{key};
    cli.run({"auth", "status", "--json"});
    cli.run({"key", "status", "openai"});
    cli.run({"models", "--refresh"});
    cli.run({"generate", "--provider", "openai", "--json", "x"});
    cli.run({"generate", "--provider", "openai-auth", "x"});
    cli.expireRecord();
    provider.knobs().failNextRequests = 1;
    provider.knobs().failStatus = 401;
    cli.run({"generate", "--provider", "openai-auth", "--json", "x"});
    secrets += sessionSecrets();
    cli.run({"auth", "logout"});
    ASSERT_GT(cli.printed().size(), 1000);
    for (const QByteArray& secret : secrets) {
        EXPECT_FALSE(cli.printed().contains(secret)) << secret.left(24).constData();
    }
}

TEST_F(SecretsTest, S6_SecretsLieInTheirOwnFilesOnly)
{
    const QByteArray key = "sandbox-key-canary-0123456789";
    ASSERT_EQ(cli.run({"key", "set", "openai"}, key + '\n').exitCode, 0);
    ASSERT_TRUE(signIn());
    ASSERT_EQ(cli.run({"models", "--refresh"}).exitCode, 0);
    ASSERT_EQ(cli.run({"generate", "--provider", "openai", "x"}).exitCode, 0);
    EXPECT_EQ(filesHolding(key).size(), 1);
    for (const QByteArray& secret : sessionSecrets()) {
        EXPECT_EQ(filesHolding(secret), QStringList{"openai-auth.json"});
    }
}

TEST_F(SecretsTest, S2_FilesWithSecretsAreForTheOwnerOnly)
{
    ASSERT_EQ(cli.run({"key", "set", "openai"}, "sandbox-key-canary\n").exitCode, 0);
    ASSERT_TRUE(signIn());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QStringList holders = filesHolding("sandbox-key-canary");
    holders << "openai-auth.json";
    for (const QString& name : holders) {
        EXPECT_FALSE(QFile::permissions(cli.dataFolder() + '/' + name) & others)
            << name.toStdString();
    }
}

TEST_F(SecretsTest, S6_NoSecretStandsInTheArgumentsOfARunningProcess)
{
    ASSERT_TRUE(signIn());
    const QList<QByteArray> secrets = sessionSecrets();
    provider.knobs().timeToFirstToken = std::chrono::seconds(60);
    const auto process = cli.start({"generate", "--provider", "openai-auth", "x"});
    QFile arguments(QString("/proc/%1/cmdline").arg(process->id()));
    ASSERT_TRUE(arguments.open(QIODevice::ReadOnly));
    const QByteArray seen = arguments.readAll();
    ASSERT_TRUE(seen.contains("generate"));
    for (const QByteArray& secret : secrets) {
        EXPECT_FALSE(seen.contains(secret));
    }
}

TEST_F(SecretsTest, A6_NothingOfAnAttemptIsOnDisk)
{
    const auto login = startLogin();
    const QUrlQuery query(addressPrintedBy(*login));
    for (const char* field : {"state", "nonce", "code_challenge"}) {
        const QByteArray value = query.queryItemValue(QLatin1String(field)).toUtf8();
        ASSERT_FALSE(value.isEmpty()) << field;
        EXPECT_TRUE(filesHolding(value).isEmpty()) << field;
    }
}

} // namespace

} // namespace plantain::testing
