// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SelectionPage.h"

#include "src/workflow/NodeData.h"
#include "ui/widgets/Words.h"
#include "ui_SelectionPage.h"

#include <algorithm>

namespace plantain::ui {

namespace edits = workflow::edits;
using edits::Arrangement;

SelectionPage::SelectionPage(const EditorServices& services, QWidget* parent)
    : InspectorPage(services, parent)
    , m_ui(std::make_unique<Ui::SelectionPage>())
{
    m_ui->setupUi(this);
    struct Row {
        QPushButton* button;
        Arrangement how;
        QString name;
    };
    const Row rows[] = {
        {m_ui->alignLeftButton, Arrangement::AlignLeft, tr("Align left")},
        {m_ui->alignTopButton, Arrangement::AlignTop, tr("Align top")},
        {m_ui->rowButton, Arrangement::StackHorizontally, tr("Put in a row")},
        {m_ui->columnButton, Arrangement::StackVertically, tr("Put in a column")},
        {m_ui->gridButton, Arrangement::Grid, tr("Put in a grid")},
    };
    for (const Row& row : rows) {
        connect(row.button, &QPushButton::clicked, this,
                [this, how = row.how, name = row.name] { arrange(how, name); });
    }
    connect(m_ui->groupButton, &QPushButton::clicked, this,
            [this] { perform(edits::groupNodes(workflow(), m_nodeIds), tr("Group")); });
    connect(m_ui->disabledCheck, &QCheckBox::clicked, this,
            [this] { skip(m_ui->disabledCheck->checkState() != Qt::Unchecked); });
}

SelectionPage::~SelectionPage() = default;

void SelectionPage::setNodes(const QStringList& nodeIds)
{
    m_nodeIds = nodeIds;
    refresh();
}

QWidget* SelectionPage::firstField() const
{
    return m_ui->alignLeftButton;
}

void SelectionPage::arrange(Arrangement how, const QString& name)
{
    perform(edits::arrange(workflow(), m_nodeIds, how), name);
}

void SelectionPage::skip(bool disabled)
{
    const workflow::DataPatch values{
        {workflow::keys::disabled,
         disabled ? QJsonValue(true) : QJsonValue(QJsonValue::Undefined)}};
    workflow::WorkflowEdit all;
    for (const QString& id : std::as_const(m_nodeIds)) {
        const workflow::WorkflowEdit one = edits::setData(workflow(), id, values);
        all.updates.insert(all.updates.end(), one.updates.begin(), one.updates.end());
    }
    perform(all, disabled ? tr("Skip nodes") : tr("No longer skip nodes"));
}

void SelectionPage::refresh()
{
    QMap<QString, int> kinds;
    int disabled = 0;
    for (const QString& id : std::as_const(m_nodeIds)) {
        if (const workflow::Node* node = workflow().node(id)) {
            const bool isForeign = node->kind == workflow::NodeKind::Unknown;
            ++kinds[isForeign ? node->type : workflow::nodeType(node->kind).title];
            disabled += workflow::isDisabled(*node) ? 1 : 0;
        }
    }
    const auto count = static_cast<int>(m_nodeIds.size());
    m_ui->countLabel->setText(words::nodes(count));
    QStringList lines;
    for (auto each = kinds.begin(); each != kinds.end(); ++each) {
        lines << tr("%1 × %2", "count × kind").arg(*each).arg(each.key());
    }
    m_ui->kindsLabel->setText(lines.join(QLatin1Char('\n')));
    m_ui->disabledCheck->setCheckState(disabled == 0       ? Qt::Unchecked
                                       : disabled == count ? Qt::Checked
                                                           : Qt::PartiallyChecked);
}

} // namespace plantain::ui
