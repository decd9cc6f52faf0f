// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/InspectorPage.h"

namespace plantain::ui {

InspectorPage::InspectorPage(const EditorServices& services, QWidget* parent)
    : ScrollPage(parent)
    , m_services(services)
    , m_fields(services.document)
{
    setProperty("page", true);
}

void InspectorPage::performTyped(const workflow::WorkflowEdit& edit, const QString& name)
{
    m_services.document.perform(edit, name, m_fields.gesture());
}

void InspectorPage::perform(const workflow::WorkflowEdit& edit, const QString& name)
{
    m_fields.beginStep();
    m_services.document.perform(edit, name);
}

} // namespace plantain::ui
