// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/InspectorPage.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class EdgePage;
}

/// The page of a connection: where it goes, whether runs pause at it.
class EdgePage : public InspectorPage
{
    Q_OBJECT

public:
    explicit EdgePage(const EditorServices& services, QWidget* parent = nullptr);
    ~EdgePage() override;

    void setEdge(const QString& edgeId);
    void refresh() override;
    QWidget* firstField() const override;

private:
    const workflow::Edge* edge() const { return workflow().edge(m_edgeId); }

    QString m_edgeId;
    std::unique_ptr<Ui::EdgePage> m_ui;
};

} // namespace plantain::ui
