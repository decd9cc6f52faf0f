// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/LlmGeneratePanel.h"

#include "ui/panels/GenerationWords.h"
#include "ui/theme/Restyle.h"
#include "ui_LlmGeneratePanel.h"

#include <QHBoxLayout>

namespace plantain::ui {

namespace {

using llm::ProviderId;

constexpr int wideFrom = 720;
constexpr int inputsWidth = 480;

} // namespace

LlmGeneratePanel::LlmGeneratePanel(const PanelServices& services, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_ui(std::make_unique<Ui::LlmGeneratePanel>())
    , m_controller(services.clients, services.catalog, services.clock)
{
    m_ui->setupUi(this);
    m_ui->inputsScroll->viewport()->setAutoFillBackground(false);
    m_ui->inputs->setAutoFillBackground(false);
    m_ui->splitter->setStretchFactor(0, 0);
    m_ui->splitter->setStretchFactor(1, 1);
    m_ui->splitter->setSizes({inputsWidth, 800});
    m_ui->refreshModelsButton->setIcon(theme::icon(theme::Icon::Refresh));
    m_ui->promptEdit->setTakesImages(true);
    // A form cannot name the parts of another widget.
    QWidget* addImages = m_ui->imageStrip->focusProxy();
    QWidget::setTabOrder(m_ui->promptEdit, addImages);
    QWidget::setTabOrder(addImages, m_ui->systemEdit);
    m_ui->resultPane->setController(m_controller);
    makeRunControls();
    for (const ProviderId id : llm::allProviders()) {
        m_ui->providerCombo->addItem(llm::displayName(id), llm::toString(id));
    }
    fillFromDefaults();
    connectInputs();
    connectServices();
    showProvider();
    showPlanNotice();
}

LlmGeneratePanel::~LlmGeneratePanel() = default;

void LlmGeneratePanel::makeRunControls()
{
    m_runAction =
        new QAction(theme::icon(theme::Icon::Run, theme::ColorRole::OnAccent), tr("&Run"), this);
    m_runAction->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    m_stopAction =
        new QAction(theme::icon(theme::Icon::Stop, theme::ColorRole::Error), tr("&Stop"), this);
    m_stopAction->setShortcut(QKeySequence(Qt::Key_Escape));
    addActions({m_runAction, m_stopAction});
    connect(m_runAction, &QAction::triggered, this, &LlmGeneratePanel::run);
    connect(m_stopAction, &QAction::triggered, this, &LlmGeneratePanel::stop);

    m_runControls = new QWidget(this);
    auto* row = new QHBoxLayout(m_runControls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    m_stopButton = new QPushButton(m_stopAction->icon(), tr("Stop"), m_runControls);
    m_stopButton->setObjectName(QStringLiteral("stopButton"));
    theme::setStyleProperty(*m_stopButton, "kind", QStringLiteral("danger"));
    m_runButton = new QPushButton(m_runAction->icon(), tr("Run"), m_runControls);
    m_runButton->setObjectName(QStringLiteral("runButton"));
    theme::setStyleProperty(*m_runButton, "kind", QStringLiteral("primary"));
    for (QPushButton* button : {m_stopButton, m_runButton}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    connect(m_stopButton, &QPushButton::clicked, this, &LlmGeneratePanel::stop);
    connect(m_runButton, &QPushButton::clicked, this, &LlmGeneratePanel::run);
    m_ui->headerLayout->addWidget(m_runControls);
}

void LlmGeneratePanel::connectInputs()
{
    connect(m_ui->providerCombo, &QComboBox::activated, this, [this] {
        m_providerChosen = true;
        changeProvider();
    });
    connect(m_ui->modelCombo, &ModelCombo::modelChanged, this, &LlmGeneratePanel::showModel);
    connect(m_ui->promptEdit, &QPlainTextEdit::textChanged, this, &LlmGeneratePanel::showRunState);
    connect(m_ui->promptEdit, &PromptEdit::imagesOffered, this,
            [this](const QMimeData* offered) { m_ui->imageStrip->addFrom(*offered); });
    connect(m_ui->imageStrip, &ImageStrip::changed, this, &LlmGeneratePanel::showModel);
    connect(m_ui->refreshModelsButton, &QToolButton::clicked, this,
            &LlmGeneratePanel::refreshModels);
    connect(m_ui->connectButton, &QPushButton::clicked, this, &LlmGeneratePanel::actOnReadiness);
    connect(m_ui->cancelConnectButton, &QPushButton::clicked, this,
            [this] { m_services.account.perform(AccountAction::Cancel); });
    connect(m_ui->usageLink, &QPushButton::clicked, this,
            [this] { m_services.account.openPage(usagePage()); });
    connect(m_ui->resultPane, &ResultPane::runAgainRequested, this, &LlmGeneratePanel::run);
    connect(m_ui->resultPane, &ResultPane::stopRequested, this, &LlmGeneratePanel::stop);
    connect(m_ui->resultPane, &ResultPane::usageRequested, this,
            [this] { m_services.account.openPage(usagePage()); });
    connect(m_ui->resultPane, &ResultPane::linkPressed, this, [this](const QUrl& url) {
        if (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http")) {
            m_services.account.openPage(url);
        }
    });
}

void LlmGeneratePanel::connectServices()
{
    connect(&m_services.account.service(), &auth::AuthService::statusChanged, this, [this] {
        chooseProviderThatWorks();
        showReadiness();
        showPlanNotice();
    });
    connect(&m_services.keys, &secrets::ApiKeys::changed, this, [this] {
        chooseProviderThatWorks();
        showReadiness();
    });
    connect(&m_services.settings, &settings::AppSettings::changed, this, [this] {
        showReadiness();
        showPlanNotice();
    });
    connect(&m_services.catalog, &llm::ModelCatalog::changed, this, [this](ProviderId changed) {
        if (changed == provider()) {
            m_ui->modelCombo->setModels(m_services.catalog.models(changed));
            showModel();
        }
    });
    connect(&m_controller, &GenerationController::stateChanged, this,
            &LlmGeneratePanel::showRunState);
    connect(&m_controller, &GenerationController::finished, this, &LlmGeneratePanel::finished);
    connect(m_ui->planNotice->addButton(tr("Got it"), QStringLiteral("planNoticeButton")),
            &QPushButton::clicked, this, [this] {
                settings::Settings values = m_services.settings.values();
                values.planNoticeSeen = true;
                // Not being able to remember it only shows the notice once more.
                (void)m_services.settings.save(values);
                m_ui->planNotice->hide();
            });
}

void LlmGeneratePanel::fillFromDefaults()
{
    const settings::NodeDefaults& defaults = m_services.settings.values().nodeDefaults;
    const auto id = llm::providerFromString(defaults.provider);
    m_providerChosen = id.has_value();
    setProvider(id.value_or(ProviderId::OpenAiAuth));
    m_ui->modelCombo->setModelId(
        defaults.model.isEmpty() ? m_services.catalog.defaultModel(provider()) : defaults.model);
    m_ui->modelNote->hide();
    m_ui->systemEdit->setPlainText(defaults.system);
    m_ui->parameters->setTemperature(defaults.temperature);
    m_ui->parameters->showModel(m_services.catalog.model(provider(), m_ui->modelCombo->modelId()));
    m_ui->parameters->setMaxTokens(defaults.maxTokens);
    m_ui->parameters->setEffort(defaults.effort);
}

/// Until somebody chooses, the first provider that can run is offered, the account first. Practice
/// begins with the account: connecting it is what there is to learn.
void LlmGeneratePanel::chooseProviderThatWorks()
{
    if (m_providerChosen || m_controller.isRunning()) {
        return;
    }
    ProviderId choice = ProviderId::OpenAiAuth;
    if (!m_services.sandbox && !m_services.account.service().status().connected) {
        for (const ProviderId id : {ProviderId::Google, ProviderId::OpenAi}) {
            if (keyReadiness(m_services.keys.source(llm::toString(id))).canRun) {
                choice = id;
            }
        }
    }
    if (choice != provider()) {
        setProvider(choice);
        changeProvider();
    }
}

ProviderId LlmGeneratePanel::provider() const
{
    return llm::providerFromString(m_ui->providerCombo->currentData().toString())
        .value_or(ProviderId::OpenAiAuth);
}

void LlmGeneratePanel::setProvider(ProviderId provider)
{
    m_ui->providerCombo->setCurrentIndex(m_ui->providerCombo->findData(llm::toString(provider)));
}

ProviderReadiness LlmGeneratePanel::readiness() const
{
    const secrets::KeySource source = m_services.keys.source(llm::toString(provider()));
    switch (provider()) {
    case ProviderId::OpenAiAuth:
        return accountReadiness(m_services.account.service().status(),
                                m_services.account.isChatGpt());
    case ProviderId::OpenAiCompatible:
        if (m_services.sandbox) {
            return practiceReadiness();
        }
        return serverReadiness(m_services.settings.values().providers.compatibleBaseUrl, source);
    case ProviderId::Google:
    case ProviderId::OpenAi:
        break;
    }
    return keyReadiness(source);
}

/// A model of the provider before means nothing to the new one, unless both have it.
void LlmGeneratePanel::changeProvider()
{
    const QList<llm::ModelInfo> models = m_services.catalog.models(provider());
    const QString wanted = m_ui->modelCombo->modelId();
    const bool isKnown = std::any_of(models.begin(), models.end(),
                                     [&wanted](const auto& model) { return model.id == wanted; });
    if (!isKnown) {
        m_ui->modelCombo->setModelId(m_services.catalog.defaultModel(provider()));
    }
    m_ui->modelNote->hide();
    showProvider();
}

void LlmGeneratePanel::showProvider()
{
    m_ui->modelCombo->setModels(m_services.catalog.models(provider()));
    showModel();
    showReadiness();
}

void LlmGeneratePanel::showModel()
{
    const llm::ModelInfo model = m_services.catalog.model(provider(), m_ui->modelCombo->modelId());
    m_ui->parameters->showModel(model);
    m_ui->imageStrip->setTakenByModel(model.images);
    showRunState();
}

void LlmGeneratePanel::showReadiness()
{
    const ProviderReadiness state = readiness();
    m_ui->statusBadge->setBadge(state.badge);
    m_ui->statusBadge->setVisible(!state.badge.text.isEmpty());
    const bool canCancel = state.accountAction == AccountAction::Cancel;
    const bool hadFocus = m_ui->connectButton->hasFocus() || m_ui->cancelConnectButton->hasFocus();
    m_ui->cancelConnectButton->setVisible(canCancel);
    m_ui->connectButton->setVisible(!canCancel && state.action != ReadinessAction::None);
    m_ui->connectButton->setText(state.actionText);
    theme::setStyleProperty(*m_ui->connectButton, "kind",
                            state.isPrimary ? QStringLiteral("primary") : QString());
    if (hadFocus) {
        QWidget* next = canCancel                         ? m_ui->cancelConnectButton
                        : m_ui->connectButton->isHidden() ? static_cast<QWidget*>(m_ui->promptEdit)
                                                          : m_ui->connectButton;
        next->setFocus(Qt::OtherFocusReason);
    }
    m_ui->usageLink->setVisible(state.showsUsageLink);
    m_ui->readinessNote->setText(state.note);
    m_ui->readinessNote->setVisible(!state.note.isEmpty());
    showRunState();
}

void LlmGeneratePanel::actOnReadiness()
{
    const ProviderReadiness state = readiness();
    switch (state.action) {
    case ReadinessAction::Account:
        m_services.account.perform(state.accountAction);
        return;
    case ReadinessAction::OpenSetup:
        emit setupRequested();
        return;
    case ReadinessAction::UnlockKeys:
        m_services.keys.refresh();
        return;
    case ReadinessAction::None:
        return;
    }
}

void LlmGeneratePanel::showPlanNotice()
{
    const bool plan = m_services.account.isChatGpt() &&
                      m_services.account.service().status().state == auth::AuthState::Connected;
    if (plan && !m_services.settings.values().planNoticeSeen) {
        m_ui->planNotice->showMessage(Tone::Info, theme::Icon::Info,
                                      tr("You're using your ChatGPT plan"),
                                      tr("Runs with OpenAI (Auth) count towards its limits."));
    } else {
        m_ui->planNotice->hide();
    }
}

QString LlmGeneratePanel::blocker() const
{
    if (m_controller.isRunning()) {
        return tr("It is running. Stop it first.");
    }
    const ProviderReadiness state = readiness();
    if (!state.canRun) {
        return state.blocker;
    }
    if (m_ui->modelCombo->modelId().isEmpty()) {
        return tr("Choose a model first.");
    }
    const bool hasPrompt = !m_ui->promptEdit->toPlainText().trimmed().isEmpty();
    return hasPrompt || !m_ui->imageStrip->images().isEmpty() ? QString()
                                                              : tr("Write a prompt first.");
}

void LlmGeneratePanel::showRunState()
{
    const QString why = blocker();
    const bool running = m_controller.isRunning();
    m_runAction->setEnabled(why.isEmpty());
    m_runButton->setEnabled(why.isEmpty());
    m_runButton->setToolTip(why.isEmpty() ? tr("Run (Ctrl+Enter)") : why);
    m_runButton->setAccessibleDescription(why);
    m_stopAction->setEnabled(running);
    m_stopButton->setVisible(running);
    m_stopButton->setToolTip(tr("Stop (Esc)"));
}

llm::LlmRequest LlmGeneratePanel::request() const
{
    llm::LlmRequest request;
    request.provider = provider();
    request.model = m_ui->modelCombo->modelId();
    request.system = m_ui->systemEdit->toPlainText();
    request.prompt = m_ui->promptEdit->toPlainText();
    if (m_services.catalog.model(request.provider, request.model).images) {
        request.images = m_ui->imageStrip->images();
    }
    m_ui->parameters->applyTo(request);
    return request;
}

void LlmGeneratePanel::run()
{
    if (blocker().isEmpty()) {
        m_controller.run(request());
    }
}

void LlmGeneratePanel::stop()
{
    m_controller.stop();
}

void LlmGeneratePanel::refreshModels()
{
    m_listJob = m_services.catalog.refresh(provider());
    connect(m_listJob.get(), &base::Job::finished, this, [this] {
        const auto result = m_listJob->result();
        m_listJob.reset();
        m_ui->refreshModelsButton->setEnabled(true);
        m_ui->modelNote->setText(
            result ? tr("%n model(s) in the list of the provider.", nullptr,
                        static_cast<int>(result->size()))
                   : tr("The list could not be fetched. %1").arg(result.error().message));
        m_ui->modelNote->show();
    });
    m_ui->refreshModelsButton->setEnabled(false);
    m_ui->modelNote->setText(tr("Fetching the list of models…"));
    m_ui->modelNote->show();
    m_listJob->start();
}

void LlmGeneratePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= wideFrom;
    if (wide == m_isWide) {
        return;
    }
    m_isWide = wide;
    m_ui->splitter->setOrientation(wide ? Qt::Horizontal : Qt::Vertical);
    m_ui->splitter->setSizes(wide ? QList{inputsWidth, width() - inputsWidth}
                                  : QList{height() * 3 / 5, height() * 2 / 5});
    m_ui->whoLayout->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_ui->parameters->setWide(wide);
}

} // namespace plantain::ui
