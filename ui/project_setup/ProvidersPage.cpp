// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProvidersPage.h"

#include "ui_ProvidersPage.h"

#include <QLineEdit>

namespace plantain::ui {

namespace {

using llm::ProviderId;
using secrets::KeySource;

/// Where a provider's key comes from. A key of the environment is told in its row.
Badge keyBadge(KeySource source, secrets::StorageKind storage)
{
    const bool isKeyring = storage == secrets::StorageKind::Keychain;
    switch (source) {
    case KeySource::Stored:
        return {Tone::Ok, theme::Icon::Key,
                isKeyring ? ProvidersPage::tr("Key in the keyring")
                          : ProvidersPage::tr("Key in a file")};
    case KeySource::StorageUnavailable:
        return {Tone::Warn, theme::Icon::Lock,
                isKeyring ? ProvidersPage::tr("Keyring is locked")
                          : ProvidersPage::tr("Key cannot be read")};
    case KeySource::None:
    case KeySource::Environment:
        break;
    }
    return {Tone::Neutral, theme::Icon::Dot, ProvidersPage::tr("Not set up")};
}

} // namespace

ProvidersPage::ProvidersPage(QWidget* parent)
    : SetupPage(parent)
    , m_ui(std::make_unique<Ui::ProvidersPage>())
{
    m_ui->setupUi(this);
    m_ui->openAiBadge->hide();
    m_ui->openAiAddress->setUp(QStringLiteral("openAiUrlEdit"),
                               llm::displayName(ProviderId::OpenAi),
                               QStringLiteral("https://api.openai.com/v1"), true);
    m_ui->googleAddress->setUp(QStringLiteral("googleUrlEdit"),
                               llm::displayName(ProviderId::Google),
                               QStringLiteral("https://generativelanguage.googleapis.com"), true);
    m_ui->compatibleAddress->setUp(QStringLiteral("baseUrlEdit"),
                                   llm::displayName(ProviderId::OpenAiCompatible),
                                   QStringLiteral("http://localhost:11434/v1"), false);
    for (AddressRow* row : {m_ui->openAiAddress, m_ui->googleAddress, m_ui->compatibleAddress}) {
        connectAddress(*row);
    }
    connect(m_ui->headersEditor, &HeadersEditor::edited, this, &ProvidersPage::edited);
    connect(m_ui->networkCard, &NetworkCard::edited, this, &ProvidersPage::edited);
    connect(m_ui->storageRow, &StorageRow::storageChangeRequested, this,
            &ProvidersPage::storageChangeRequested);
}

ProvidersPage::~ProvidersPage() = default;

void ProvidersPage::setServices(const SetupServices& services)
{
    m_services = std::make_unique<SetupServices>(services);
    m_ui->accountRow->setAccount(services.account, services.settings, services.clock);
    const auto setUp = [this](KeyRow& row, ProviderId provider, const QString& hint) {
        row.setProvider(provider, hint, m_services->keys,
                        [this, provider](const std::optional<base::Secret>& typed) {
                            return beginTest(provider, typed);
                        });
        connect(&row, &KeyRow::edited, this, &ProvidersPage::edited);
    };
    setUp(*m_ui->openAiKey, ProviderId::OpenAi, QStringLiteral("sk-…"));
    setUp(*m_ui->googleKey, ProviderId::Google, QStringLiteral("AIza…"));
    setUp(*m_ui->compatibleKey, ProviderId::OpenAiCompatible, tr("Not needed by most"));
    m_ui->networkCard->setTrials(m_services->trials);
    connect(&services.keys, &secrets::ApiKeys::changed, this, &ProvidersPage::showBadges);
    connect(&services.account.service(), &auth::AuthService::statusChanged, this,
            [this](const auth::AuthStatus& status) {
                m_ui->storageRow->showKind(status.storage);
                showBadges();
            });
    m_ui->storageRow->showKind(services.account.service().status().storage);
    showBadges();
}

void ProvidersPage::connectAddress(AddressRow& row)
{
    watch(row.field(), row.errorPlace());
    connect(&row, &AddressRow::edited, this, &ProvidersPage::showTestable);
}

QList<KeyRow*> ProvidersPage::keyRows() const
{
    return {m_ui->openAiKey, m_ui->googleKey, m_ui->compatibleKey};
}

QWidget* ProvidersPage::firstField() const
{
    auto* connectButton =
        m_ui->accountRow->findChild<QPushButton*>(QStringLiteral("connectButton"));
    return connectButton->isHidden() ? m_ui->openAiKey->problem().field : connectButton;
}

void ProvidersPage::load(const ProjectDraft& draft)
{
    m_ui->openAiAddress->setAddress(draft.providers.openAiBaseUrl);
    m_ui->googleAddress->setAddress(draft.providers.googleBaseUrl);
    m_ui->compatibleAddress->setAddress(draft.providers.compatibleBaseUrl);
    m_ui->headersEditor->setHeaders(draft.providers.compatibleHeaders);
    m_ui->networkCard->load(draft.network);
    showBadges();
    showTestable();
}

void ProvidersPage::store(ProjectDraft& draft) const
{
    draft.providers.openAiBaseUrl = m_ui->openAiAddress->address();
    draft.providers.googleBaseUrl = m_ui->googleAddress->address();
    draft.providers.compatibleBaseUrl = m_ui->compatibleAddress->address();
    draft.providers.compatibleHeaders = m_ui->headersEditor->headers();
    m_ui->networkCard->store(draft.network);
    for (const KeyRow* row : keyRows()) {
        if (row->isChanged()) {
            draft.keys.insert(row->id(), row->change());
        }
    }
}

QList<SetupProblem> ProvidersPage::problems() const
{
    QList<SetupProblem> found;
    const auto add = [&found](const SetupProblem& problem) {
        if (!problem.text.isEmpty()) {
            found << problem;
        }
    };
    const auto addAddress = [&add](const AddressRow& row) {
        add({&row.field(), &row.errorPlace(), row.problem()});
    };
    add(m_ui->openAiKey->problem());
    addAddress(*m_ui->openAiAddress);
    add(m_ui->googleKey->problem());
    addAddress(*m_ui->googleAddress);
    addAddress(*m_ui->compatibleAddress);
    add(m_ui->compatibleKey->problem());
    add({m_ui->headersEditor->problemField(), &m_ui->headersEditor->errorPlace(),
         m_ui->headersEditor->problem()});
    return found + m_ui->networkCard->problems();
}

bool ProvidersPage::isChecking() const
{
    return m_ui->networkCard->isChecking();
}

void ProvidersPage::hurryChecks()
{
    m_ui->networkCard->hurryChecks();
}

void ProvidersPage::showBadges()
{
    const secrets::StorageKind storage = m_services->account.service().status().storage;
    const auto show = [&](StatusBadge& badge, ProviderId provider, bool worksWithout) {
        const KeySource source = m_services->keys.source(llm::toString(provider));
        badge.setBadge(keyBadge(source, storage));
        badge.setVisible(source == KeySource::Stored ||
                         (source != KeySource::Environment && !worksWithout));
    };
    // The account's row says how it is without a key.
    show(*m_ui->openAiBadge, ProviderId::OpenAi, true);
    show(*m_ui->googleBadge, ProviderId::Google, false);
    show(*m_ui->compatibleBadge, ProviderId::OpenAiCompatible,
         !m_services->settings.values().providers.compatibleBaseUrl.isEmpty());
}

void ProvidersPage::showTestable()
{
    const bool hasServer = !m_ui->compatibleAddress->address().isEmpty();
    m_ui->openAiKey->setCanTest(m_ui->openAiAddress->problem().isEmpty());
    m_ui->googleKey->setCanTest(m_ui->googleAddress->problem().isEmpty());
    m_ui->compatibleKey->setCanTest(hasServer && m_ui->compatibleAddress->problem().isEmpty());
}

base::JobPtr<llm::ModelListJob> ProvidersPage::beginTest(ProviderId provider,
                                                         const std::optional<base::Secret>& typed)
{
    const settings::Settings& saved = m_services->settings.values();
    ProjectDraft draft = ProjectDraft::of(saved, {});
    store(draft);
    const bool isSaved =
        !typed && draft.providers == saved.providers && draft.network == saved.network;
    // What is in use already: then the list is kept for everybody.
    return isSaved || !m_services->trials.provider
               ? m_services->catalog.refresh(provider)
               : m_services->trials.provider({provider, typed, draft.providers, draft.network});
}

void ProvidersPage::clearKeys(const QStringList& providers)
{
    for (KeyRow* row : keyRows()) {
        if (providers.contains(row->id())) {
            row->clearChange();
        }
    }
}

void ProvidersPage::showStorageOutcome(const base::Status& outcome)
{
    m_ui->storageRow->showOutcome(outcome);
}

} // namespace plantain::ui
