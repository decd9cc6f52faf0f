// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/Edits.h"
#include "ui/panels/InspectorPage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class SelectionPage;
}

/// The page of several nodes: how many of which kind, and what can be done to all of them.
class SelectionPage : public InspectorPage
{
    Q_OBJECT

public:
    explicit SelectionPage(const EditorServices& services, QWidget* parent = nullptr);
    ~SelectionPage() override;

    void setNodes(const QStringList& nodeIds);
    void refresh() override;
    QWidget* firstField() const override;

private:
    void arrange(workflow::edits::Arrangement how, const QString& name);
    void skip(bool disabled);

    QStringList m_nodeIds;
    std::unique_ptr<Ui::SelectionPage> m_ui;
};

} // namespace plantain::ui
