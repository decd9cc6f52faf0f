// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"

#include <QToolBar>

class QHBoxLayout;
class QPushButton;

namespace plantain::ui {

class BadgeButton;
class CanvasWidget;
class DocumentActions;
class RunActions;

/// The bar at the top: the document, undo, adding a node; the account, running.
class MainToolBar : public QToolBar
{
    Q_OBJECT

public:
    /// Borrowed. `setupAction`: opens the project setup.
    MainToolBar(const EditorServices& services, CanvasWidget& canvas,
                DocumentActions& documentActions, RunActions& runActions, QAction& setupAction,
                QWidget* parent = nullptr);

    /// All of its tools: the window gets no narrower, so that none hides.
    QSize minimumSizeHint() const override;

signals:
    void accountPressed();

private:
    void addTool(QHBoxLayout& row, QAction& action, const QString& name);
    void addLine(QHBoxLayout& row);
    void addLeft(QHBoxLayout& row, CanvasWidget& canvas, DocumentActions& documentActions);
    void addAccount(QHBoxLayout& row, QAction& setupAction);
    void addRun(QHBoxLayout& row);
    void showAccount();
    void showRunState();

    EditorServices m_services;
    RunActions& m_runActions;
    QWidget* m_content;
    BadgeButton* m_chip = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_run = nullptr;
    QPushButton* m_more = nullptr;
};

} // namespace plantain::ui
