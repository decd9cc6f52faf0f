// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NodeCommon.h"

#include "src/workflow/NodeData.h"
#include "ui_NodeCommon.h"

namespace plantain::ui {

NodeCommon::NodeCommon(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::NodeCommon>())
{
    m_ui->setupUi(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_ui->disabledCheck, &QCheckBox::clicked, this, &NodeCommon::disabledChosen);
}

NodeCommon::~NodeCommon() = default;

void NodeCommon::showNode(const workflow::Node& node)
{
    m_ui->disabledCheck->setVisible(node.kind != workflow::NodeKind::Note &&
                                    node.kind != workflow::NodeKind::Unknown);
    m_ui->disabledCheck->setChecked(workflow::isDisabled(node));
}

QPlainTextEdit* NodeCommon::commentField() const
{
    return m_ui->commentEdit;
}

} // namespace plantain::ui
