// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/panels/FieldWatcher.h"
#include "ui/widgets/ScrollPage.h"

namespace plantain::ui {

/// One page of the inspector. Its fields show the document and change nothing but the document: a
/// keystroke is an edit at once, so that nothing can get lost when another item is chosen.
class InspectorPage : public ScrollPage
{
    Q_OBJECT

public:
    explicit InspectorPage(const EditorServices& services, QWidget* parent = nullptr);

    /// The workflow differs in something that this page may show.
    virtual void refresh() = 0;
    /// May be null.
    virtual QWidget* firstField() const = 0;
    /// Another item is going to be shown.
    virtual void leave() {}

signals:
    void setupRequested();
    void runNodeRequested(const QString& nodeId);
    void stopRequested();
    void revealRequested(const QString& nodeId);

protected:
    const EditorServices& services() const { return m_services; }
    const workflow::Workflow& workflow() const { return m_services.document.workflow(); }
    FieldWatcher& fields() { return m_fields; }
    /// One step, joined with what else is changed while the field keeps the focus.
    void performTyped(const workflow::WorkflowEdit& edit, const QString& name);
    /// A step of its own.
    void perform(const workflow::WorkflowEdit& edit, const QString& name);

private:
    EditorServices m_services;
    FieldWatcher m_fields;
};

} // namespace plantain::ui
