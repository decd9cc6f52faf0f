// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelInfo.h"
#include "src/workflow/NodeData.h"

#include <QWidget>

#include <memory>

namespace plantain::ui {

class FieldWatcher;

namespace Ui {
class ParameterBox;
}

/// The parameters a model takes, and only those. What another model would not take is not touched:
/// the node keeps it.
class ParameterBox : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterBox(QWidget* parent = nullptr);
    ~ParameterBox() override;

    /// Its fields become part of the document's undo stack.
    void watchBy(FieldWatcher& watcher);
    void showParameters(const llm::ModelInfo& model, const workflow::LlmParameters& parameters);

signals:
    void temperatureEdited(std::optional<double> temperature);
    void maxTokensEdited(std::optional<int> maxTokens);
    void effortEdited(const QString& effort);

private:
    void showEffort();
    void showMaxTokens();
    void showTemperature();

    std::unique_ptr<Ui::ParameterBox> m_ui;
    llm::ModelInfo m_model;
    workflow::LlmParameters m_parameters;
};

} // namespace plantain::ui
