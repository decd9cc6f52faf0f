// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NodePage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class NotePage;
}

/// The page of a note: its text.
class NotePage : public NodePage
{
    Q_OBJECT

public:
    explicit NotePage(const EditorServices& services, QWidget* parent = nullptr);
    ~NotePage() override;

    QWidget* firstField() const override;

protected:
    void showNode(const workflow::Node& node) override;

private:
    std::unique_ptr<Ui::NotePage> m_ui;
};

} // namespace plantain::ui
