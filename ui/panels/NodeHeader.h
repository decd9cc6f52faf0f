// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowContent.h"
#include "ui/theme/Colors.h"
#include "ui/widgets/Badge.h"

#include <QWidget>

class QLineEdit;

namespace plantain::ui {

class KindMark;
class StatusBadge;

/// The head of a node's page: its mark, its title, which can be changed in place, its state.
class NodeHeader : public QWidget
{
    Q_OBJECT

public:
    explicit NodeHeader(QWidget* parent = nullptr);

    void showNode(const workflow::Node& node);
    /// Without text: none.
    void setBadge(const Badge& badge);
    QLineEdit* titleField() const { return m_title; }

protected:
    void changeEvent(QEvent* event) override;

signals:
    /// Empty: the title of the kind.
    void titleEdited(const QString& title);

private:
    void applyInk();

    KindMark* m_mark;
    QLineEdit* m_title;
    StatusBadge* m_badge;
};

} // namespace plantain::ui
