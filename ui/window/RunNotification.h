// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/NodeRun.h"
#include "ui/EditorServices.h"
#include "ui/window/DesktopNotifications.h"

#include <QObject>

namespace plantain::ui {

/// Tells by the desktop that a run has ended, when nobody looks at the window and the run took long
/// or failed. Says the workflow's name, how many nodes and how long; never what was asked or
/// answered. Pressing it brings the window to the front; a window that comes to the front takes it
/// away.
class RunNotification : public QObject
{
    Q_OBJECT

public:
    /// Longer than this is long.
    static constexpr std::chrono::seconds shortRun{10};

    /// Borrowed. `busAddress`: see DesktopNotifications.
    RunNotification(const EditorServices& services, QWidget& window,
                    const QString& busAddress = {});

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void tell(const run::RunOutcome& outcome);
    bool isLookedAt() const;

    EditorServices m_services;
    QWidget& m_window;
    DesktopNotifications m_notifications;
};

} // namespace plantain::ui
