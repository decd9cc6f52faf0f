// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "ui/EditorServices.h"
#include "ui/widgets/MessageBanner.h"

#include <QTimer>
#include <QWidget>

namespace plantain::ui {

/// Sentences above the canvas that stay until their reason is gone: a file that could not be read
/// or written, a session that expired, a keyring that is locked, a limit that is used up, what a
/// file says that is read differently here.
class EditorBanners : public QWidget
{
    Q_OBJECT

public:
    explicit EditorBanners(const EditorServices& services, QWidget* parent = nullptr);

    /// Unsaved work cannot be kept aside.
    void showRecoveryFailure(const base::Error& error);
    /// Adds a banner of somebody else's. Hidden until it is told something.
    MessageBanner* addBanner(const QString& name);

signals:
    void openRequested(const QString& path);
    void saveAsRequested();

private:
    void buildFileBanners();
    void buildSessionBanner();
    void buildLimitBanners();
    void showOpened(const QString& path, const std::optional<base::Error>& error);
    void showSaved(const QString& path, const std::optional<base::Error>& error);
    void showSession();
    void showNotes();
    void showFewerNotes();
    QString retiredModels() const;
    QString foreignNodes() const;

    EditorServices m_services;
    MessageBanner* m_openFailed = nullptr;
    MessageBanner* m_saveFailed = nullptr;
    MessageBanner* m_session = nullptr;
    MessageBanner* m_notes = nullptr;
    MessageBanner* m_recovery = nullptr;
    QTimer m_notesTimer;
    QString m_failedPath;
    bool m_sessionDismissed = false;
};

} // namespace plantain::ui
