// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/Recovery.h"

#include "src/base/PoolJob.h"
#include "src/workflow/WorkflowFile.h"
#include "ui/document/RecoveryCopy.h"

#include <QTimer>

#include <mutex>

namespace plantain::ui {

namespace {

using CopyJob = base::ResultJob<base::Done>;

/// Lets the owner forbid a write that has not begun, and wait for one that has.
struct Gate {
    std::mutex mutex;
    bool isOpen = true;
};

} // namespace

class Recovery::Private : public QObject
{
public:
    Private(Recovery& owner, WorkflowDocument& document, QString folder, Delays delays);

    void noteChange();
    void handleModified(bool modified);
    void saveNow();
    void restore(const RecoveredWork& work);
    void removeCopy();
    void removeAtEnd();

    const QString m_folder;

private:
    bool ensureCopy();
    void handleSaved(int revision);
    void handleRead(const RecoveredWork& work, const std::shared_ptr<RecoveryCopy>& copy);
    void report(const base::Status& status);

    Recovery& m_owner;
    WorkflowDocument& m_document;
    QTimer m_pause;   ///< begins anew with each edit
    QTimer m_longest; ///< begins with the first edit that is not copied
    std::shared_ptr<RecoveryCopy> m_copy;
    std::shared_ptr<Gate> m_gate;
    base::JobPtr<CopyJob> m_job;
    base::JobPtr<workflow::LoadJob> m_readJob;
    int m_revision = 0;
    int m_copiedRevision = 0;
    bool m_saveAgain = false;
    bool m_hasFailed = false;
};

Recovery::Private::Private(Recovery& owner, WorkflowDocument& document, QString folder,
                           Delays delays)
    : m_folder(std::move(folder))
    , m_owner(owner)
    , m_document(document)
{
    for (QTimer* const timer : {&m_pause, &m_longest}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &Private::saveNow);
    }
    m_pause.setInterval(delays.afterEdit);
    m_longest.setInterval(delays.longest);
    connect(&document, &WorkflowDocument::modifiedChanged, this, &Private::handleModified);
    connect(&document.workflow(), &workflow::Workflow::changed, this, &Private::noteChange);
    connect(&document.workflow(), &workflow::Workflow::wasReset, this, &Private::noteChange);
}

void Recovery::Private::noteChange()
{
    ++m_revision;
    m_pause.start();
    if (!m_longest.isActive()) {
        m_longest.start();
    }
}

void Recovery::Private::handleModified(bool modified)
{
    if (!modified) {
        m_pause.stop();
        m_longest.stop();
        removeCopy();
    }
}

bool Recovery::Private::ensureCopy()
{
    if (m_copy) {
        return true;
    }
    const auto copy = RecoveryCopy::make(m_folder);
    if (!copy) {
        report(copy.error());
        return false;
    }
    m_copy = *copy;
    return true;
}

void Recovery::Private::saveNow()
{
    m_pause.stop();
    m_longest.stop();
    if (m_job) {
        m_saveAgain = true;
        return;
    }
    if (!m_document.isModified() || m_revision == m_copiedRevision || !ensureCopy()) {
        return;
    }
    m_gate = std::make_shared<Gate>();
    m_job = base::makePoolJob<base::Done>(
        [gate = m_gate, copy = m_copy, content = m_document.workflow().content(),
         path = m_document.path(), name = m_document.displayName()]() -> base::Status {
            const std::lock_guard lock(gate->mutex);
            return gate->isOpen ? copy->write(content, path, name) : base::Done{};
        });
    connect(m_job.get(), &base::Job::finished, this,
            [this, revision = m_revision] { handleSaved(revision); });
    m_job->start();
}

void Recovery::Private::handleSaved(int revision)
{
    const auto job = std::move(m_job);
    if (job->result()) {
        m_copiedRevision = revision;
    }
    report(job->result());
    if (!m_document.isModified()) {
        removeCopy();
    }
    if (std::exchange(m_saveAgain, false)) {
        saveNow();
    }
}

void Recovery::Private::report(const base::Status& status)
{
    const bool wasFailing = std::exchange(m_hasFailed, !status);
    if (!status && !wasFailing) {
        emit m_owner.failed(status.error());
    }
}

/// A write under way is waited for: its end comes here again.
void Recovery::Private::removeCopy()
{
    if (m_copy && !m_job) {
        m_copy->remove();
        m_copiedRevision = -1;
    }
}

void Recovery::Private::removeAtEnd()
{
    if (m_gate) {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->isOpen = false;
    }
    m_job.reset();
    removeCopy();
}

void Recovery::Private::restore(const RecoveredWork& work)
{
    const auto copy = RecoveryCopy::takeOver(work.file);
    if (!copy) {
        emit m_owner.restored(copy.error());
        return;
    }
    m_readJob = workflow::loadWorkflow(work.file);
    connect(m_readJob.get(), &base::Job::finished, this,
            [this, work, copy = *copy] { handleRead(work, copy); });
    m_readJob->start();
}

void Recovery::Private::handleRead(const RecoveredWork& work,
                                   const std::shared_ptr<RecoveryCopy>& copy)
{
    const auto job = std::move(m_readJob);
    const base::Result<workflow::WorkflowContent>& content = job->result();
    if (!content) {
        emit m_owner.restored(content.error());
        return;
    }
    // The document's own copy goes with its content; the one that is read must stay.
    removeAtEnd();
    m_copy.reset();
    m_document.restore(content.value(), work.path);
    m_copy = copy;
    m_copiedRevision = m_revision;
    emit m_owner.restored(std::nullopt);
}

Recovery::Recovery(WorkflowDocument& document, QString folder, QObject* parent)
    : Recovery(document, std::move(folder), Delays(), parent)
{
}

Recovery::Recovery(WorkflowDocument& document, QString folder, Delays delays, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, document, std::move(folder), delays))
{
}

Recovery::~Recovery()
{
    d->removeAtEnd();
}

QList<RecoveredWork> Recovery::found() const
{
    return RecoveryCopy::listIn(d->m_folder);
}

void Recovery::restore(const RecoveredWork& work)
{
    d->restore(work);
}

void Recovery::discard(const RecoveredWork& work)
{
    if (const auto copy = RecoveryCopy::takeOver(work.file)) {
        (*copy)->remove();
    }
}

void Recovery::saveNow()
{
    d->saveNow();
}

} // namespace plantain::ui
