// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NotePage.h"

#include "ui_NotePage.h"

namespace plantain::ui {

NotePage::NotePage(const EditorServices& services, QWidget* parent)
    : NodePage(services, parent)
    , m_ui(std::make_unique<Ui::NotePage>())
{
    m_ui->setupUi(this);
    bindCommon(*m_ui->header, *m_ui->common);
    bindText(*m_ui->noteEdit, workflow::keys::text, tr("Edit %1"));
}

NotePage::~NotePage() = default;

QWidget* NotePage::firstField() const
{
    return m_ui->noteEdit;
}

void NotePage::showNode(const workflow::Node& node)
{
    Q_UNUSED(node)
}

} // namespace plantain::ui
