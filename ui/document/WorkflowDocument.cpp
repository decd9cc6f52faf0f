// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/WorkflowDocument.h"

#include <QFileInfo>
#include <QScopedValueRollback>
#include <QThreadPool>
#include <QUndoCommand>

namespace plantain::ui {

/// One step of the undo stack. The edit itself knows how to be taken back.
class WorkflowDocument::EditCommand final : public QUndoCommand
{
public:
    EditCommand(WorkflowDocument& document, workflow::WorkflowEdit edit, const QString& name,
                int gesture)
        : QUndoCommand(name)
        , m_document(document)
        , m_edit(std::move(edit))
        , m_gesture(gesture)
    {
    }

    int id() const override { return m_gesture == 0 ? -1 : m_gesture; }

    bool mergeWith(const QUndoCommand* other) override
    {
        if (!m_edit.mergeWith(static_cast<const EditCommand*>(other)->m_edit)) {
            return false;
        }
        setObsolete(m_edit.isEmpty());
        return true;
    }

    void redo() override
    {
        keepResults(m_edit.nodes.removed);
        m_document.applyFromStack(m_edit);
    }

    void undo() override
    {
        keepResults(m_edit.nodes.inserted);
        m_document.applyFromStack(m_edit.inverted());
    }

private:
    /// What a run has written into nodes since they were put in comes back with them.
    void keepResults(std::vector<workflow::Placed<workflow::Node>>& leaving)
    {
        for (auto& placed : leaving) {
            if (const workflow::Node* const node = m_document.m_workflow.node(placed.item.id)) {
                placed.item = *node;
            }
        }
    }

    WorkflowDocument& m_document;
    workflow::WorkflowEdit m_edit;
    int m_gesture;
};

WorkflowDocument::WorkflowDocument(QObject* parent)
    : QObject(parent)
{
    connect(&m_workflow, &workflow::Workflow::changed, this, &WorkflowDocument::handleChanged);
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, &WorkflowDocument::updateModified);
}

WorkflowDocument::~WorkflowDocument()
{
    // The stack tells that it is clean while it goes.
    m_undoStack.disconnect(this);
}

void WorkflowDocument::perform(const workflow::WorkflowEdit& edit, const QString& name, int gesture)
{
    if (!edit.isEmpty()) {
        m_undoStack.push(new EditCommand(*this, edit, name, gesture));
    }
}

void WorkflowDocument::applyFromStack(const workflow::WorkflowEdit& edit)
{
    const QScopedValueRollback applying(m_stackIsApplying, true);
    m_workflow.apply(edit);
}

void WorkflowDocument::handleChanged()
{
    ++m_revision;
    if (!m_stackIsApplying) {
        setModifiedBesideStack(true);
    }
}

QString WorkflowDocument::folder() const
{
    return workflow::workflowFolder(m_path);
}

QString WorkflowDocument::displayName() const
{
    if (!m_path.isEmpty()) {
        return QFileInfo(m_path).fileName();
    }
    const QString& name = m_workflow.head().name;
    return name.isEmpty() ? tr("Untitled") : name;
}

void WorkflowDocument::setPath(const QString& path)
{
    if (path != m_path) {
        m_path = path;
        emit pathChanged();
    }
}

void WorkflowDocument::setModifiedBesideStack(bool modified)
{
    m_modifiedBesideStack = modified;
    updateModified();
}

void WorkflowDocument::updateModified()
{
    const bool modified = m_modifiedBesideStack || !m_undoStack.isClean();
    if (modified != m_modified) {
        m_modified = modified;
        emit modifiedChanged(modified);
    }
}

void WorkflowDocument::replaceContent(workflow::WorkflowContent content, const QString& path)
{
    ++m_session;
    ++m_revision;
    m_imageStorage = workflow::imageStorageOf(content);
    m_undoStack.clear();
    workflow::WorkflowContent old = m_workflow.content();
    m_workflow.reset(std::move(content));
    // Giving back hundreds of megabytes of pictures takes time, too.
    QThreadPool::globalInstance()->start([old = std::move(old)] {});
    setPath(path);
}

void WorkflowDocument::setImageStorage(workflow::ImageStorage storage)
{
    if (std::exchange(m_imageStorage, storage) != storage) {
        ++m_revision;
        setModifiedBesideStack(true);
    }
}

void WorkflowDocument::setNewEdgeStyle(const QString& edgeStyle)
{
    m_newEdgeStyle = edgeStyle;
    const bool isUntouched = m_path.isEmpty() && !m_modified && m_workflow.nodes().empty();
    if (isUntouched && m_workflow.head().edgeStyle != edgeStyle && !isBusy()) {
        clear();
    }
}

void WorkflowDocument::clear()
{
    const bool wasBusy = isBusy();
    m_loadJob.reset();
    workflow::WorkflowContent empty;
    empty.head.edgeStyle = m_newEdgeStyle;
    replaceContent(std::move(empty), {});
    setModifiedBesideStack(false);
    if (wasBusy != isBusy()) {
        emit busyChanged();
    }
}

void WorkflowDocument::restore(workflow::WorkflowContent content, const QString& path)
{
    m_modifiedBesideStack = true;
    replaceContent(std::move(content), path);
    updateModified();
}

void WorkflowDocument::open(const QString& path)
{
    m_loadJob = workflow::loadWorkflow(path);
    connect(m_loadJob.get(), &base::Job::finished, this, [this, path] { handleLoaded(path); });
    m_loadJob->start();
    emit busyChanged();
}

void WorkflowDocument::handleLoaded(const QString& path)
{
    const auto job = std::move(m_loadJob);
    const base::Result<workflow::WorkflowContent>& result = job->result();
    std::optional<base::Error> error;
    if (result) {
        replaceContent(result.value(), path);
        setModifiedBesideStack(false);
    } else {
        error = result.error();
    }
    emit busyChanged();
    emit opened(path, error);
}

void WorkflowDocument::save(const QString& path)
{
    m_saves.push_back(
        {path, folder(), m_workflow.content(), m_imageStorage, m_revision, m_session});
    if (!m_saveJob) {
        startSave();
        emit busyChanged();
    }
}

void WorkflowDocument::startSave()
{
    const Save& next = m_saves.front();
    m_saveJob =
        workflow::saveWorkflow(next.content, next.path, next.imageStorage, next.previousFolder);
    connect(m_saveJob.get(), &base::Job::finished, this, [this] {
        const Save save = std::move(m_saves.front());
        m_saves.pop_front();
        handleSaved(save);
    });
    m_saveJob->start();
}

void WorkflowDocument::handleSaved(const Save& save)
{
    const auto job = std::move(m_saveJob);
    std::optional<base::Error> error;
    if (!job->result()) {
        error = job->result().error();
    }
    if (!error && save.session == m_session) {
        setPath(save.path);
        if (save.revision == m_revision) {
            m_undoStack.setClean();
            setModifiedBesideStack(false);
        } else {
            // No step of the stack is for sure the state that was saved.
            m_undoStack.resetClean();
        }
    }
    if (!m_saves.empty()) {
        startSave();
    }
    emit busyChanged();
    emit saved(save.path, error);
}

} // namespace plantain::ui
