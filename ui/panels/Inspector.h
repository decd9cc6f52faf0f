// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"
#include "ui/canvas/CanvasState.h"

#include <QWidget>

#include <memory>

namespace plantain::ui {

/// The dock at the right, 320 px: everything about what is selected. One node: its own page (an LLM
/// Generate node: LlmGeneratePanel); an edge or a group: its few properties; several nodes: what
/// they have in common; nothing: a sentence. Every change is a step of the document's undo stack.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    /// `selection` is borrowed.
    Inspector(const EditorServices& services, Selection& selection, QWidget* parent = nullptr);
    ~Inspector() override;

    /// Puts the focus into the page's first field.
    void focusFirstField();

signals:
    /// A provider needs to be set up.
    void setupRequested();
    /// The page's Run button, and "Run again".
    void runNodeRequested(const QString& nodeId);
    void stopRequested();
    /// "From Prompt 1" was pressed.
    void revealRequested(const QString& nodeId);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
