// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SandboxCommand.h"

namespace plantain::app {

SandboxCommand::SandboxCommand(SandboxOptions options, const QString& keyFolder, Console& console)
    : m_options(options)
    , m_provider(keyFolder)
    , m_console(console)
{
}

void SandboxCommand::start()
{
    if (!m_provider.listen(m_options.port)) {
        m_console.complain(
            {base::ErrorKind::Network,
             tr("The practice provider cannot listen on port %1.").arg(m_options.port),
             tr("Choose another one with --port, or leave it out."), m_provider.errorString()});
        emit finished(ExitFailed);
        return;
    }
    m_console.printJson(m_provider.addresses());
}

} // namespace plantain::app
