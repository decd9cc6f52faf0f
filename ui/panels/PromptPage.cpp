// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/PromptPage.h"

#include "src/run/WorkflowRunner.h"
#include "ui_PromptPage.h"

#include <QLineEdit>

namespace plantain::ui {

namespace keys = workflow::keys;

PromptPage::PromptPage(const EditorServices& services, QWidget* parent)
    : NodePage(services, parent)
    , m_ui(std::make_unique<Ui::PromptPage>())
{
    m_ui->setupUi(this);
    bindCommon(*m_ui->header, *m_ui->common);
    bindText(*m_ui->promptEdit, keys::prompt, tr("Edit the text of %1"));
    fields().watch(*m_ui->variable->field());
    connect(m_ui->variable, &VariableField::nameEdited, this, [this](const QString& name) {
        changeTyped({{keys::variableName, textOrNothing(name)}},
                    tr("Change the variable name of %1"));
    });
    connect(m_ui->promptLinks, &NodeLinks::pressed, this, &InspectorPage::revealRequested);
}

PromptPage::~PromptPage() = default;

QWidget* PromptPage::firstField() const
{
    return m_ui->promptEdit->isHidden() ? m_ui->promptPreview : m_ui->promptEdit;
}

void PromptPage::leave()
{
    m_ui->variable->forgetTyped();
}

void PromptPage::showNode(const workflow::Node& node)
{
    m_ui->variable->showName(node.data.value(keys::variableName).toString());
}

void PromptPage::refreshInputs()
{
    const int index = nodeIndex();
    if (index < 0) {
        return;
    }
    const QList<NodeLink> sources = sourcesOf(workflow(), index, workflow::PortType::Text);
    const bool connected = !sources.isEmpty();
    m_ui->promptLinks->showLinks(tr("Receiving text from"), sources);
    m_ui->promptEdit->setVisible(!connected);
    m_ui->promptPreview->setVisible(connected);
    m_ui->promptLabel->setBuddy(connected ? m_ui->promptPreview : m_ui->promptEdit);
    if (connected) {
        showText(*m_ui->promptPreview, services().runner.evaluation().inputs(index).text);
    }
}

} // namespace plantain::ui
