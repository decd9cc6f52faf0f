// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ParameterBox.h"

#include "ui/panels/FieldWatcher.h"
#include "ui/panels/GenerationWords.h"
#include "ui_ParameterBox.h"

#include <QLocale>

#include <limits>

namespace plantain::ui {

namespace {

/// The slider counts tenths.
constexpr double sliderStep = 10.0;
constexpr double restTemperature = 1.0;

} // namespace

ParameterBox::ParameterBox(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ParameterBox>())
{
    m_ui->setupUi(this);
    m_ui->maxTokensSpin->setSpecialValueText(tr("Model's own limit"));
    m_ui->maxTokensSpin->setSingleStep(256);
    m_ui->maxTokensSpin->setGroupSeparatorShown(true);
    connect(m_ui->effortControl, &SegmentedControl::currentChanged, this,
            &ParameterBox::effortEdited);
    connect(m_ui->temperatureSlider, &QSlider::valueChanged, this,
            [this](int value) { emit temperatureEdited(value / sliderStep); });
    connect(m_ui->maxTokensSpin, &QSpinBox::valueChanged, this, [this](int value) {
        emit maxTokensEdited(value > 0 ? std::optional(value) : std::nullopt);
    });
    connect(m_ui->temperatureReset, &QPushButton::clicked, this, [this] {
        m_ui->temperatureSlider->setFocus();
        emit temperatureEdited(std::nullopt);
    });
}

ParameterBox::~ParameterBox() = default;

void ParameterBox::watchBy(FieldWatcher& watcher)
{
    watcher.watch(*m_ui->temperatureSlider);
    watcher.watch(*m_ui->maxTokensSpin);
}

void ParameterBox::showParameters(const llm::ModelInfo& model,
                                  const workflow::LlmParameters& parameters)
{
    m_model = model;
    m_parameters = parameters;
    showEffort();
    showMaxTokens();
    showTemperature();
}

void ParameterBox::showEffort()
{
    QList<SegmentedControl::Segment> segments;
    for (const QString& effort : std::as_const(m_model.efforts)) {
        segments << SegmentedControl::Segment{effort, effortLabel(effort, false),
                                              effortLabel(effort, true)};
    }
    const QSignalBlocker blocker(m_ui->effortControl);
    m_ui->effortControl->setSegments(segments);
    m_ui->effortControl->setCurrent(m_model.efforts.contains(m_parameters.effort)
                                        ? m_parameters.effort
                                        : m_model.defaultEffort);
    m_ui->effortBox->setVisible(!segments.isEmpty());
}

void ParameterBox::showMaxTokens()
{
    const auto most = std::min<qint64>(m_model.maxOutputTokens.value_or(1'000'000),
                                       std::numeric_limits<int>::max());
    const QSignalBlocker blocker(m_ui->maxTokensSpin);
    m_ui->maxTokensSpin->setRange(0, static_cast<int>(most));
    // Also when it is typed just now: setting the same value keeps the cursor.
    m_ui->maxTokensSpin->setValue(m_parameters.maxTokens.value_or(0));
    m_ui->maxTokensBox->setVisible(m_model.takesMaxTokens);
}

void ParameterBox::showTemperature()
{
    const bool withoutEffort = m_model.temperature == llm::TemperatureRule::OnlyWithoutEffort &&
                               m_model.efforts.contains(QStringLiteral("none"));
    const bool offered = m_model.temperature == llm::TemperatureRule::Allowed ||
                         (withoutEffort && m_ui->effortControl->current() == QLatin1String("none"));
    const std::optional<double> temperature = m_parameters.temperature;
    m_ui->temperatureBox->setVisible(offered);
    m_ui->temperatureSentence->setVisible(!offered);
    m_ui->temperatureSentence->setText(
        withoutEffort ? tr("Temperature is set by this model, unless effort is “None”.")
                      : tr("Temperature is set by this model."));
    m_ui->temperatureReset->setVisible(temperature.has_value());
    m_ui->temperatureValue->setText(temperature ? QLocale().toString(*temperature, 'f', 1)
                                                : tr("the model's own"));
    const QSignalBlocker blocker(m_ui->temperatureSlider);
    m_ui->temperatureSlider->setRange(0, qRound(m_model.maxTemperature * sliderStep));
    m_ui->temperatureSlider->setValue(qRound(temperature.value_or(restTemperature) * sliderStep));
}

} // namespace plantain::ui
