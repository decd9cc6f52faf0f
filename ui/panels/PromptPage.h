// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NodePage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class PromptPage;
}

/// The page of a Prompt: its text, and the name under which templates use it.
class PromptPage : public NodePage
{
    Q_OBJECT

public:
    explicit PromptPage(const EditorServices& services, QWidget* parent = nullptr);
    ~PromptPage() override;

    QWidget* firstField() const override;
    void refreshInputs() override;
    void leave() override;

protected:
    void showNode(const workflow::Node& node) override;

private:
    std::unique_ptr<Ui::PromptPage> m_ui;
};

} // namespace plantain::ui
