// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QProcessEnvironment>

#include <functional>
#include <string>

namespace plantain::testing {

/// A busy machine must not fail a test that starts programs.
inline constexpr int processPatienceMs = 120'000;

/// A program that a test runs. Waiting keeps the test's event loop going. The program is killed by
/// its id when this object goes, and by the kernel when the test dies.
class ChildProcess : public QObject
{
    Q_OBJECT

public:
    ChildProcess(const QString& program, const QStringList& arguments,
                 const QProcessEnvironment& environment);
    ~ChildProcess() override;

    void start();
    /// Waits until a whole line of the output satisfies the condition; that line without its end,
    /// null when the program ended or went silent before.
    QByteArray waitForLine(const std::function<bool(const QByteArray&)>& condition);
    bool waitForEnd(int limitMs = processPatienceMs);

    void write(const QByteArray& input);
    void closeInput();
    /// Ctrl+C.
    void interrupt();
    /// Asks it to end.
    void terminate();
    /// Cannot be caught: what a power cut is to the program.
    void kill();

    qint64 id() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// The exit code; -1 while running, or when it was killed or crashed.
    int exitCode() const;
    const QByteArray& output() const { return m_output; }
    const QByteArray& errorOutput() const { return m_errorOutput; }
    /// For a failing test's message.
    std::string transcript() const;
    /// Every line of the output that is a JSON object.
    QList<QJsonObject> jsonLines() const;

private:
    void signal(int number);

    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errorOutput;
};

} // namespace plantain::testing
