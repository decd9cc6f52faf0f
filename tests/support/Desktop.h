// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ChildProcess.h"

#include <QPoint>
#include <QSize>

#include <memory>

namespace plantain::testing {

/// A desktop of the test's own: Xvfb, openbox and a session bus with accessibility. All of it ends
/// with this object.
class Desktop
{
public:
    explicit Desktop(QSize size = {1280, 800});
    ~Desktop();

    /// False when a part did not come up; `problem()` says which.
    bool start();
    const std::string& problem() const { return m_problem; }

    /// For programs that shall run on this desktop.
    QProcessEnvironment environment() const;
    QString busAddress() const { return m_busAddress; }

    void click(QPoint at);
    /// Into whatever has the keyboard.
    void type(const QString& text);
    /// A key or a combination as xdotool names it: "Return", "ctrl+a".
    void press(const QString& key);
    /// The whole screen as PNG.
    bool screenshot(const QString& file);

private:
    bool startDisplay();
    bool startBus();
    bool startWindowManager();
    bool runTool(const QString& program, const QStringList& arguments);

    QSize m_size;
    QProcessEnvironment m_environment;
    QString m_busAddress;
    std::string m_problem;
    std::unique_ptr<ChildProcess> m_display;
    std::unique_ptr<ChildProcess> m_bus;
    std::unique_ptr<ChildProcess> m_windowManager;
};

} // namespace plantain::testing
