// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProvidersPage.h"

#include "ui_ProvidersPage.h"

#include <QUrl>

#include <algorithm>

namespace plantain::ui {

namespace {

using llm::ProviderId;
using secrets::KeySource;

void showKeyBadge(StatusBadge& badge, KeySource source)
{
    badge.setVisible(source == KeySource::None || source == KeySource::StorageUnavailable);
    badge.setBadge(
        source == KeySource::StorageUnavailable
            ? Badge{Tone::Warn, theme::Icon::Lock, ProvidersPage::tr("Keyring is locked")}
            : Badge{Tone::Neutral, theme::Icon::Dot, ProvidersPage::tr("Not set up")});
}

} // namespace

ProvidersPage::ProvidersPage(QWidget* parent)
    : ScrollPage(parent)
    , m_ui(std::make_unique<Ui::ProvidersPage>())
{
    m_ui->setupUi(this);
    m_ui->openAiBadge->hide();
    m_ui->urlError->hide();
    connect(m_ui->baseUrlEdit, &QLineEdit::textChanged, this, [this] {
        m_ui->urlError->hide();
        showUrlState();
        emit edited();
    });
    connect(m_ui->storageRow, &StorageRow::storageChangeRequested, this,
            &ProvidersPage::storageChangeRequested);
}

ProvidersPage::~ProvidersPage() = default;

void ProvidersPage::setServices(const SetupServices& services)
{
    m_services = std::make_unique<SetupServices>(services);
    if (services.sandbox) {
        m_ui->sandboxBanner->showMessage(
            Tone::Info, theme::Icon::Info, tr("Sandbox"),
            tr("A practice provider on this machine answers. Nothing leaves it."));
    }
    m_ui->accountRow->setAccount(services.account, services.settings, services.clock);
    m_ui->openAiKey->setProvider(ProviderId::OpenAi, QStringLiteral("sk-…"), services.keys,
                                 services.catalog);
    m_ui->googleKey->setProvider(ProviderId::Google, QStringLiteral("AIza…"), services.keys,
                                 services.catalog);
    m_ui->compatibleKey->setProvider(ProviderId::OpenAiCompatible, tr("Not needed by most"),
                                     services.keys, services.catalog);
    for (KeyRow* row : {m_ui->openAiKey, m_ui->googleKey, m_ui->compatibleKey}) {
        connectRow(*row);
    }
    m_ui->baseUrlEdit->setText(services.settings.values().providers.compatibleBaseUrl);
    connect(&services.keys, &secrets::ApiKeys::changed, this, &ProvidersPage::showBadges);
    connect(&services.account.service(), &auth::AuthService::statusChanged, this,
            [this](const auth::AuthStatus& status) { m_ui->storageRow->showKind(status.storage); });
    m_ui->storageRow->showKind(services.account.service().status().storage);
    showBadges();
    showUrlState();
}

void ProvidersPage::connectRow(KeyRow& row)
{
    connect(&row, &KeyRow::edited, this, &ProvidersPage::edited);
    connect(&row, &KeyRow::saveAndTestRequested, this, [this, tested = &row] {
        if (validate()) {
            m_testAfterSave = tested;
            save();
        }
    });
}

bool ProvidersPage::isUrlChanged() const
{
    return m_ui->baseUrlEdit->text().trimmed() !=
           m_services->settings.values().providers.compatibleBaseUrl;
}

bool ProvidersPage::isChanged() const
{
    return isUrlChanged() || m_ui->openAiKey->isChanged() || m_ui->googleKey->isChanged() ||
           m_ui->compatibleKey->isChanged();
}

QString ProvidersPage::urlProblem() const
{
    const QString text = m_ui->baseUrlEdit->text().trimmed();
    const QUrl url(text, QUrl::StrictMode);
    const bool usable =
        url.isValid() && !url.host().isEmpty() &&
        (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
    return text.isEmpty() || usable
               ? QString()
               : tr("Enter a whole address, such as http://localhost:11434/v1.");
}

bool ProvidersPage::validate()
{
    const QString problem = urlProblem();
    m_ui->urlError->setText(problem);
    m_ui->urlError->setVisible(!problem.isEmpty());
    if (!problem.isEmpty()) {
        m_ui->baseUrlEdit->setFocus();
    }
    return problem.isEmpty();
}

void ProvidersPage::showBadges()
{
    showKeyBadge(*m_ui->googleBadge, m_services->keys.source(llm::toString(ProviderId::Google)));
    m_ui->compatibleBadge->setBadge({Tone::Neutral, theme::Icon::Dot, tr("Not set up")});
    m_ui->compatibleBadge->setVisible(
        m_services->settings.values().providers.compatibleBaseUrl.isEmpty());
}

void ProvidersPage::showUrlState()
{
    m_ui->compatibleKey->setUnsavedElsewhere(m_services && isUrlChanged());
    m_ui->compatibleKey->setCanTest(!m_ui->baseUrlEdit->text().trimmed().isEmpty());
}

base::Status ProvidersPage::saveUrl()
{
    if (!isUrlChanged()) {
        return base::Done{};
    }
    settings::Settings values = m_services->settings.values();
    values.providers.compatibleBaseUrl = m_ui->baseUrlEdit->text().trimmed();
    return m_services->settings.save(values);
}

void ProvidersPage::save()
{
    const base::Status url = saveUrl();
    m_saveError = url ? std::nullopt : std::optional(url.error());
    for (KeyRow* row : {m_ui->openAiKey, m_ui->googleKey, m_ui->compatibleKey}) {
        if (auto job = row->save()) {
            m_writes.push_back(std::move(job));
        }
    }
    m_ui->saveBanner->hide();
    if (m_writes.empty()) {
        finishWrite(0);
        return;
    }
    for (std::size_t i = 0; i < m_writes.size(); ++i) {
        connect(m_writes[i].get(), &base::Job::finished, this, [this, i] { finishWrite(i); });
    }
    for (const auto& job : m_writes) {
        job->start();
    }
}

void ProvidersPage::finishWrite(std::size_t index)
{
    if (index < m_writes.size() && !m_writes[index]->result()) {
        m_saveError = m_writes[index]->result().error();
    }
    if (!std::all_of(m_writes.begin(), m_writes.end(),
                     [](const auto& job) { return job->isFinished(); })) {
        return;
    }
    m_writes.clear();
    showBadges();
    showUrlState();
    KeyRow* tested = std::exchange(m_testAfterSave, nullptr);
    if (m_saveError) {
        m_ui->saveBanner->showMessage(Tone::Error, theme::Icon::Error, m_saveError->message,
                                      m_saveError->hint);
        emit saved(*m_saveError);
        return;
    }
    if (tested) {
        tested->test();
        emit edited();
        return;
    }
    emit saved(base::Done{});
}

void ProvidersPage::showStorageOutcome(const base::Status& outcome)
{
    m_ui->storageRow->showOutcome(outcome);
}

} // namespace plantain::ui
