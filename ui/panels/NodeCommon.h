// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowContent.h"

#include <QWidget>

class QPlainTextEdit;

namespace plantain::ui {

namespace Ui {
class NodeCommon;
}

/// What every node has at the end of its page: a comment, and whether runs skip it.
class NodeCommon : public QWidget
{
    Q_OBJECT

public:
    explicit NodeCommon(QWidget* parent = nullptr);
    ~NodeCommon() override;

    /// Nodes that never run cannot be skipped.
    void showNode(const workflow::Node& node);
    QPlainTextEdit* commentField() const;

signals:
    void disabledChosen(bool disabled);

private:
    std::unique_ptr<Ui::NodeCommon> m_ui;
};

} // namespace plantain::ui
