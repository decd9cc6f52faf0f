// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/GroupPage.h"

#include "src/workflow/Edits.h"
#include "ui/widgets/Words.h"
#include "ui_GroupPage.h"

#include <algorithm>

namespace plantain::ui {

GroupPage::GroupPage(const EditorServices& services, QWidget* parent)
    : InspectorPage(services, parent)
    , m_ui(std::make_unique<Ui::GroupPage>())
{
    m_ui->setupUi(this);
    fields().watch(*m_ui->nameEdit);
    connect(m_ui->nameEdit, &QLineEdit::textEdited, this, [this](const QString& name) {
        workflow::Group wanted = *group();
        wanted.name = name;
        performTyped(workflow::edits::changeGroup(workflow(), wanted), tr("Rename a group"));
    });
    connect(m_ui->swatches, &ColorSwatches::colorChosen, this, [this](const QString& color) {
        workflow::Group wanted = *group();
        wanted.color = color;
        change(wanted, tr("Change the colour of a group"));
    });
    connect(m_ui->lockCheck, &QCheckBox::clicked, this, [this](bool locked) {
        workflow::Group wanted = *group();
        wanted.locked = locked;
        change(wanted, locked ? tr("Lock a group") : tr("Unlock a group"));
    });
    connect(m_ui->ungroupButton, &QPushButton::clicked, this,
            [this] { perform(workflow::edits::ungroup(workflow(), m_groupId), tr("Ungroup")); });
}

GroupPage::~GroupPage() = default;

void GroupPage::setGroup(const QString& groupId)
{
    m_groupId = groupId;
    fields().beginStep();
    refresh();
}

QWidget* GroupPage::firstField() const
{
    return m_ui->nameEdit;
}

void GroupPage::change(const workflow::Group& wanted, const QString& name)
{
    perform(workflow::edits::changeGroup(workflow(), wanted), name);
}

void GroupPage::refresh()
{
    if (!group()) {
        return;
    }
    showText(*m_ui->nameEdit, group()->name);
    m_ui->swatches->showColor(group()->color);
    m_ui->lockCheck->setChecked(group()->locked);
    const auto& nodes = workflow().nodes();
    const auto count =
        std::count_if(nodes.begin(), nodes.end(),
                      [this](const workflow::Node& node) { return node.groupId == m_groupId; });
    m_ui->countLabel->setText(
        tr("%1 in this group.", "1 node, 3 nodes").arg(words::nodes(static_cast<int>(count))));
}

} // namespace plantain::ui
