// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RunActions.h"

#include "src/run/WorkflowRunner.h"
#include "src/settings/AppSettings.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Words.h"

#include <QGuiApplication>
#include <QMenu>

namespace plantain::ui {

using run::RunScope;

namespace {

/// A forecast looks at every node: not for each letter that is typed.
constexpr std::chrono::milliseconds forecastDelay{250};

RunScope scopeOf(RunActions::Command command)
{
    switch (command) {
    case RunActions::Command::RunNode:
        return RunScope::Node;
    case RunActions::Command::RunFrom:
        return RunScope::From;
    case RunActions::Command::RunTo:
        return RunScope::To;
    default:
        return RunScope::All;
    }
}

QList<QKeySequence> withBothEnters(Qt::KeyboardModifiers modifiers)
{
    // The first is shown: people call both keys Enter.
    return {QKeySequence(int(modifiers) | Qt::Key_Enter),
            QKeySequence(int(modifiers) | Qt::Key_Return)};
}

} // namespace

RunActions::RunActions(const EditorServices& services, CanvasWidget& canvas, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_canvas(canvas)
    , m_providers(services)
{
    add(Command::RunAll, tr("&Run all"), withBothEnters(Qt::ControlModifier))
        ->setIcon(theme::icon(theme::Icon::Run));
    add(Command::RunNode, tr("Run th&is node"), withBothEnters(Qt::AltModifier));
    add(Command::RunFrom, tr("Run &from here"),
        withBothEnters(Qt::AltModifier | Qt::ShiftModifier));
    add(Command::RunTo, tr("Run to &here"), withBothEnters(Qt::ControlModifier | Qt::AltModifier));
    add(Command::RunAllAnew, tr("Run everything &anew"),
        withBothEnters(Qt::ControlModifier | Qt::ShiftModifier));
    add(Command::Stop, tr("&Stop"), {QKeySequence(Qt::Key_Escape)})
        ->setIcon(theme::icon(theme::Icon::Stop, theme::ColorRole::Error));

    m_stateTimer.setSingleShot(true);
    connect(&m_stateTimer, &QTimer::timeout, this, &RunActions::showState);
    m_forecastTimer.setSingleShot(true);
    m_forecastTimer.setInterval(forecastDelay);
    connect(&m_forecastTimer, &QTimer::timeout, this, &RunActions::showForecast);
    const auto refresh = [this] { m_stateTimer.start(); };
    workflow::Workflow& workflow = services.document.workflow();
    connect(&workflow, &workflow::Workflow::changed, this, refresh);
    connect(&workflow, &workflow::Workflow::wasReset, this, refresh);
    connect(&canvas.selection(), &Selection::changed, this, refresh);
    connect(&canvas.selection(), &Selection::focusNodeChanged, this, refresh);
    connect(&m_providers, &ProviderState::changed, this, refresh);
    // At once: the press that follows must not meet the state before.
    connect(&services.runner, &run::WorkflowRunner::started, this, &RunActions::showState);
    connect(&services.runner, &run::WorkflowRunner::finished, this, &RunActions::showState);
    showState();
}

QAction* RunActions::add(Command command, const QString& text, const QList<QKeySequence>& shortcuts)
{
    auto* action = new QAction(text, this);
    action->setShortcuts(shortcuts);
    m_actions.at(static_cast<size_t>(command)) = action;
    connect(action, &QAction::triggered, this, [this, command] {
        if (command == Command::Stop) {
            stop();
        } else {
            const run::RunRequest wanted = request(command);
            start(wanted.scope, wanted.node, wanted.force);
        }
    });
    return action;
}

void RunActions::fillMenu(QMenu& menu) const
{
    menu.setToolTipsVisible(true);
    menu.addActions({action(Command::RunAll), action(Command::RunNode), action(Command::RunFrom),
                     action(Command::RunTo)});
    menu.addSeparator();
    menu.addAction(action(Command::RunAllAnew));
    menu.addSeparator();
    menu.addAction(action(Command::Stop));
}

QString RunActions::chosenNode() const
{
    const Selection& selection = m_canvas.selection();
    if (selection.nodes().size() == 1) {
        return *selection.nodes().cbegin();
    }
    const bool one = selection.nodes().isEmpty() || selection.contains(selection.focusNode());
    return one ? selection.focusNode() : QString();
}

run::RunRequest RunActions::request(Command command) const
{
    run::RunRequest request;
    request.scope = scopeOf(command);
    request.node = request.scope == RunScope::All ? QString() : chosenNode();
    request.force = command == Command::RunAllAnew;
    request.maxParallel = m_services.settings.values().nodeDefaults.maxParallel;
    return request;
}

void RunActions::start(RunScope scope, const QString& nodeId, bool force)
{
    run::RunRequest request;
    request.scope = scope;
    request.node = nodeId;
    request.force = force || QGuiApplication::keyboardModifiers() == Qt::ShiftModifier;
    request.maxParallel = m_services.settings.values().nodeDefaults.maxParallel;
    if (!m_services.runner.isRunning() && m_services.runner.blocker(request).isEmpty()) {
        m_last = request;
        m_services.runner.start(request);
    }
}

void RunActions::startAgain()
{
    start(m_last.scope, m_last.node, m_last.force);
}

void RunActions::stop()
{
    // The key belongs to a gesture first.
    if (!m_canvas.input().cancelGesture()) {
        m_services.runner.stop();
    }
}

QString RunActions::blocker(Command command) const
{
    if (m_services.runner.isRunning()) {
        return tr("It is running. Stop it first.");
    }
    const run::RunRequest wanted = request(command);
    if (wanted.scope != RunScope::All && wanted.node.isEmpty()) {
        return tr("Select one node first.");
    }
    return m_services.runner.blocker(wanted);
}

void RunActions::showState()
{
    m_stateTimer.stop();
    for (const Command command : {Command::RunAll, Command::RunNode, Command::RunFrom,
                                  Command::RunTo, Command::RunAllAnew}) {
        const QString why = blocker(command);
        QAction& shown = *action(command);
        shown.setEnabled(why.isEmpty());
        shown.setToolTip(words::withKey(shown) + (why.isEmpty() ? QString() : u'\n' + why));
    }
    action(Command::Stop)->setEnabled(m_services.runner.isRunning());
    action(Command::Stop)->setToolTip(words::withKey(*action(Command::Stop)));
    m_forecastTimer.start();
    emit changed();
}

void RunActions::showForecast()
{
    QAction& shown = *action(Command::RunAll);
    if (!shown.isEnabled()) {
        return;
    }
    QStringList lines{words::withKey(shown), forecastText(), readinessText()};
    lines.removeAll(QString());
    shown.setToolTip(lines.join(u'\n'));
    emit changed();
}

QString RunActions::forecastText() const
{
    const run::Forecast forecast = m_services.runner.forecast(request(Command::RunAll));
    const QString calls =
        forecast.calls == 1 ? tr("1 call") : tr("%1 calls").arg(QLocale().toString(forecast.calls));
    if (forecast.calls == 0) {
        return tr("Everything is up to date. Shift+Ctrl+Enter runs it anew.");
    }
    return forecast.usd && !m_services.sandbox
               ? tr("Run: %1, %2").arg(calls, words::money(*forecast.usd, true))
               : tr("Run: %1").arg(calls);
}

QString RunActions::readinessText() const
{
    int failing = 0;
    QString why;
    QHash<QString, ProviderReadiness> known;
    for (const workflow::Node& node : m_services.document.workflow().nodes()) {
        if (node.kind != workflow::NodeKind::LlmGenerate || workflow::isDisabled(node)) {
            continue;
        }
        const QString provider = workflow::llmParameters(node).provider;
        if (!known.contains(provider)) {
            known.insert(provider, m_providers.of(provider));
        }
        if (!known[provider].canRun) {
            ++failing;
            why = known[provider].blocker;
        }
    }
    if (failing == 0) {
        return {};
    }
    return failing == 1 ? tr("1 node will fail. %1").arg(why)
                        : tr("%1 nodes will fail. %2").arg(failing).arg(why);
}

} // namespace plantain::ui
