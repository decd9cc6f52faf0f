// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ConstructorPage.h"

#include "src/run/WorkflowRunner.h"
#include "ui/widgets/VariableCompleter.h"
#include "ui_ConstructorPage.h"

#include <QLineEdit>

#include <algorithm>

namespace plantain::ui {

namespace {

namespace keys = workflow::keys;

constexpr int rowHeight = 26;
constexpr int mostRows = 5;

} // namespace

ConstructorPage::ConstructorPage(const EditorServices& services, QWidget* parent)
    : NodePage(services, parent)
    , m_ui(std::make_unique<Ui::ConstructorPage>())
{
    m_ui->setupUi(this);
    new VariableCompleter(*m_ui->templateEdit, [this] { return variableNames(); });
    bindCommon(*m_ui->header, *m_ui->common);
    bindText(*m_ui->templateEdit, keys::templateText, tr("Edit the template of %1"));
    fields().watch(*m_ui->variable->field());
    connect(m_ui->variable, &VariableField::nameEdited, this, [this](const QString& name) {
        changeTyped({{keys::variableName, textOrNothing(name)}},
                    tr("Change the variable name of %1"));
    });
    connect(m_ui->availableList, &QListWidget::itemActivated, this,
            [this](const QListWidgetItem* item) {
                m_ui->templateEdit->insertPlainText(QLatin1Char('@') +
                                                    item->data(Qt::UserRole).toString());
                m_ui->templateEdit->setFocus(Qt::OtherFocusReason);
            });
}

ConstructorPage::~ConstructorPage() = default;

QWidget* ConstructorPage::firstField() const
{
    return m_ui->templateEdit;
}

void ConstructorPage::leave()
{
    m_ui->variable->forgetTyped();
}

void ConstructorPage::showNode(const workflow::Node& node)
{
    m_ui->variable->showName(node.data.value(keys::variableName).toString());
}

void ConstructorPage::refreshInputs()
{
    const int index = nodeIndex();
    if (index < 0) {
        return;
    }
    const run::NodeInputs inputs = services().runner.evaluation().inputs(index);
    showText(*m_ui->preview, inputs.text);
    QStringList unresolved;
    for (const QString& name : inputs.unresolved) {
        unresolved << QLatin1Char('@') + name;
    }
    m_ui->unresolvedLabel->setVisible(!unresolved.isEmpty());
    m_ui->unresolvedLabel->setText(tr("Unresolved: %1. Connect a node with that variable name.")
                                       .arg(unresolved.join(tr(", "))));
    showVariables(inputs.variables);
}

QStringList ConstructorPage::variableNames() const
{
    QStringList names = m_variables.keys();
    names.sort();
    return names;
}

void ConstructorPage::showVariables(const QHash<QString, QString>& variables)
{
    if (m_variables == variables && m_ui->availableList->count() > 0) {
        return;
    }
    m_variables = variables;
    const QStringList names = variableNames();
    m_ui->availableList->clear();
    for (const QString& name : names) {
        const QString value = variables.value(name).simplified().left(80);
        auto* item = new QListWidgetItem(
            tr("@%1   %2", "name, beginning of its text").arg(name, value), m_ui->availableList);
        item->setData(Qt::UserRole, name);
        item->setToolTip(tr("Press Enter or double-click to insert @%1").arg(name));
    }
    m_ui->availableList->setVisible(!names.isEmpty());
    m_ui->availableHint->setVisible(names.isEmpty());
    const int rows = std::clamp(static_cast<int>(names.size()), 1, mostRows);
    m_ui->availableList->setFixedHeight(rows * rowHeight + 10);
}

} // namespace plantain::ui
