// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/secrets/ApiKeys.h"
#include "src/settings/AppSettings.h"
#include "ui/account/AccountActions.h"
#include "ui/panels/GenerationController.h"
#include "ui/account/ProviderReadiness.h"

#include <QAction>
#include <QWidget>

#include <memory>

class QPushButton;

namespace plantain::ui {

namespace Ui {
class LlmGeneratePanel;
}

/// What the panel needs; all borrowed.
struct PanelServices {
    AccountActions& account;
    secrets::ApiKeys& keys;
    llm::ModelCatalog& catalog;
    llm::LlmClients clients;
    settings::AppSettings& settings;
    const base::Clock& clock;
    bool sandbox = false; ///< every provider is the practice provider
};

/// Everything of one LLM Generate: inputs, who answers, Run and Stop, the result. Two columns where
/// there is room, one above the other in a dock of 320 px.
class LlmGeneratePanel : public QWidget
{
    Q_OBJECT

public:
    explicit LlmGeneratePanel(const PanelServices& services, QWidget* parent = nullptr);
    ~LlmGeneratePanel() override;

    const GenerationController& controller() const { return m_controller; }
    /// Run and Stop; they stand in the panel's head until somebody places them elsewhere.
    QWidget* runControls() const { return m_runControls; }
    QAction* runAction() const { return m_runAction; }
    QAction* stopAction() const { return m_stopAction; }

    void run();
    void stop();

signals:
    /// A provider needs to be set up.
    void setupRequested();
    void finished(const plantain::llm::LlmResult& result);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeRunControls();
    void connectInputs();
    void connectServices();
    void fillFromDefaults();
    void chooseProviderThatWorks();
    llm::ProviderId provider() const;
    void setProvider(llm::ProviderId provider);
    ProviderReadiness readiness() const;
    void changeProvider();
    void showProvider();
    void showModel();
    void showReadiness();
    void showRunState();
    void showPlanNotice();
    void actOnReadiness();
    void refreshModels();
    llm::LlmRequest request() const;
    QString blocker() const;

    PanelServices m_services;
    std::unique_ptr<Ui::LlmGeneratePanel> m_ui;
    GenerationController m_controller;
    base::JobPtr<llm::ModelListJob> m_listJob;
    QWidget* m_runControls = nullptr;
    QPushButton* m_runButton = nullptr;
    QPushButton* m_stopButton = nullptr;
    QAction* m_runAction = nullptr;
    QAction* m_stopAction = nullptr;
    bool m_providerChosen = false;
    bool m_isWide = true;
};

} // namespace plantain::ui
