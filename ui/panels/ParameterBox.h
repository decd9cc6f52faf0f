// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"

#include <QWidget>

#include <memory>

namespace plantain::ui {

namespace Ui {
class ParameterBox;
}

/// The parameters a model takes, and only those. What the user chose for one model is kept while
/// another one that does not take it is shown.
class ParameterBox : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterBox(QWidget* parent = nullptr);
    ~ParameterBox() override;

    void showModel(const llm::ModelInfo& model);
    void setTemperature(std::optional<double> temperature);
    void setMaxTokens(std::optional<int> maxTokens);
    void setEffort(const QString& effort);
    /// Narrow: the numbers stand one above the other.
    void setWide(bool wide);
    /// Writes what is shown into the request; leaves out what the model does not take.
    void applyTo(llm::LlmRequest& request) const;

private:
    bool offersTemperature() const;
    void updateTemperature();

    std::unique_ptr<Ui::ParameterBox> m_ui;
    llm::ModelInfo m_model;
    std::optional<double> m_temperature;
};

} // namespace plantain::ui
