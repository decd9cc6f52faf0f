// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RunNotification.h"

#include "src/run/WorkflowRunner.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/widgets/Words.h"
#include "ui/window/BringToFront.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace plantain::ui {

namespace {

bool isWorthTelling(const run::RunOutcome& outcome)
{
    switch (outcome.status) {
    case run::RunStatus::Failed:
        return true;
    case run::RunStatus::Completed:
    case run::RunStatus::Paused:
        return outcome.elapsed > RunNotification::shortRun;
    case run::RunStatus::Cancelled:
        break; // whoever stopped it knows
    }
    return false;
}

QString titleOf(const run::RunOutcome& outcome, const QString& name)
{
    switch (outcome.status) {
    case run::RunStatus::Failed:
        return RunNotification::tr("“%1” ended with errors").arg(name);
    case run::RunStatus::Paused:
        return RunNotification::tr("“%1” is paused").arg(name);
    default:
        return RunNotification::tr("“%1” is done").arg(name);
    }
}

QString bodyOf(const run::RunOutcome& outcome)
{
    const QString nodes = words::nodes(outcome.totals.nodes);
    const QString time = words::duration(outcome.elapsed);
    return outcome.totals.failed > 0 ? RunNotification::tr("%1 of %2 failed · %3")
                                           .arg(outcome.totals.failed)
                                           .arg(nodes, time)
                                     : QStringLiteral("%1 · %2").arg(nodes, time);
}

} // namespace

RunNotification::RunNotification(const EditorServices& services, QWidget& window,
                                 const QString& busAddress)
    : m_services(services)
    , m_window(window)
    , m_notifications(busAddress)
{
    connect(&services.runner, &run::WorkflowRunner::finished, this, &RunNotification::tell);
    connect(&m_notifications, &DesktopNotifications::pressed, this,
            [this](const QString& token) { bringToFront(m_window, token); });
    m_window.installEventFilter(this);
}

bool RunNotification::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::WindowActivate) {
        m_notifications.withdraw();
    }
    return QObject::eventFilter(watched, event);
}

/// Its dialogs count: they stand before it.
bool RunNotification::isLookedAt() const
{
    const QWidget* active = QApplication::activeWindow();
    while (active && active != &m_window) {
        active = active->parentWidget();
    }
    return active != nullptr;
}

void RunNotification::tell(const run::RunOutcome& outcome)
{
    if (isWorthTelling(outcome) && !isLookedAt()) {
        m_notifications.show(titleOf(outcome, m_services.document.displayName()), bodyOf(outcome));
    }
}

} // namespace plantain::ui
