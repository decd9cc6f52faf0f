// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/NodeDefaultsPage.h"

#include "ui/panels/ModelCombo.h"
#include "ui/panels/ParameterBox.h"
#include "ui/project_setup/SetupCard.h"
#include "ui/theme/Theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace plantain::ui {

namespace {

constexpr int mostParallel = 10;
constexpr int longestSeconds = 3600;
constexpr int systemPromptHeight = 64;

} // namespace

NodeDefaultsPage::NodeDefaultsPage(QWidget* parent)
    : SetupPage(parent)
    , m_provider(new ComboBox)
    , m_model(new ModelCombo)
    , m_parameters(new ParameterBox)
    , m_system(new QPlainTextEdit)
    , m_parallel(new QSpinBox)
    , m_reset(new QPushButton(tr("Reset to the system's")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::pagePadding, 16, theme::pagePadding, 16);
    layout->setSpacing(theme::wideGap);
    buildModel();
    buildRuns();
    auto* foot = new QHBoxLayout;
    auto* note = new QLabel(tr("Nodes that are there already keep their own."));
    note->setProperty("role", QStringLiteral("faint"));
    m_reset->setObjectName(QStringLiteral("resetDefaultsButton"));
    m_reset->setAutoDefault(false);
    foot->addWidget(note);
    foot->addStretch();
    foot->addWidget(m_reset);
    layout->addLayout(foot);
    layout->addStretch();
    connectFields();
}

void NodeDefaultsPage::buildModel()
{
    auto* card = new SetupCard(tr("New LLM nodes"));
    m_provider->setObjectName(QStringLiteral("defaultProviderCombo"));
    m_provider->addItem(tr("The first one that is set up"), QString());
    for (const llm::ProviderId id : llm::allProviders()) {
        m_provider->addItem(llm::displayName(id), llm::toString(id));
    }
    m_model->setObjectName(QStringLiteral("defaultModelCombo"));
    m_parameters->setObjectName(QStringLiteral("defaultParameters"));
    m_system->setObjectName(QStringLiteral("defaultSystemEdit"));
    m_system->setPlaceholderText(tr("None"));
    m_system->setTabChangesFocus(true);
    m_system->setFixedHeight(systemPromptHeight);
    card->addRow(tr("Provider"), m_provider, true);
    card->addRow(tr("Model"), m_model, true);
    card->addRow(tr("System prompt"), m_system, true);
    m_noParameters = new QLabel(tr("Choose a provider to set effort, temperature and the most "
                                   "tokens."));
    m_noParameters->setObjectName(QStringLiteral("noParametersLabel"));
    m_noParameters->setProperty("role", QStringLiteral("faint"));
    m_noParameters->setWordWrap(true);
    auto* parameters = new QWidget;
    auto* column = new QVBoxLayout(parameters);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_noParameters);
    column->addWidget(m_parameters);
    card->addRow(tr("Parameters"), parameters, true);
    layout()->addWidget(card);
}

QSpinBox* NodeDefaultsPage::addSeconds(SetupCard& card, const QString& objectName,
                                       const QString& label)
{
    auto* spin = new QSpinBox;
    spin->setObjectName(objectName);
    spin->setRange(1, longestSeconds);
    spin->setSuffix(tr(" s", "seconds"));
    spin->setGroupSeparatorShown(true);
    spin->setMinimumWidth(96);
    card.addRow(label, spin);
    return spin;
}

void NodeDefaultsPage::buildRuns()
{
    auto* card = new SetupCard(tr("Runs"));
    m_parallel->setObjectName(QStringLiteral("parallelSpin"));
    m_parallel->setRange(1, mostParallel);
    m_parallel->setMinimumWidth(96);
    card->addRow(tr("Calls at once"), m_parallel);
    m_firstByte = addSeconds(*card, QStringLiteral("firstByteSpin"), tr("Wait for an answer"));
    card->addLine(QStringLiteral("firstByteNote"), QStringLiteral("faint"),
                  tr("Until its first word. High effort and images may take longer."));
    m_idle = addSeconds(*card, QStringLiteral("idleSpin"), tr("Longest silence"));
    card->addLine(QStringLiteral("idleNote"), QStringLiteral("faint"),
                  tr("Between two words of an answer."));
    layout()->addWidget(card);
}

