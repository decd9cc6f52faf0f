// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/WorkflowDocument.h"

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <memory>

namespace plantain::ui {

/// Work of a program that did not end well.
struct RecoveredWork {
    QString file; ///< in the recovery folder
    QString path; ///< of the workflow it belongs to; empty: never saved
    QString name; ///< for people
    QDateTime savedAt;
    bool operator==(const RecoveredWork&) const = default;
};

/// Writes a modified document into a recovery folder: 3 s after an edit, at least every 30 s while
/// edits go on, at once when the window loses the focus (`saveNow`); never the user's own file. The
/// copy is removed when the document is saved or left unmodified. A file next to it is locked as
/// long as the program lives, so that only the dead one's work is offered.
class Recovery : public QObject
{
    Q_OBJECT

public:
    struct Delays {
        std::chrono::milliseconds afterEdit{3'000};
        std::chrono::milliseconds longest{30'000};
    };

    /// `document` is borrowed; `folder` is made when it is needed, with mode 0700.
    Recovery(WorkflowDocument& document, QString folder, QObject* parent = nullptr);
    Recovery(WorkflowDocument& document, QString folder, Delays delays, QObject* parent = nullptr);
    /// Removes the copy: whoever deletes this has asked about unsaved work.
    ~Recovery() override;

    /// Newest first; what cannot be read is left where it is and not listed.
    QList<RecoveredWork> found() const;
    /// Puts the work into the document (modified) and takes its copy over. The outcome comes by
    /// `restored`.
    void restore(const RecoveredWork& work);
    void discard(const RecoveredWork& work);
    /// In a worker thread, unless nothing differs from the last copy.
    void saveNow();

signals:
    void restored(const std::optional<plantain::base::Error>& error);
    /// The copy could not be written; told once until it works again.
    void failed(const plantain::base::Error& error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
