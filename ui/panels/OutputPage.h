// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NodeLinks.h"
#include "ui/panels/NodePage.h"

#include <memory>

namespace plantain::ui {

class OutputSection;

namespace Ui {
class OutputPage;
}

/// The page of an Output: the texts and pictures that arrive, to copy and to save.
class OutputPage : public NodePage
{
    Q_OBJECT

public:
    explicit OutputPage(const EditorServices& services, QWidget* parent = nullptr);
    ~OutputPage() override;

    QWidget* firstField() const override;
    void refreshInputs() override;

protected:
    void showNode(const workflow::Node& node) override;

private:
    void showTexts(const QList<NodeLink>& sources, const QStringList& texts);

    std::vector<OutputSection*> m_sections;

    std::unique_ptr<Ui::OutputPage> m_ui;
};

} // namespace plantain::ui
