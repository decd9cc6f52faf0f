// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/EditorBanners.h"

#include "src/llm/ModelCatalog.h"
#include "src/workflow/NodeData.h"
#include "ui/account/AccountActions.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/theme/Theme.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace plantain::ui {

using theme::Icon;

EditorBanners::EditorBanners(const EditorServices& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gap);
    buildFileBanners();
    buildSessionBanner();
    m_notes = addBanner(QStringLiteral("notesBanner"));
    m_notes->setClosable(true);
    m_recovery = addBanner(QStringLiteral("recoveryFailedBanner"));
    m_recovery->setClosable(true);
    WorkflowDocument& document = services.document;
    connect(&document, &WorkflowDocument::opened, this, &EditorBanners::showOpened);
    connect(&document, &WorkflowDocument::saved, this, &EditorBanners::showSaved);
    connect(&document.workflow(), &workflow::Workflow::wasReset, this, [this] {
        m_openFailed->hide();
        m_saveFailed->hide();
        showNotes();
    });
    showSession();
}

MessageBanner* EditorBanners::addBanner(const QString& name)
{
    auto* banner = new MessageBanner(this);
    banner->setObjectName(name);
    layout()->addWidget(banner);
    return banner;
}

void EditorBanners::buildFileBanners()
{
    m_openFailed = addBanner(QStringLiteral("openFailedBanner"));
    connect(m_openFailed->addButton(tr("Retry"), QStringLiteral("retryOpenButton")),
            &QPushButton::clicked, this, [this] { emit openRequested(m_failedPath); });
    m_openFailed->setClosable(true);
    m_saveFailed = addBanner(QStringLiteral("saveFailedBanner"));
    connect(m_saveFailed->addButton(tr("Retry"), QStringLiteral("retrySaveButton")),
            &QPushButton::clicked, this, [this] { m_services.document.save(m_failedPath); });
    connect(m_saveFailed->addButton(tr("Save as…"), QStringLiteral("saveElsewhereButton")),
            &QPushButton::clicked, this, &EditorBanners::saveAsRequested);
    m_saveFailed->setClosable(true);
}

void EditorBanners::buildSessionBanner()
{
    m_session = addBanner(QStringLiteral("sessionBanner"));
    connect(m_session->addButton(tr("Reconnect"), QStringLiteral("reconnectButton")),
            &QPushButton::clicked, this,
            [this] { m_services.account.perform(AccountAction::Reconnect); });
    m_session->setClosable(true);
    connect(m_session, &MessageBanner::closed, this, [this] { m_sessionDismissed = true; });
    connect(&m_services.account.service(), &auth::AuthService::statusChanged, this,
            &EditorBanners::showSession);
}

void EditorBanners::showOpened(const QString& path, const std::optional<base::Error>& error)
{
    if (error) {
        m_failedPath = path;
        m_openFailed->showMessage(Tone::Error, Icon::Error, error->message, error->hint);
    } else {
        m_openFailed->hide();
    }
}

void EditorBanners::showSaved(const QString& path, const std::optional<base::Error>& error)
{
    if (error) {
        m_failedPath = path;
        m_saveFailed->showMessage(Tone::Error, Icon::Error, error->message, error->hint);
    } else {
        m_saveFailed->hide();
    }
}

void EditorBanners::showSession()
{
    const auth::AuthStatus& status = m_services.account.service().status();
    if (status.state != auth::AuthState::NeedsReauth) {
        m_sessionDismissed = false;
        m_session->hide();
    } else if (!m_sessionDismissed) {
        m_session->showMessage(Tone::Warn, Icon::Warning, tr("Your OpenAI session expired."),
                               tr("Nodes that use the account will not run."));
    }
}

void EditorBanners::showRecoveryFailure(const base::Error& error)
{
    m_recovery->showMessage(Tone::Warn, Icon::Warning,
                            tr("Unsaved work cannot be kept aside. Save often."),
                            QStringList{error.message, error.hint}.join(u' ').trimmed());
}

void EditorBanners::showNotes()
{
    QStringList notes{retiredModels(), foreignNodes()};
    notes.removeAll(QString());
    if (notes.isEmpty()) {
        m_notes->hide();
    } else {
        m_notes->showMessage(Tone::Info, Icon::Info, notes.first(), notes.mid(1).join(u' '));
    }
}

QString EditorBanners::retiredModels() const
{
    int count = 0;
    QString replacement;
    for (const workflow::Node& node : m_services.document.workflow().nodes()) {
        if (node.kind != workflow::NodeKind::LlmGenerate) {
            continue;
        }
        const workflow::LlmParameters parameters = workflow::llmParameters(node);
        const auto provider = llm::providerFromString(parameters.provider);
        if (!provider || parameters.model.isEmpty()) {
            continue;
        }
        const llm::ModelInfo model = m_services.catalog.model(*provider, parameters.model);
        if (!model.replacedBy.isEmpty()) {
            ++count;
            replacement = m_services.catalog.model(*provider, model.replacedBy).label;
        }
    }
    if (count == 0) {
        return {};
    }
    return count == 1
               ? tr("1 node uses a model that was retired; %1 is used instead.").arg(replacement)
               : tr("%1 nodes use models that were retired; %2 is used instead.")
                     .arg(count)
                     .arg(replacement);
}

QString EditorBanners::foreignNodes() const
{
    const auto& nodes = m_services.document.workflow().nodes();
    const auto count = std::count_if(nodes.cbegin(), nodes.cend(), [](const auto& node) {
        return node.kind == workflow::NodeKind::Unknown;
    });
    if (count == 0) {
        return {};
    }
    return count == 1
               ? tr("1 node is of a type that Plantain does not know. It is kept as it is.")
               : tr("%1 nodes are of types that Plantain does not know. They are kept as they are.")
                     .arg(count);
}

} // namespace plantain::ui
