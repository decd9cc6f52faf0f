// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ChildProcess.h"

#include <QJsonDocument>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace plantain::testing {

namespace {

void dieWithTheTest(pid_t test)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The test may have died before the line above.
    if (getppid() != test) {
        _exit(1);
    }
}

} // namespace

ChildProcess::ChildProcess(const QString& program, const QStringList& arguments,
                           const QProcessEnvironment& environment)
{
    m_process.setProgram(program);
    m_process.setArguments(arguments);
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier([test = getpid()] { dieWithTheTest(test); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { m_output += m_process.readAllStandardOutput(); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { m_errorOutput += m_process.readAllStandardError(); });
}

ChildProcess::~ChildProcess()
{
    kill();
    m_process.waitForFinished();
}

void ChildProcess::start()
{
    m_process.start();
    m_process.waitForStarted();
}

QByteArray ChildProcess::waitForLine(const std::function<bool(const QByteArray&)>& condition)
{
    QByteArray found;
    const auto findLine = [&] {
        const QList<QByteArray> lines = m_output.left(m_output.lastIndexOf('\n') + 1).split('\n');
        const auto line = std::find_if(lines.cbegin(), lines.cend(), condition);
        found = line == lines.cend() ? QByteArray() : *line;
        return !found.isNull();
    };
    (void)QTest::qWaitFor([&] { return findLine() || !isRunning(); }, processPatienceMs);
    (void)findLine();
    return found;
}

bool ChildProcess::waitForEnd(int limitMs)
{
    return QTest::qWaitFor([this] { return !isRunning(); }, limitMs);
}

void ChildProcess::write(const QByteArray& input)
{
    m_process.write(input);
}

void ChildProcess::closeInput()
{
    m_process.closeWriteChannel();
}

void ChildProcess::signal(int number)
{
    if (isRunning()) {
        ::kill(static_cast<pid_t>(id()), number);
    }
}

void ChildProcess::interrupt()
{
    signal(SIGINT);
}

void ChildProcess::terminate()
{
    signal(SIGTERM);
}

void ChildProcess::kill()
{
    signal(SIGKILL);
}

int ChildProcess::exitCode() const
{
    const bool ended = !isRunning() && m_process.exitStatus() == QProcess::NormalExit;
    return ended ? m_process.exitCode() : -1;
}

std::string ChildProcess::transcript() const
{
    const QByteArray text = m_process.program().toUtf8() + ' ' +
                            m_process.arguments().join(QLatin1Char(' ')).toUtf8() +
                            "\nexit code: " + QByteArray::number(exitCode()) + "\noutput:\n" +
                            m_output + "\nerrors:\n" + m_errorOutput;
    return text.toStdString();
}

QList<QJsonObject> ChildProcess::jsonLines() const
{
    QList<QJsonObject> objects;
    const QList<QByteArray> lines = m_output.split('\n');
    for (const QByteArray& line : lines) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (document.isObject()) {
            objects.append(document.object());
        }
    }
    return objects;
}

} // namespace plantain::testing
