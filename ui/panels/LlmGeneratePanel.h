// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmClient.h"
#include "ui/panels/NodePage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class LlmGeneratePanel;
}

/// The page of an LLM Generate node: who answers, what is asked, the result.
class LlmGeneratePanel : public NodePage
{
    Q_OBJECT

public:
    explicit LlmGeneratePanel(const EditorServices& services, QWidget* parent = nullptr);
    ~LlmGeneratePanel() override;

    QWidget* firstField() const override;
    void refreshInputs() override;
    void leave() override;

protected:
    void showNode(const workflow::Node& node) override;

private:
    void connectFields();
    void connectServices();
    workflow::LlmParameters parameters() const;
    /// Empty when the file names one that nobody knows.
    std::optional<llm::ProviderId> provider() const;
    void changeParameters(const workflow::LlmParameters& wanted, const QString& name);
    void chooseProvider(const QString& providerId);
    void showProvider();
    void showModel();
    void showRun();
    void showPlanNotice();
    void acknowledgePlan();
    void refreshModels();
    QString blocker() const;
    void run();

    std::unique_ptr<Ui::LlmGeneratePanel> m_ui;
    base::JobPtr<llm::ModelListJob> m_listJob;
    QString m_modelsOf; ///< whose models the list shows
};

} // namespace plantain::ui
