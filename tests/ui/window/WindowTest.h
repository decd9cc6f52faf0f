// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/WorkflowRunner.h"
#include "src/workflow/NodeData.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"
#include "tests/ui/UiWorld.h"
#include "ui/EditorServices.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"

#include <QMessageBox>
#include <QTest>

namespace plantain::testing {

/// A node for each provider, between one prompt and one output that takes them all.
workflow::WorkflowContent flowWith(const QStringList& providers);

/// The real window with real services; each test is a person in front of it.
class WindowTest : public UiTest
{
protected:
    void open(const WorldOptions& options = {}, bool sandbox = false);
    /// Puts a workflow into the window as an example is: nothing to save.
    void show(const workflow::WorkflowContent& content);
    /// A change of the document that has to be saved.
    void change(const QString& prompt = QStringLiteral("Something new."));
    QString save(const QString& name);

    ui::WorkflowDocument& document() const { return window->editor().document; }
    run::WorkflowRunner& runner() const { return window->editor().runner; }
    ui::CanvasWidget& canvas() const { return window->canvas(); }
    /// Id of the n-th LLM Generate node.
    QString model(int place) const;
    QString resultOf(const QString& nodeId) const;
    bool waitForRun();
    /// With the mouse, where the button is painted.
    bool pressOnNode(const QString& nodeId, const char* button);
    QString labelled(const char* name) { return textOf(*window, name); }
    QAction* menuAction(const QString& text) const;
    /// The question that is open, once there is one.
    QMessageBox* question(const char* name);
    void answer(const char* name, QMessageBox::StandardButton button);

    std::unique_ptr<UiWorld> world;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace plantain::testing
