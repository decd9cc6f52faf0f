// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/StatusArea.h"

#include "src/run/WorkflowRunner.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/widgets/Words.h"

#include <QAccessible>
#include <QDateTime>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>

namespace plantain::ui {

namespace {

constexpr int barHeight = 26;
constexpr int barPadding = 12;
constexpr int progressWidth = 120;
constexpr std::chrono::seconds announcementTime{6};

/// "Saved 12:04" today, "Saved on 26/11/2026" else.
QString savedText(const QDateTime& time)
{
    if (!time.isValid()) {
        return StatusArea::tr("Saved");
    }
    const QLocale locale;
    return time.date() == QDate::currentDate()
               ? StatusArea::tr("Saved %1").arg(locale.toString(time.time(), QLocale::ShortFormat))
               : StatusArea::tr("Saved on %1")
                     .arg(locale.toString(time.date(), QLocale::ShortFormat));
}

void add(run::RunTotals& sum, const run::RunTotals& totals)
{
    sum.inputTokens += totals.inputTokens;
    sum.outputTokens += totals.outputTokens;
    if (totals.usd) {
        sum.usd = sum.usd.value_or(0) + *totals.usd;
    }
}

} // namespace

StatusArea::StatusArea(QStatusBar& bar, const EditorServices& services, CanvasWidget& canvas,
                       bool hasRecovery)
    : m_bar(bar)
    , m_services(services)
    , m_canvas(canvas)
    , m_hasRecovery(hasRecovery)
{
    build();
    m_announcement.setSingleShot(true);
    connect(&m_announcement, &QTimer::timeout, this, [this] { say(m_state); });
    connectRunner();
    connectDocument();
    connect(&canvas, &CanvasWidget::viewportChanged, this, &StatusArea::showZoom);
    connect(&canvas.input(), &CanvasInput::announced, this, &StatusArea::announce);
    m_state = tr("Ready");
    say(m_state);
    showErrors();
    showSize();
    showSaved();
    showZoom();
}

QLabel* StatusArea::addLabel(const QString& name, bool atTheRight)
{
    auto* label = new QLabel(&m_bar);
    label->setObjectName(name);
    label->setProperty("role", QStringLiteral("small"));
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(0, 0, barPadding, 0);
    if (atTheRight) {
        m_bar.addPermanentWidget(label);
    } else {
        m_bar.addWidget(label);
    }
    return label;
}

void StatusArea::build()
{
    m_bar.setSizeGripEnabled(false);
    m_bar.setFixedHeight(barHeight);
    m_bar.setContentsMargins(barPadding, 0, barPadding - 6, 0);
    m_stateLabel = addLabel(QStringLiteral("stateLabel"));
    m_progress = new QProgressBar(&m_bar);
    m_progress->setObjectName(QStringLiteral("runProgress"));
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    m_progress->hide();
    m_bar.addWidget(m_progress);
    m_errors = new QPushButton(&m_bar);
    m_errors->setObjectName(QStringLiteral("errorsButton"));
    m_errors->setProperty("kind", QStringLiteral("statusError"));
    m_errors->setToolTip(tr("Show the next node that failed (F8)"));
    m_errors->setFocusPolicy(Qt::TabFocus);
    connect(m_errors, &QPushButton::clicked, this, &StatusArea::nextErrorRequested);
    m_bar.addWidget(m_errors);
    m_size = addLabel(QStringLiteral("sizeLabel"));
    m_totals = addLabel(QStringLiteral("totalsLabel"));
    if (m_services.sandbox) {
        addLabel(QStringLiteral("sandboxLabel"), true)->setText(tr("Sandbox"));
    }
    m_saved = addLabel(QStringLiteral("savedLabel"), true);
    m_zoom = new QToolButton(&m_bar);
    m_zoom->setObjectName(QStringLiteral("zoomButton"));
    m_zoom->setToolTip(tr("Zoom"));
    m_zoom->setPopupMode(QToolButton::InstantPopup);
    m_zoom->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(m_zoom);
    using Command = CanvasActions::Command;
    const CanvasActions& actions = m_canvas.input().actions();
    menu->addActions({actions.action(Command::ZoomIn), actions.action(Command::ZoomOut),
                      actions.action(Command::ActualSize), actions.action(Command::ZoomAll),
                      actions.action(Command::ZoomSelection)});
    m_zoom->setMenu(menu);
    m_bar.addPermanentWidget(m_zoom);
}

void StatusArea::connectRunner()
{
    const run::WorkflowRunner& runner = m_services.runner;
    connect(&runner, &run::WorkflowRunner::started, this, [this] {
        m_announcement.stop();
        showRun();
        showErrors();
    });
    connect(&runner, &run::WorkflowRunner::ticked, this, &StatusArea::showRun);
    connect(&runner, &run::WorkflowRunner::nodeChanged, this, [this] {
        showRun();
        showErrors();
    });
    connect(&runner, &run::WorkflowRunner::finished, this, &StatusArea::showOutcome);
}

void StatusArea::connectDocument()
{
    WorkflowDocument& document = m_services.document;
    connect(&document.workflow(), &workflow::Workflow::changed, this,
            [this](const workflow::WorkflowEdit& edit) {
                if (edit.changesStructure()) {
                    showSize();
                    showErrors();
                }
            });
    connect(&document.workflow(), &workflow::Workflow::wasReset, this, [this] {
        m_state = tr("Ready");
        say(m_state);
        showSize();
        showErrors();
    });
    connect(&document, &WorkflowDocument::modifiedChanged, this, &StatusArea::showSaved);
    connect(&document, &WorkflowDocument::pathChanged, this, &StatusArea::showSaved);
    connect(&document, &WorkflowDocument::busyChanged, this, &StatusArea::showSaved);
    connect(&document, &WorkflowDocument::saved, this, &StatusArea::showSaved);
}

void StatusArea::announce(const QString& sentence)
{
    say(sentence);
    m_announcement.start(announcementTime);
    QAccessibleEvent alert(m_stateLabel, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void StatusArea::say(const QString& text)
{
    if (m_stateLabel->text() != text) {
        m_stateLabel->setText(text);
    }
}

void StatusArea::showRun()
{
    if (!m_services.runner.isRunning()) {
        return;
    }
    const run::RunTotals totals = m_services.runner.totals();
    const int nodes = std::max(totals.nodes, 1);
    m_state = tr("Running %1 of %2").arg(std::min(totals.ended + 1, nodes)).arg(nodes);
    if (!m_announcement.isActive()) {
        say(m_state);
    }
    m_progress->setRange(0, nodes);
    m_progress->setValue(totals.ended);
    m_progress->show();
    showSession();
}

void StatusArea::showOutcome(const run::RunOutcome& outcome)
{
    const QString time = words::duration(outcome.elapsed);
    switch (outcome.status) {
    case run::RunStatus::Completed:
        m_state = outcome.totals.nodes == 0 ? tr("Nothing to run") : tr("Done in %1").arg(time);
        break;
    case run::RunStatus::Failed:
        m_state = tr("Ended with errors after %1").arg(time);
        break;
    case run::RunStatus::Cancelled:
        m_state = tr("Stopped after %1").arg(time);
        break;
    case run::RunStatus::Paused:
        m_state = tr("Paused");
        break;
    }
    m_announcement.stop();
    say(m_state);
    m_progress->hide();
    add(m_session, outcome.totals);
    showSession();
    showErrors();
}

void StatusArea::showErrors()
{
    const auto count = m_services.runner.failedNodes().size();
    m_errors->setVisible(count > 0);
    m_errors->setText(count == 1 ? tr("1 error (F8)")
                                 : tr("%1 errors (F8)").arg(QLocale().toString(count)));
}

void StatusArea::showSize()
{
    const auto count = static_cast<qlonglong>(m_services.document.workflow().nodes().size());
    m_size->setVisible(count > 0);
    m_size->setText(count == 1 ? tr("1 node") : tr("%1 nodes").arg(QLocale().toString(count)));
}

void StatusArea::showSession()
{
    run::RunTotals sum = m_session;
    if (m_services.runner.isRunning()) {
        add(sum, m_services.runner.totals());
    }
    const qint64 tokens = sum.inputTokens + sum.outputTokens;
    if (tokens == 0) {
        return;
    }
    QString text = tr("%1 tokens").arg(QLocale().toString(tokens));
    if (sum.usd && !m_services.sandbox) {
        text += QStringLiteral(" · ") + words::money(*sum.usd, false);
    }
    m_totals->setText(tr("%1 this session").arg(text));
}

void StatusArea::showSaved()
{
    const WorkflowDocument& document = m_services.document;
    QString text;
    if (document.isBusy()) {
        text = document.isSaving() ? tr("Saving…") : tr("Opening…");
    } else if (document.isModified()) {
        text = m_hasRecovery ? tr("Not saved · Recovery on") : tr("Not saved");
    } else if (!document.path().isEmpty()) {
        text = savedText(QFileInfo(document.path()).lastModified());
    }
    m_saved->setText(text);
}

void StatusArea::showZoom()
{
    m_zoom->setText(tr("%1 %").arg(qRound(m_canvas.viewport().scale() * 100)));
    m_zoom->setAccessibleName(tr("Zoom: %1").arg(m_zoom->text()));
}

} // namespace plantain::ui
