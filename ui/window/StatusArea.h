// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/NodeRun.h"
#include "ui/EditorServices.h"

#include <QObject>
#include <QTimer>

class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QStatusBar;
class QToolButton;

namespace plantain::ui {

class CanvasWidget;

/// The status bar: what runs and how far, errors, size, what the session took; what is saved, the
/// zoom.
class StatusArea : public QObject
{
    Q_OBJECT

public:
    /// `bar` is filled; all borrowed. `hasRecovery`: unsaved work is kept.
    StatusArea(QStatusBar& bar, const EditorServices& services, CanvasWidget& canvas,
               bool hasRecovery);

    /// A sentence that stays for some seconds where the state is told.
    void announce(const QString& sentence);

signals:
    void nextErrorRequested();

private:
    QLabel* addLabel(const QString& name, bool atTheRight = false);
    void build();
    void connectRunner();
    void connectDocument();
    void showRun();
    void showOutcome(const run::RunOutcome& outcome);
    void showErrors();
    void showSize();
    void showSession();
    void showSaved();
    void showZoom();
    void say(const QString& text);

    QStatusBar& m_bar;
    EditorServices m_services;
    CanvasWidget& m_canvas;
    bool m_hasRecovery;
    QString m_state; ///< what is told when nothing is announced
    QTimer m_announcement;
    run::RunTotals m_session; ///< of the runs that ended
    QLabel* m_stateLabel = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_errors = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_totals = nullptr;
    QLabel* m_saved = nullptr;
    QToolButton* m_zoom = nullptr;
};

} // namespace plantain::ui
