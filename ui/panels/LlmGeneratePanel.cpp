// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/LlmGeneratePanel.h"

#include "src/llm/ModelCatalog.h"
#include "src/run/WorkflowRunner.h"
#include "src/settings/AppSettings.h"
#include "src/workflow/Edits.h"
#include "ui/account/AccountActions.h"
#include "ui/panels/GenerationWords.h"
#include "ui_LlmGeneratePanel.h"

#include <QLineEdit>

namespace plantain::ui {

namespace {

using llm::ProviderId;
using workflow::LlmParameters;
namespace keys = workflow::keys;

} // namespace

LlmGeneratePanel::LlmGeneratePanel(const EditorServices& services, QWidget* parent)
    : NodePage(services, parent)
    , m_ui(std::make_unique<Ui::LlmGeneratePanel>())
{
    m_ui->setupUi(this);
    m_ui->inputsScroll->viewport()->setAutoFillBackground(false);
    m_ui->inputs->setAutoFillBackground(false);
    m_ui->splitter->setStretchFactor(0, 4);
    m_ui->splitter->setStretchFactor(1, 3);
    m_ui->splitter->setSizes({400, 300});
    m_ui->refreshModelsButton->setIcon(theme::icon(theme::Icon::Refresh));
    m_ui->modelNote->hide();
    m_ui->readiness->setServices(services);
    m_ui->resultPane->setServices(services, fields());
    bindCommon(*m_ui->header, *m_ui->common);
    bindText(*m_ui->systemEdit, keys::systemPrompt, tr("Edit the system prompt of %1"));
    bindText(*m_ui->promptEdit, keys::inputPrompt, tr("Edit the prompt of %1"));
    fields().watch(*m_ui->variable->field());
    m_ui->parameters->watchBy(fields());
    connectFields();
    connectServices();
}

LlmGeneratePanel::~LlmGeneratePanel() = default;

QWidget* LlmGeneratePanel::firstField() const
{
    return m_ui->providerCombo;
}

void LlmGeneratePanel::connectFields()
{
    connect(m_ui->providerCombo, &QComboBox::activated, this,
            [this] { chooseProvider(m_ui->providerCombo->currentData().toString()); });
    connect(m_ui->modelCombo, &ModelCombo::modelChanged, this, [this](const QString& id) {
        LlmParameters wanted = parameters();
        wanted.model = id;
        changeParameters(wanted, tr("Change the model of %1"));
    });
    connect(m_ui->parameters, &ParameterBox::temperatureEdited, this,
            [this](std::optional<double> temperature) {
                LlmParameters wanted = parameters();
                wanted.temperature = temperature;
                changeParameters(wanted, tr("Change the temperature of %1"));
            });
    connect(m_ui->parameters, &ParameterBox::maxTokensEdited, this,
            [this](std::optional<int> maxTokens) {
                LlmParameters wanted = parameters();
                wanted.maxTokens = maxTokens;
                changeParameters(wanted, tr("Change the token limit of %1"));
            });
    connect(m_ui->parameters, &ParameterBox::effortEdited, this, [this](const QString& effort) {
        LlmParameters wanted = parameters();
        wanted.effort = effort;
        changeParameters(wanted, tr("Change the effort of %1"));
    });
    connect(m_ui->variable, &VariableField::nameEdited, this, [this](const QString& name) {
        changeTyped({{keys::variableName, textOrNothing(name)}},
                    tr("Change the variable name of %1"));
    });
    connect(m_ui->refreshModelsButton, &QToolButton::clicked, this,
            &LlmGeneratePanel::refreshModels);
    connect(m_ui->promptLinks, &NodeLinks::pressed, this, &InspectorPage::revealRequested);
    connect(m_ui->pictures, &PictureList::pressed, this, &InspectorPage::revealRequested);
    connect(m_ui->resultPane, &ResultPane::runRequested, this, &LlmGeneratePanel::run);
    connect(m_ui->resultPane, &ResultPane::stopRequested, this, &InspectorPage::stopRequested);
    connect(m_ui->planNotice->addButton(tr("Got it"), QStringLiteral("planNoticeButton")),
            &QPushButton::clicked, this, &LlmGeneratePanel::acknowledgePlan);
}

void LlmGeneratePanel::connectServices()
{
    connect(m_ui->readiness, &ReadinessRow::setupRequested, this, &InspectorPage::setupRequested);
    connect(m_ui->readiness, &ReadinessRow::changed, this, [this] {
        showPlanNotice();
        showRun();
    });
    connect(&services().catalog, &llm::ModelCatalog::changed, this, [this](ProviderId changed) {
        if (provider() == changed) {
            m_modelsOf.clear();
            refresh();
        }
    });
    const run::WorkflowRunner* runner = &services().runner;
    connect(runner, &run::WorkflowRunner::nodeChanged, this, [this](const QString& id) {
        if (id == nodeId()) {
            showRun();
        }
    });
    // Later: a node of this run tells first that it waits, and shows Stop in the place of Run.
    connect(runner, &run::WorkflowRunner::started, this, &LlmGeneratePanel::showRun,
            Qt::QueuedConnection);
    connect(runner, &run::WorkflowRunner::finished, this, &LlmGeneratePanel::showRun);
}

LlmParameters LlmGeneratePanel::parameters() const
{
    return node() ? workflow::llmParameters(*node()) : LlmParameters{};
}

std::optional<ProviderId> LlmGeneratePanel::provider() const
{
    return llm::providerFromString(parameters().provider);
}

void LlmGeneratePanel::changeParameters(const LlmParameters& wanted, const QString& name)
{
    if (node()) {
        changeTyped(workflow::patchFor(*node(), wanted), name);
    }
}

/// A model of the provider before means nothing to the new one, unless both have it.
void LlmGeneratePanel::chooseProvider(const QString& providerId)
{
    LlmParameters wanted = parameters();
    const auto chosen = llm::providerFromString(providerId);
    if (!chosen || wanted.provider == providerId) {
        return;
    }
    const QList<llm::ModelInfo> models = services().catalog.models(*chosen);
    const bool isKnown =
        std::any_of(models.begin(), models.end(),
                    [&wanted](const llm::ModelInfo& model) { return model.id == wanted.model; });
    if (!isKnown) {
        wanted.model = services().catalog.defaultModel(*chosen);
    }
    wanted.provider = providerId;
    fields().beginStep();
    changeParameters(wanted, tr("Change the provider of %1"));
    fields().beginStep();
}

void LlmGeneratePanel::leave()
{
    m_ui->modelCombo->commit();
    m_ui->variable->forgetTyped();
    m_ui->resultPane->finishEditing();
}

void LlmGeneratePanel::showNode(const workflow::Node& node)
{
    m_ui->variable->showName(node.data.value(keys::variableName).toString());
    m_ui->resultPane->setNode(node.id);
    showProvider();
    showModel();
    showPlanNotice();
    showRun();
}

void LlmGeneratePanel::showProvider()
{
    const QString id = parameters().provider;
    QComboBox* combo = m_ui->providerCombo;
    if (combo->count() == 0) {
        for (const ProviderId each : llm::allProviders()) {
            combo->addItem(llm::displayName(each), llm::toString(each));
        }
    }
    const auto known = static_cast<int>(llm::allProviders().size());
    while (combo->count() > known && combo->itemData(known).toString() != id) {
        combo->removeItem(known);
    }
    if (!id.isEmpty() && combo->findData(id) < 0) {
        combo->addItem(tr("%1 (unknown)").arg(id), id);
    }
    combo->setCurrentIndex(combo->findData(id));
    m_ui->readiness->showProvider(id);
}

void LlmGeneratePanel::showModel()
{
    const LlmParameters shown = parameters();
    const auto who = provider();
    if (m_modelsOf != shown.provider) {
        m_modelsOf = shown.provider;
        m_ui->modelCombo->setModels(who ? services().catalog.models(*who)
                                        : QList<llm::ModelInfo>());
        m_ui->modelNote->hide();
    }
    if (m_ui->modelCombo->modelId() != shown.model) {
        const QSignalBlocker blocker(m_ui->modelCombo);
        m_ui->modelCombo->setModelId(shown.model);
    }
    m_ui->refreshModelsButton->setEnabled(who && !m_listJob);
    llm::LlmRequest asked;
    asked.provider = who.value_or(ProviderId::OpenAi);
    asked.model = shown.model;
    const auto prepared = services().catalog.prepared(asked);
    const bool replaced = who && prepared.request.model != shown.model && !shown.model.isEmpty();
    m_ui->retiredNote->setVisible(replaced);
    m_ui->retiredNote->setText(prepared.notes.value(0));
    m_ui->parameters->setEnabled(who.has_value());
    m_ui->parameters->showParameters(
        services().catalog.model(asked.provider, prepared.request.model), shown);
}

void LlmGeneratePanel::refreshInputs()
{
    const int index = nodeIndex();
    if (index < 0) {
        return;
    }
    const QList<NodeLink> texts = sourcesOf(workflow(), index, workflow::PortType::Text);
    const bool connected = !texts.isEmpty();
    m_ui->promptLinks->showLinks(tr("From"), texts);
    m_ui->promptEdit->setVisible(!connected);
    m_ui->promptPreview->setVisible(connected);
    m_ui->promptLabel->setBuddy(connected ? m_ui->promptPreview : m_ui->promptEdit);
    if (connected) {
        showText(*m_ui->promptPreview, services().runner.evaluation().inputs(index).text);
    }
    const QList<PictureLink> pictures = picturesOf(workflow(), index);
    m_ui->picturesBox->setVisible(!pictures.isEmpty());
    m_ui->pictures->showPictures(pictures, services().document.folder());
    const auto who = provider();
    const bool taken = !who || services().catalog.model(*who, parameters().model).images;
    m_ui->picturesNote->setVisible(!taken);
    m_ui->resultPane->refresh();
    showRun();
}

void LlmGeneratePanel::showRun()
{
    if (!node()) {
        return;
    }
    m_ui->resultPane->setBlocker(blocker());
    m_ui->header->setBadge(m_ui->resultPane->badge());
}

QString LlmGeneratePanel::blocker() const
{
    if (services().runner.isRunning()) {
        return tr("A run is under way. Stop it first.");
    }
    const ProviderReadiness state = m_ui->readiness->readiness();
    return state.canRun ? services().runner.missing(nodeId()) : state.blocker;
}

void LlmGeneratePanel::run()
{
    leave();
    if (blocker().isEmpty()) {
        emit runNodeRequested(nodeId());
    }
}

void LlmGeneratePanel::showPlanNotice()
{
    const bool plan = provider() == ProviderId::OpenAiAuth && services().account.isChatGpt() &&
                      services().account.service().status().state == auth::AuthState::Connected;
    if (!plan || services().settings.values().planNoticeSeen) {
        m_ui->planNotice->hide();
    } else if (m_ui->planNotice->isHidden()) {
        m_ui->planNotice->showMessage(Tone::Info, theme::Icon::Info,
                                      tr("You're using your ChatGPT plan"),
                                      tr("Runs with OpenAI (Auth) count towards its limits."));
    }
}

void LlmGeneratePanel::acknowledgePlan()
{
    settings::Settings values = services().settings.values();
    values.planNoticeSeen = true;
    // Not being able to remember it only shows the notice once more.
    (void)services().settings.save(values);
    m_ui->planNotice->hide();
}

void LlmGeneratePanel::refreshModels()
{
    m_listJob = services().catalog.refresh(provider().value_or(ProviderId::OpenAi));
    connect(m_listJob.get(), &base::Job::finished, this, [this] {
        const auto result = m_listJob->result();
        m_listJob.reset();
        m_ui->refreshModelsButton->setEnabled(true);
        m_ui->modelNote->setText(
            result ? tr("%Ln model(s) in the list of the provider.", nullptr,
                        static_cast<int>(result->size()))
                   : tr("The list could not be fetched. %1").arg(result.error().message));
        m_ui->modelNote->show();
    });
    m_ui->refreshModelsButton->setEnabled(false);
    m_ui->modelNote->setText(tr("Fetching the list of models…"));
    m_ui->modelNote->show();
    m_listJob->start();
}

} // namespace plantain::ui
