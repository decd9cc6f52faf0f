// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NodePage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class UnknownPage;
}

/// The page of a node of another program: what is known of it, and what its file says.
class UnknownPage : public NodePage
{
    Q_OBJECT

public:
    explicit UnknownPage(const EditorServices& services, QWidget* parent = nullptr);
    ~UnknownPage() override;

    QWidget* firstField() const override;

protected:
    void showNode(const workflow::Node& node) override;

private:
    std::unique_ptr<Ui::UnknownPage> m_ui;
};

} // namespace plantain::ui
