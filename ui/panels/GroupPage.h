// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/InspectorPage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class GroupPage;
}

/// The page of a group: its name, its colour, its lock.
class GroupPage : public InspectorPage
{
    Q_OBJECT

public:
    explicit GroupPage(const EditorServices& services, QWidget* parent = nullptr);
    ~GroupPage() override;

    void setGroup(const QString& groupId);
    void refresh() override;
    QWidget* firstField() const override;

private:
    const workflow::Group* group() const { return workflow().group(m_groupId); }
    void change(const workflow::Group& wanted, const QString& name);

    QString m_groupId;
    std::unique_ptr<Ui::GroupPage> m_ui;
};

} // namespace plantain::ui
