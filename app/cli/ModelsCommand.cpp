// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ModelsCommand.h"

#include "src/auth/AuthService.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

QJsonObject modelJson(const llm::ModelInfo& model)
{
    return {{u"id"_s, model.id},
            {u"label"_s, model.label},
            {u"provider"_s, toString(model.provider)},
            {u"context"_s, model.contextTokens ? QJsonValue(*model.contextTokens) : QJsonValue()},
            {u"images"_s, model.images},
            {u"retires"_s, model.retires.isValid() ? QJsonValue(model.retires.toString(Qt::ISODate))
                                                   : QJsonValue()},
            {u"live"_s, model.live}};
}

} // namespace

ModelsCommand::ModelsCommand(ModelsOptions options, Services& services, Console& console)
    : m_options(options)
    , m_services(services)
    , m_console(console)
{
}

QList<llm::ProviderId> ModelsCommand::providers() const
{
    return m_options.provider ? QList<llm::ProviderId>{*m_options.provider} : llm::allProviders();
}

void ModelsCommand::start()
{
    if (!m_options.refresh) {
        show();
        return;
    }
    m_toRefresh = providers();
    if (!m_options.provider && !m_services.hasCompatibleServer()) {
        m_toRefresh.removeAll(llm::ProviderId::OpenAiCompatible);
    }
    connect(&m_services.auth(), &auth::AuthService::statusChanged, this,
            &ModelsCommand::refreshNext, Qt::SingleShotConnection);
    m_services.auth().load();
}

void ModelsCommand::refreshNext()
{
    if (m_toRefresh.isEmpty()) {
        show();
        return;
    }
    m_refresh = m_services.catalog().refresh(m_toRefresh.takeFirst());
    connect(m_refresh.get(), &base::Job::finished, this, [this] {
        if (m_refresh->result()) {
            m_refreshedOne = true;
        } else {
            note(m_refresh->result().error());
        }
        refreshNext();
    });
    m_refresh->start();
}

/// Who asks for all providers has not set up each of them.
void ModelsCommand::note(const base::Error& error)
{
    const bool notSetUp = exitCodeFor(error) == ExitNotSignedIn;
    if (m_options.provider || !notSetUp) {
        m_console.complain(error);
    }
    if (!m_problem || exitCodeFor(*m_problem) == ExitNotSignedIn) {
        m_problem = error;
    }
}

void ModelsCommand::show()
{
    m_options.json ? showJson() : showTable();
    if (m_problem && !m_refreshedOne && !m_options.provider &&
        exitCodeFor(*m_problem) == ExitNotSignedIn) {
        m_console.complain(*m_problem);
    }
    emit finished(m_problem && !m_refreshedOne ? exitCodeFor(*m_problem) : ExitOk);
}

void ModelsCommand::showTable() const
{
    const QList<llm::ProviderId> shown = providers();
    for (const llm::ProviderId provider : shown) {
        const QList<llm::ModelInfo> models = m_services.catalog().models(provider);
        for (const llm::ModelInfo& model : models) {
            const QString retires = model.retires.isValid()
                                        ? tr("retires %1").arg(model.retires.toString(Qt::ISODate))
                                        : QString();
            const QString line = u"%1 %2 %3 %4"_s.arg(toString(provider).leftJustified(18),
                                                      model.id.leftJustified(26),
                                                      model.label.leftJustified(30), retires);
            m_console.printLine(line.trimmed());
        }
    }
}

void ModelsCommand::showJson() const
{
    QJsonArray list;
    const QList<llm::ProviderId> shown = providers();
    for (const llm::ProviderId provider : shown) {
        const QList<llm::ModelInfo> models = m_services.catalog().models(provider);
        for (const llm::ModelInfo& model : models) {
            list << modelJson(model);
        }
    }
    m_console.printLine(QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
}

} // namespace plantain::app
