// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/WorkflowPage.h"

#include "src/workflow/Edits.h"
#include "ui/widgets/Words.h"
#include "ui_WorkflowPage.h"

namespace plantain::ui {

WorkflowPage::WorkflowPage(const EditorServices& services, QWidget* parent)
    : InspectorPage(services, parent)
    , m_ui(std::make_unique<Ui::WorkflowPage>())
{
    m_ui->setupUi(this);
    fields().watch(*m_ui->nameEdit);
    connect(m_ui->nameEdit, &QLineEdit::textEdited, this, [this](const QString& name) {
        workflow::WorkflowHead head = workflow().head();
        head.name = name;
        performTyped(workflow::edits::changeHead(workflow(), head), tr("Rename the workflow"));
    });
}

WorkflowPage::~WorkflowPage() = default;

QWidget* WorkflowPage::firstField() const
{
    return m_ui->nameEdit;
}

void WorkflowPage::refresh()
{
    showText(*m_ui->nameEdit, workflow().head().name);
    m_ui->nameEdit->setPlaceholderText(services().document.displayName());
    const auto nodes = static_cast<int>(workflow().nodes().size());
    const auto edges = static_cast<int>(workflow().edges().size());
    m_ui->countLabel->setText(
        words::nodes(nodes) + QStringLiteral(" · ") +
        (edges == 1 ? tr("1 connection") : tr("%Ln connections", nullptr, edges)));
}

} // namespace plantain::ui
