// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/MainWindow.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>

namespace plantain::ui {

/// The windows of the program: one workflow each, all with the same services. A window goes when it
/// is closed.
class Windows : public QObject
{
    Q_OBJECT

public:
    /// What `services` names must outlive this.
    explicit Windows(const WindowServices& services);
    ~Windows() override;

    /// Each file comes up in the window that shows it already, else in one that has no workflow
    /// yet, else in a new one: nothing that is open has to go for it. Without files the window that
    /// was used last comes to the front. `activationToken`: see bringToFront.
    void openFiles(const QStringList& files, const QString& activationToken = {});
    /// One without a workflow.
    void openNew(const QString& activationToken = {});
    /// In the order in which they were opened.
    const QList<MainWindow*>& all() const { return m_windows; }

    void showStorageChangeOutcome(const base::Status& outcome);

private:
    MainWindow& add();
    void place(MainWindow& window) const;
    MainWindow& windowFor(const QString& path);
    MainWindow* showing(const QString& path) const;
    MainWindow* unused() const;
    MainWindow* lastUsed() const;

    WindowServices m_services;
    QList<MainWindow*> m_windows;        ///< owned; each deletes itself when it is closed
    QHash<MainWindow*, QString> m_asked; ///< the files that are being read
    QPointer<MainWindow> m_lastActive;
};

} // namespace plantain::ui
