// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"

#include <QMessageBox>
#include <QObject>
#include <QPointer>

#include <functional>

namespace plantain::ui {

/// Stands between the document and everything that would put another in its place or close the
/// window: waits for a save under way, asks about a run, asks about unsaved changes.
class LeaveGuard : public QObject
{
    Q_OBJECT

public:
    /// Borrowed.
    LeaveGuard(const EditorServices& services, QWidget& window);

    /// Nothing would be lost, nothing is under way.
    bool isFree() const;
    /// Calls `next` as soon as the document may go: at once when it is free. Nothing happens when
    /// the person cancels. What was asked for before and is not decided yet is forgotten.
    void whenFree(std::function<void()> next);
    /// The person does not want to leave after all.
    void abandon();

signals:
    /// Asked for "Save": its outcome is awaited from the document.
    void saveRequested();

private:
    void goOn();
    void leave();
    bool isAsking(QLatin1String name) const;
    void askAboutRun();
    void askAboutChanges();
    QMessageBox& ask(const QString& name, const QString& text, const QString& informative);

    EditorServices m_services;
    QWidget& m_window;
    std::function<void()> m_next;
    QPointer<QMessageBox> m_question;
};

} // namespace plantain::ui
