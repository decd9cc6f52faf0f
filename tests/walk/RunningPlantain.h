// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Desktop.h"
#include "tests/support/PlantainCli.h"

namespace plantain::testing {

/// The real window of a data folder of its own, on a desktop.
class RunningPlantain
{
public:
    /// `desktop` is borrowed and has started.
    explicit RunningPlantain(const Desktop& desktop)
    {
        QProcessEnvironment& environment = m_cli.environment();
        for (const char* name :
             {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"}) {
            environment.insert(QLatin1String(name),
                               desktop.environment().value(QLatin1String(name)));
        }
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    }

    void start(const QStringList& arguments = {}) { m_process = m_cli.start(arguments); }
    ChildProcess& process() const { return *m_process; }
    QString dataFolder() const { return m_cli.dataFolder(); }

private:
    PlantainCli m_cli;
    std::unique_ptr<ChildProcess> m_process;
};

} // namespace plantain::testing
