// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "ui/project_setup/SetupPage.h"

class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace plantain::ui {

class ComboBox;
class ModelCombo;
class ParameterBox;
class SetupCard;

/// What new LLM nodes start with, and how a workflow runs.
class NodeDefaultsPage : public SetupPage
{
    Q_OBJECT

public:
    explicit NodeDefaultsPage(QWidget* parent = nullptr);

    /// Once, before `load`; borrowed.
    void setCatalog(llm::ModelCatalog& catalog);

    void load(const ProjectDraft& draft) override;
    void store(ProjectDraft& draft) const override;
    QWidget* firstField() const override;

private:
    void buildModel();
    void buildRuns();
    QSpinBox* addSeconds(SetupCard& card, const QString& objectName, const QString& label);
    void connectFields();
    void show(const settings::NodeDefaults& defaults, const settings::NetworkSettings& network);
    void showProvider();
    void showParameters();
    std::optional<llm::ProviderId> provider() const;
    /// The model that the parameters are for; the provider's own when none is chosen.
    llm::ModelInfo model() const;

    llm::ModelCatalog* m_catalog = nullptr;
    settings::NodeDefaults m_values; ///< what the widgets do not hold themselves
    bool m_isTypingModel = false;
    ComboBox* m_provider;
    ModelCombo* m_model;
    ParameterBox* m_parameters;
    QLabel* m_noParameters = nullptr;
    QPlainTextEdit* m_system;
    QSpinBox* m_parallel;
    QSpinBox* m_firstByte = nullptr;
    QSpinBox* m_idle = nullptr;
    QPushButton* m_reset;
};

} // namespace plantain::ui
