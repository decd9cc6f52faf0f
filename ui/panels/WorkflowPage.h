// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/InspectorPage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class WorkflowPage;
}

/// The page when nothing is selected: the workflow itself.
class WorkflowPage : public InspectorPage
{
    Q_OBJECT

public:
    explicit WorkflowPage(const EditorServices& services, QWidget* parent = nullptr);
    ~WorkflowPage() override;

    void refresh() override;
    QWidget* firstField() const override;

private:
    std::unique_ptr<Ui::WorkflowPage> m_ui;
};

} // namespace plantain::ui
