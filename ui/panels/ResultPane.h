// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/GenerationController.h"

#include <QWidget>

#include <memory>

class QPushButton;

namespace plantain::ui {

namespace Ui {
class ResultPane;
}

/// One answer: its text while it is written, how it ended, what it took. Shows what the controller
/// says and nothing else.
class ResultPane : public QWidget
{
    Q_OBJECT

public:
    explicit ResultPane(QWidget* parent = nullptr);
    ~ResultPane() override;

    /// Once. `controller` is borrowed.
    void setController(GenerationController& controller);

signals:
    void runAgainRequested();
    void stopRequested();
    void usageRequested();
    /// A link in the answer was pressed.
    void linkPressed(const QUrl& url);

private:
    void connectActions();
    void showState();
    void showEnding();
    void showNumbers();
    void copy();
    void showDetails();

    std::unique_ptr<Ui::ResultPane> m_ui;
    GenerationController* m_controller = nullptr;
    QPushButton* m_retry;
    QPushButton* m_usage;
    QPushButton* m_details;
};

} // namespace plantain::ui
