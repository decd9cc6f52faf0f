// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/WorkflowContent.h"
#include "ui/document/Recovery.h"

#include <QLockFile>

#include <memory>

namespace plantain::ui {

/// The files of one copy in the recovery folder: `<id>.plantain` is a workflow like any other,
/// `<id>.json` says where it belongs, `<id>.lock` is held by the program that writes it.
class RecoveryCopy
{
public:
    /// Null with an error when the lock is held by a living program or cannot be made.
    static base::Result<std::shared_ptr<RecoveryCopy>> make(const QString& folder);
    /// The copy of a program that is dead, now ours.
    static base::Result<std::shared_ptr<RecoveryCopy>> takeOver(const QString& file);
    /// Those of programs that are dead, newest first.
    static QList<RecoveredWork> listIn(const QString& folder);

    const QString& file() const { return m_file; }
    /// Any thread; one at a time.
    base::Status write(const workflow::WorkflowContent& content, const QString& path,
                       const QString& name) const;
    /// Takes the files away. The lock stays.
    void remove() const;

private:
    explicit RecoveryCopy(const QString& file);
    static base::Result<std::shared_ptr<RecoveryCopy>> locked(const QString& file);

    QString m_file;
    QLockFile m_lock;
};

} // namespace plantain::ui
