// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/KeyCommand.h"

#include "app/cli/HiddenInput.h"

namespace plantain::app {

KeyCommand::KeyCommand(KeyOptions options, secrets::ApiKeys& keys, secrets::SecretStore& store,
                       Console& console, int input)
    : m_options(std::move(options))
    , m_keys(keys)
    , m_store(store)
    , m_console(console)
    , m_input(input)
{
}

KeyCommand::~KeyCommand() = default;

void KeyCommand::start()
{
    switch (m_options.action) {
    case KeyOptions::Action::Set:
        readKey();
        break;
    case KeyOptions::Action::Clear:
        clearKey();
        break;
    case KeyOptions::Action::Status:
        tellStatus();
        break;
    }
}

void KeyCommand::readKey()
{
    m_hidden = std::make_unique<HiddenInput>(m_input);
    m_reader = std::make_unique<InputReader>(m_input);
    if (m_hidden->isTerminal()) {
        m_console.remark(
            tr("Type or paste the key for %1, then press Enter.").arg(m_options.provider));
        connect(m_reader.get(), &InputReader::lineRead, this, &KeyCommand::setKey);
    }
    connect(m_reader.get(), &InputReader::ended, this, &KeyCommand::setKey);
}

void KeyCommand::setKey()
{
    if (m_change) {
        return;
    }
    m_hidden.reset();
    watch(m_keys.set(m_options.provider, base::Secret(m_reader->content())),
          tr("The key for %1 is stored.").arg(m_options.provider));
}

void KeyCommand::clearKey()
{
    watch(m_keys.clear(m_options.provider),
          tr("No key for %1 is stored any more.").arg(m_options.provider));
}

void KeyCommand::watch(base::JobPtr<secrets::WriteSecretJob> job, const QString& done)
{
    m_change = std::move(job);
    connect(m_change.get(), &base::Job::finished, this, [this, done] {
        const base::Status& outcome = m_change->result();
        if (!outcome) {
            m_console.complain(outcome.error());
            emit finished(exitCodeFor(outcome.error()));
            return;
        }
        m_console.printLine(done);
        emit finished(ExitOk);
    });
    m_change->start();
}

void KeyCommand::tellStatus()
{
    m_read = m_store.read(secrets::ApiKeys::secretName(m_options.provider));
    connect(m_read.get(), &base::Job::finished, this, [this] { showStatus(m_read->result()); });
    m_read->start();
}

void KeyCommand::showStatus(const base::Result<std::optional<base::Secret>>& stored)
{
    const QString variable = m_keys.environmentVariable(m_options.provider);
    if (!stored) {
        m_console.complain(stored.error());
        emit finished(exitCodeFor(stored.error()));
    } else if (stored->has_value()) {
        m_console.printLine(
            tr("A key for %1 is stored (%2).").arg(m_options.provider, toString(m_store.kind())));
        emit finished(ExitOk);
    } else if (!variable.isEmpty()) {
        m_console.printLine(
            tr("%1 is configured via environment (%2).").arg(m_options.provider, variable));
        emit finished(ExitOk);
    } else {
        m_console.printLine(tr("There is no key for %1.").arg(m_options.provider));
        emit finished(ExitNotSignedIn);
    }
}

} // namespace plantain::app
