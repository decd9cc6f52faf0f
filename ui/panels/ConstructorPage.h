// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NodePage.h"

#include <QHash>

#include <memory>

namespace plantain::ui {

namespace Ui {
class ConstructorPage;
}

/// The page of a Prompt Constructor: a template, the variables that are there, and what comes of
/// it.
class ConstructorPage : public NodePage
{
    Q_OBJECT

public:
    explicit ConstructorPage(const EditorServices& services, QWidget* parent = nullptr);
    ~ConstructorPage() override;

    QWidget* firstField() const override;
    void refreshInputs() override;
    void leave() override;

protected:
    void showNode(const workflow::Node& node) override;

private:
    QStringList variableNames() const;
    void showVariables(const QHash<QString, QString>& variables);

    QHash<QString, QString> m_variables;

    std::unique_ptr<Ui::ConstructorPage> m_ui;
};

} // namespace plantain::ui
