// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ParameterBox.h"

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
            &ParameterBox::updateTemperature);
    connect(m_ui->temperatureSlider, &QSlider::valueChanged, this, [this](int value) {
        m_temperature = value / sliderStep;
        updateTemperature();
    });
    connect(m_ui->temperatureReset, &QPushButton::clicked, this, [this] {
        m_ui->temperatureSlider->setFocus();
        setTemperature(std::nullopt);
    });
}

ParameterBox::~ParameterBox() = default;

void ParameterBox::showModel(const llm::ModelInfo& model)
{
    m_model = model;
    QList<SegmentedControl::Segment> segments;
    for (const QString& effort : model.efforts) {
        segments << SegmentedControl::Segment{effort, effortLabel(effort, false),
                                              effortLabel(effort, true)};
    }
    m_ui->effortControl->setSegments(segments);
    if (m_ui->effortControl->current().isEmpty()) {
        m_ui->effortControl->setCurrent(model.defaultEffort);
    }
    m_ui->effortBox->setVisible(!segments.isEmpty());
    m_ui->maxTokensBox->setVisible(model.takesMaxTokens);
    m_ui->maxTokensSpin->setRange(
        0, static_cast<int>(std::min<qint64>(model.maxOutputTokens.value_or(1'000'000),
                                             std::numeric_limits<int>::max())));
    updateTemperature();
}

void ParameterBox::setTemperature(std::optional<double> temperature)
{
    m_temperature = temperature;
    updateTemperature();
}

void ParameterBox::setMaxTokens(std::optional<int> maxTokens)
{
    m_ui->maxTokensSpin->setValue(maxTokens.value_or(0));
}

void ParameterBox::setEffort(const QString& effort)
{
    m_ui->effortControl->setCurrent(effort);
}

void ParameterBox::setWide(bool wide)
{
    m_ui->numbersLayout->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

bool ParameterBox::offersTemperature() const
{
    return m_model.temperature == llm::TemperatureRule::Allowed ||
           (m_model.temperature == llm::TemperatureRule::OnlyWithoutEffort &&
            m_ui->effortControl->current() == QLatin1String("none"));
}

void ParameterBox::updateTemperature()
{
    const bool offered = offersTemperature();
    const bool withoutEffort = m_model.temperature == llm::TemperatureRule::OnlyWithoutEffort &&
                               m_model.efforts.contains(QStringLiteral("none"));
    m_ui->temperatureBox->setVisible(offered);
    m_ui->temperatureSentence->setVisible(!offered);
    m_ui->temperatureSentence->setText(
        withoutEffort ? tr("Temperature is set by this model, unless effort is “None”.")
                      : tr("Temperature is set by this model."));
    m_ui->temperatureReset->setVisible(m_temperature.has_value());
    m_ui->temperatureValue->setText(m_temperature ? QLocale().toString(*m_temperature, 'f', 1)
                                                  : tr("the model's own"));
    const QSignalBlocker blocker(m_ui->temperatureSlider);
    m_ui->temperatureSlider->setRange(0, qRound(m_model.maxTemperature * sliderStep));
    m_ui->temperatureSlider->setValue(qRound(m_temperature.value_or(restTemperature) * sliderStep));
}

void ParameterBox::applyTo(llm::LlmRequest& request) const
{
    if (!m_model.efforts.isEmpty()) {
        request.effort = m_ui->effortControl->current();
    }
    if (offersTemperature()) {
        request.temperature = m_temperature;
    }
    if (m_model.takesMaxTokens && m_ui->maxTokensSpin->value() > 0) {
        request.maxTokens = m_ui->maxTokensSpin->value();
    }
}

} // namespace plantain::ui