void NodeDefaultsPage::connectFields()
{
    connect(m_provider, &QComboBox::currentIndexChanged, this, [this] {
        // Another provider has other models.
        m_model->setModelId({});
        showProvider();
        emit edited();
    });
    connect(m_model, &ModelCombo::modelChanged, this, [this] {
        showParameters();
        emit edited();
    });
    connect(m_model->lineEdit(), &QLineEdit::textEdited, this, [this] {
        m_isTypingModel = true;
        emit edited();
    });
    connect(m_model->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        m_isTypingModel = false;
        emit edited();
    });
    const auto changed = [this] { emit edited(); };
    connect(m_system, &QPlainTextEdit::textChanged, this, changed);
    connect(m_parallel, &QSpinBox::valueChanged, this, changed);
    connect(m_firstByte, &QSpinBox::valueChanged, this, changed);
    connect(m_idle, &QSpinBox::valueChanged, this, changed);
    const auto take = [this] {
        showParameters();
        emit edited();
    };
    connect(m_parameters, &ParameterBox::temperatureEdited, this,
            [this, take](std::optional<double> temperature) {
                m_values.temperature = temperature;
                take();
            });
    connect(m_parameters, &ParameterBox::maxTokensEdited, this,
            [this, take](std::optional<int> maxTokens) {
                m_values.maxTokens = maxTokens;
                take();
            });
    connect(m_parameters, &ParameterBox::effortEdited, this, [this, take](const QString& effort) {
        m_values.effort = effort;
        take();
    });
    connect(m_reset, &QPushButton::clicked, this, [this] {
        show({}, {});
        emit edited();
    });
}

void NodeDefaultsPage::setCatalog(llm::ModelCatalog& catalog)
{
    m_catalog = &catalog;
    connect(&catalog, &llm::ModelCatalog::changed, this, [this](llm::ProviderId changed) {
        if (changed == provider()) {
            showProvider();
        }
    });
}

QWidget* NodeDefaultsPage::firstField() const
{
    return m_provider;
}

void NodeDefaultsPage::load(const ProjectDraft& draft)
{
    show(draft.nodeDefaults, draft.network);
}

void NodeDefaultsPage::show(const settings::NodeDefaults& defaults,
                            const settings::NetworkSettings& network)
{
    m_values = defaults;
    int index = m_provider->findData(defaults.provider);
    if (index < 0) {
        // Of another version: kept, and said as it is.
        m_provider->addItem(defaults.provider, defaults.provider);
        index = m_provider->count() - 1;
    }
    m_provider->setCurrentIndex(index);
    m_model->setModelId(defaults.model);
    showProvider();
    m_system->setPlainText(defaults.system);
    m_parallel->setValue(defaults.maxParallel);
    const auto setSeconds = [](QSpinBox& spin, std::chrono::seconds seconds) {
        const auto value = static_cast<int>(seconds.count());
        spin.setMaximum(std::max(longestSeconds, value)); // a file may say more
        spin.setValue(value);
    };
    setSeconds(*m_firstByte, network.firstByteTimeout);
    setSeconds(*m_idle, network.idleTimeout);
}

void NodeDefaultsPage::store(ProjectDraft& draft) const
{
    draft.nodeDefaults = m_values;
    draft.nodeDefaults.provider = m_provider->currentData().toString();
    // Until the field is left, which pressing Save does, what is typed may be a label.
    draft.nodeDefaults.model =
        m_isTypingModel ? m_model->currentText().trimmed() : m_model->modelId();
    draft.nodeDefaults.system = m_system->toPlainText();
    draft.nodeDefaults.maxParallel = m_parallel->value();
    draft.network.firstByteTimeout = std::chrono::seconds(m_firstByte->value());
    draft.network.idleTimeout = std::chrono::seconds(m_idle->value());
}

std::optional<llm::ProviderId> NodeDefaultsPage::provider() const
{
    return llm::providerFromString(m_provider->currentData().toString());
}

llm::ModelInfo NodeDefaultsPage::model() const
{
    const llm::ProviderId id = *provider();
    const QString chosen = m_model->modelId();
    return m_catalog->model(id, chosen.isEmpty() ? m_catalog->defaultModel(id) : chosen);
}

void NodeDefaultsPage::showProvider()
{
    const auto chosen = provider();
    m_model->setEnabled(chosen.has_value());
    m_model->setToolTip(chosen ? QString() : tr("Choose a provider first."));
    m_model->setModels(chosen ? m_catalog->models(*chosen) : QList<llm::ModelInfo>());
    const QString own = chosen ? m_catalog->defaultModel(*chosen) : QString();
    m_model->lineEdit()->setPlaceholderText(own.isEmpty() ? tr("The provider's default")
                                                          : tr("The provider's: %1").arg(own));
    showParameters();
}

void NodeDefaultsPage::showParameters()
{
    const auto chosen = provider();
    m_noParameters->setVisible(!chosen);
    m_parameters->setVisible(chosen.has_value());
    if (chosen) {
        m_parameters->showParameters(
            model(), {{}, {}, {}, m_values.temperature, m_values.maxTokens, m_values.effort});
    }
}

} // namespace plantain::ui
