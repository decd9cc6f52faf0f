// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/EditorBanners.h"

#include "src/llm/ModelCatalog.h"
#include "src/workflow/NodeData.h"
#include "ui/account/AccountActions.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Words.h"
#include "ui/window/StorageNotice.h"
#include "ui/window/UsageLimitNotice.h"

#include <QFileInfo>
#include <QPushButton>
#include <QVBoxLayout>

namespace plantain::ui {

using theme::Icon;

namespace {

/// Every node is looked at: not for each letter that is typed.
constexpr std::chrono::milliseconds notesDelay{250};

} // namespace

EditorBanners::EditorBanners(const EditorServices& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::gap);
    buildFileBanners();
    buildSessionBanner();
    new StorageNotice(services, *addBanner(QStringLiteral("storageBanner")), this);
    buildLimitBanners();
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
    m_notesTimer.setSingleShot(true);
    m_notesTimer.setInterval(notesDelay);
    connect(&m_notesTimer, &QTimer::timeout, this, &EditorBanners::showFewerNotes);
    connect(&document.workflow(), &workflow::Workflow::changed, this,
            [this] { m_notesTimer.start(); });
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

void EditorBanners::buildLimitBanners()
{
    for (const auto provider : {llm::ProviderId::OpenAiAuth, llm::ProviderId::OpenAi,
                                llm::ProviderId::Google, llm::ProviderId::OpenAiCompatible}) {
        MessageBanner* banner = addBanner(QStringLiteral("limitBanner_") + llm::toString(provider));
        new UsageLimitNotice(m_services, provider, *banner, this);
    }
}

void EditorBanners::showOpened(const QString& path, const std::optional<base::Error>& error)
{
    if (!error) {
        m_openFailed->hide();
        return;
    }
    m_failedPath = path;
    if (error->message.contains(path)) {
        m_openFailed->showMessage(Tone::Error, Icon::Error, error->message, error->hint);
        return;
    }
    // What is wrong inside a file does not say which file it is.
    m_openFailed->showMessage(Tone::Error, Icon::Error,
                              tr("“%1” cannot be opened.").arg(QFileInfo(path).fileName()),
                              words::paragraph(*error));
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
                            words::paragraph(error));
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

/// What was read away is not told again, and what has been put right no longer.
void EditorBanners::showFewerNotes()
{
    if (!m_notes->isHidden()) {
        showNotes();
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
