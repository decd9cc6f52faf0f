// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ChildProcess.h"

#include <QTemporaryDir>

#include <memory>

namespace plantain::testing {

/// One finished run of the program.
struct CliRun {
    int exitCode = -1; ///< -1: it was killed, crashed or did not end
    QByteArray output;
    QByteArray errorOutput;
    std::string transcript; ///< for a failing test's message

    /// The output as one JSON object.
    QJsonObject json() const;
    /// The last line of the output as a JSON object: what `generate --json` ends with.
    QJsonObject result() const;
};

/// The real executable as a black box: an own data folder, an own home, nothing of the machine's
/// environment but the paths. Remembers all that was printed.
class PlantainCli
{
public:
    PlantainCli();

    static QString executable();
    QString dataFolder() const;
    QString recordFile() const;
    /// What `--auth-profile` names from now on.
    void useProfile(const QJsonObject& profile);
    /// Added to every command from now on, e.g. {"--proxy", url}.
    void useOptions(const QStringList& options) { m_options = options; }
    QProcessEnvironment& environment() { return m_environment; }

    std::unique_ptr<ChildProcess> start(const QStringList& arguments);
    CliRun run(const QStringList& arguments, const QByteArray& input = {});
    /// The outcome of a program of `start()` that has ended; its output is remembered.
    CliRun outcome(const ChildProcess& process);

    /// The token record on disk; empty when there is none or it is not one whole JSON object.
    QJsonObject record() const;
    void writeRecord(const QJsonObject& record);
    /// Makes the stored access token look as if its time were over, for a refresh without waiting.
    void expireRecord();

    const QByteArray& printed() const { return m_printed; }

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QStringList m_options;
    QString m_profileFile;
    QByteArray m_printed;
};

} // namespace plantain::testing
