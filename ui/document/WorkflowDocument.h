// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/workflow/Workflow.h"
#include "src/workflow/WorkflowFile.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <deque>
#include <optional>

namespace plantain::ui {

/// The workflow in the window: its content, its undo stack, its file.
class WorkflowDocument : public QObject
{
    Q_OBJECT

public:
    explicit WorkflowDocument(QObject* parent = nullptr);
    ~WorkflowDocument() override;

    workflow::Workflow& workflow() { return m_workflow; }
    const workflow::Workflow& workflow() const { return m_workflow; }
    QUndoStack& undoStack() { return m_undoStack; }

    /// One step of the undo stack, named `name` ("Move 3 nodes"); an empty edit does nothing. Edits
    /// in a row with the same `gesture` other than 0 become one step where they can be merged.
    void perform(const workflow::WorkflowEdit& edit, const QString& name, int gesture = 0);
    /// A number for `perform` that was not used before.
    int newGesture() { return ++m_lastGesture; }

    /// Empty: never saved.
    const QString& path() const { return m_path; }
    /// The folder of the file, for its pictures; empty: never saved.
    QString folder() const;
    /// The file's name, else the workflow's, else "Untitled".
    QString displayName() const;
    /// Also after a run that changed results.
    bool isModified() const { return m_modified; }

    /// Where the pictures go at the next save. A change makes the document modified.
    workflow::ImageStorage imageStorage() const { return m_imageStorage; }
    void setImageStorage(workflow::ImageStorage storage);
    /// How wires are drawn in documents that are new, also in this one while it is empty and has
    /// no file. "curved" or "angular".
    void setNewEdgeStyle(const QString& edgeStyle);

    /// An empty workflow without a file. What was there is gone: ask before.
    void clear();
    /// Replaces the content when reading succeeded; else nothing changes. The outcome comes by
    /// `opened`. A later call takes the place of one under way.
    void open(const QString& path);
    /// Restored work: the content is modified, and `path` is where it belongs (may be empty).
    void restore(workflow::WorkflowContent content, const QString& path);
    /// The outcome comes by `saved`, once for each call. What is edited meanwhile stays modified.
    void save(const QString& path);
    bool isSaving() const { return m_saveJob != nullptr; }
    bool isBusy() const { return m_loadJob != nullptr || m_saveJob != nullptr; }

signals:
    void pathChanged();
    void modifiedChanged(bool modified);
    void busyChanged();
    void opened(const QString& path, const std::optional<plantain::base::Error>& error);
    void saved(const QString& path, const std::optional<plantain::base::Error>& error);

private:
    class EditCommand;
    /// What is saved is what there was when it was asked for.
    struct Save {
        QString path;
        QString previousFolder;
        workflow::WorkflowContent content;
        workflow::ImageStorage imageStorage;
        int revision;
        int session;
    };

    /// Applies an edit for the undo stack.
    void applyFromStack(const workflow::WorkflowEdit& edit);
    void replaceContent(workflow::WorkflowContent content, const QString& path);
    void setPath(const QString& path);
    void setModifiedBesideStack(bool modified);
    void updateModified();
    void handleChanged();
    void handleLoaded(const QString& path);
    void startSave();
    void handleSaved(const Save& save);

    workflow::Workflow m_workflow;
    QUndoStack m_undoStack;
    QString m_path;
    workflow::ImageStorage m_imageStorage = workflow::ImageStorage::Embedded;
    QString m_newEdgeStyle = workflow::WorkflowHead().edgeStyle;
    bool m_modified = false;
    bool m_modifiedBesideStack = false; ///< results, or restored work
    bool m_stackIsApplying = false;
    int m_revision = 0; ///< counts changes
    int m_session = 0;  ///< counts documents: what is saved late must not touch the next one
    int m_lastGesture = 0;
    base::JobPtr<workflow::LoadJob> m_loadJob;
    base::JobPtr<workflow::SaveJob> m_saveJob;
    std::deque<Save> m_saves; ///< the first is under way: two writers never race for one file
};

} // namespace plantain::ui
