// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/PlantainCli.h"
#include "tests/support/Folders.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace plantain::testing {

namespace {

QJsonObject objectOf(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

bool writePrivately(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
           file.write(bytes) == bytes.size();
}

} // namespace

QJsonObject CliRun::json() const
{
    return objectOf(output);
}

QJsonObject CliRun::result() const
{
    return objectOf(output.trimmed().split('\n').last());
}

PlantainCli::PlantainCli()
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    // QT_QPA_PLATFORM: of use to the window only. The sanitizers' and the loader's are the build's.
    for (const char* name : {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "TMPDIR"}) {
        if (system.contains(QLatin1String(name))) {
            m_environment.insert(QLatin1String(name), system.value(QLatin1String(name)));
        }
    }
    m_environment.insert(QStringLiteral("HOME"), m_folder.path());
    m_environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
}

QString PlantainCli::executable()
{
    return plantain::testing::inBuild(QStringLiteral("bin/plantain"));
}

QString PlantainCli::dataFolder() const
{
    return m_folder.filePath(QStringLiteral("data"));
}

QString PlantainCli::recordFile() const
{
    return dataFolder() + QStringLiteral("/openai-auth.json");
}

void PlantainCli::useProfile(const QJsonObject& profile)
{
    m_profileFile = m_folder.filePath(QStringLiteral("profile.json"));
    writePrivately(m_profileFile, QJsonDocument(profile).toJson());
}

std::unique_ptr<ChildProcess> PlantainCli::start(const QStringList& arguments)
{
    QStringList all = arguments + m_options +
                      QStringList{QStringLiteral("--data-dir"), dataFolder(),
                                  QStringLiteral("--storage"), QStringLiteral("file")};
    if (!m_profileFile.isEmpty()) {
        all << QStringLiteral("--auth-profile") << m_profileFile;
    }
    auto process = std::make_unique<ChildProcess>(executable(), all, m_environment);
    process->start();
    return process;
}

CliRun PlantainCli::run(const QStringList& arguments, const QByteArray& input)
{
    const std::unique_ptr<ChildProcess> process = start(arguments);
    process->write(input);
    process->closeInput();
    (void)process->waitForEnd();
    return outcome(*process);
}

CliRun PlantainCli::outcome(const ChildProcess& process)
{
    m_printed += process.output() + process.errorOutput();
    return {process.exitCode(), process.output(), process.errorOutput(), process.transcript()};
}

QJsonObject PlantainCli::record() const
{
    QFile file(recordFile());
    return file.open(QIODevice::ReadOnly) ? objectOf(file.readAll()) : QJsonObject();
}

void PlantainCli::writeRecord(const QJsonObject& record)
{
    writePrivately(recordFile(), QJsonDocument(record).toJson());
}

void PlantainCli::expireRecord()
{
    QJsonObject record = this->record();
    const qint64 past = QDateTime::currentSecsSinceEpoch() - 60;
    record.insert(QStringLiteral("expires_at"), past);
    record.insert(QStringLiteral("earliest_refresh_at"), past);
    writeRecord(record);
}

} // namespace plantain::testing
