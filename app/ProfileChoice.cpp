// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ProfileChoice.h"

#include "src/base/Json.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace plantain::app {

using namespace Qt::StringLiterals;
using auth::AuthProfile;
using base::Error;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ProfileChoice)
};

constexpr qint64 maxProfileBytes = qint64(1024) * 1024;

Error aboutFile(const QString& path, const Error& why)
{
    Error error = why;
    error.message = Text::tr("The profile “%1” cannot be used. %2")
                        .arg(QDir::toNativeSeparators(path), why.message);
    return error;
}

base::Result<AuthProfile> profileFromFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return aboutFile(path, {base::ErrorKind::InvalidInput,
                                Text::tr("It cannot be read."),
                                {},
                                file.errorString()});
    }
    const auto json = base::parseJsonObject(file.read(maxProfileBytes));
    if (!json) {
        return aboutFile(path, json.error());
    }
    auto profile = AuthProfile::fromJson(*json);
    return profile ? profile : aboutFile(path, profile.error());
}

} // namespace

base::Result<AuthProfile> chooseProfile(const QString& file, const QString& dataFolder,
                                        const QProcessEnvironment& environment,
                                        const std::optional<QJsonObject>& sandbox)
{
    const QString kept = dataFolder + "/auth-profile.json"_L1;
    const QString chosen = file.isEmpty() && QFileInfo::exists(kept) ? kept : file;
    if (chosen.isEmpty() && sandbox) {
        return AuthProfile::fromJson(*sandbox);
    }
    const auto profile = chosen.isEmpty() ? base::Result<AuthProfile>(AuthProfile::openAi())
                                          : profileFromFile(chosen);
    return profile ? profile->withEnvironment(environment) : profile;
}

} // namespace plantain::app
