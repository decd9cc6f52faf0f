// SPDX-License-Identifier: GPL-3.0-or-later
// A process beside the test's own, for what only several processes can show.
//   save FOLDER            saves records of changing size for ever; one line a save
//   token FOLDER PROFILE   prints the access token, or "error KIND"
//   lock FOLDER            takes the record's lock, prints "locked", keeps it for ever
#include "src/auth/AuthService.h"
#include "src/auth/TokenStore.h"
#include "src/base/LockJob.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/FileSecretStore.h"
#include "src/secrets/KeychainSecretStore.h"

#include <QCoreApplication>

#include <cstdio>

using namespace plantain;

namespace {

void say(const QByteArray& line)
{
    std::fputs((line + '\n').constData(), stdout);
    std::fflush(stdout);
}

struct Stores {
    explicit Stores(const QString& folder)
        : files(folder)
        , keychain(folder, clock)
        , tokens(files, keychain, folder, clock)
    {
    }
    base::SystemClock clock;
    secrets::FileSecretStore files;
    secrets::KeychainSecretStore keychain;
    auth::TokenStore tokens;
};

int saveForEver(const QString& folder)
{
    Stores stores(folder);
    base::JobPtr<auth::SaveRecordJob> job;
    int count = 0;
    std::function<void()> next = [&] {
        auth::TokenRecord record;
        record.accessToken = base::Secret(QByteArray(1 + count * 7919 % 60'000, 'a'));
        record.refreshToken = base::Secret(QByteArray::number(count));
        job = stores.tokens.save(record);
        QObject::connect(job.get(), &base::Job::finished, [&] {
            say(job->result().ok() ? QByteArray::number(count++) : "failed");
            next();
        });
        job->start();
    };
    next();
    return QCoreApplication::exec();
}

int printToken(const QString& folder, const QByteArray& profileJson)
{
    const auto json = base::parseJsonObject(profileJson);
    const auto profile = auth::AuthProfile::fromJson(json ? *json : QJsonObject());
    if (!profile) {
        say("bad profile");
        return 2;
    }
    Stores stores(folder);
    const net::NetworkFactory network;
    auth::AuthService service(*profile, stores.tokens, network, stores.clock);
    const auto job = service.accessToken();
    QObject::connect(job.get(), &base::Job::finished, [&job] {
        const auto& result = job->result();
        say(result ? result->reveal()
                   : "error " + QByteArray::number(static_cast<int>(result.error().kind)));
        QCoreApplication::exit(result ? 0 : 1);
    });
    job->start();
    return QCoreApplication::exec();
}

int lockForEver(const QString& folder)
{
    const Stores stores(folder);
    const auto job =
        base::makeJob<base::LockJob>(stores.tokens.lockPath(), std::chrono::seconds(10));
    QObject::connect(job.get(), &base::Job::finished,
                     [&job] { say(job->result().ok() ? "locked" : "not locked"); });
    job->start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString command = arguments.value(1);
    if (command == QLatin1String("save")) {
        return saveForEver(arguments.value(2));
    }
    if (command == QLatin1String("token")) {
        return printToken(arguments.value(2), arguments.value(3).toUtf8());
    }
    if (command == QLatin1String("lock")) {
        return lockForEver(arguments.value(2));
    }
    return 2;
}
