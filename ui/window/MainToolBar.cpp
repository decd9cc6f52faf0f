// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainToolBar.h"

#include "src/auth/AuthService.h"
#include "src/run/WorkflowRunner.h"
#include "ui/account/AccountActions.h"
#include "ui/account/AccountWords.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/StatusBadge.h"
#include "ui/window/DocumentActions.h"
#include "ui/window/RunActions.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

namespace plantain::ui {

namespace {

constexpr int barHeight = 46;
constexpr int barPadding = 12;
constexpr int toolSize = 30;
constexpr QSize toolIconSize{16, 16};
constexpr int lineHeight = 20;

} // namespace

MainToolBar::MainToolBar(const EditorServices& services, CanvasWidget& canvas,
                         DocumentActions& documentActions, RunActions& runActions,
                         QAction& setupAction, QWidget* parent)
    : QToolBar(tr("Main toolbar"), parent)
    , m_services(services)
    , m_runActions(runActions)
    , m_content(new QWidget(this))
{
    setObjectName(QStringLiteral("mainToolBar"));
    setMovable(false);
    setFixedHeight(barHeight);
    setContextMenuPolicy(Qt::PreventContextMenu);
    auto* row = new QHBoxLayout(m_content);
    row->setContentsMargins(barPadding, 0, barPadding, 0);
    row->setSpacing(6);
    addLeft(*row, canvas, documentActions);
    row->addStretch();
    addAccount(*row, setupAction);
    addLine(*row);
    addRun(*row);
    addWidget(m_content);
    connect(&services.account.service(), &auth::AuthService::statusChanged, this,
            &MainToolBar::showAccount);
    connect(&runActions, &RunActions::changed, this, &MainToolBar::showRunState);
    showAccount();
    showRunState();
}

QSize MainToolBar::minimumSizeHint() const
{
    return {m_content->minimumSizeHint().width(), barHeight};
}

void MainToolBar::addTool(QHBoxLayout& row, QAction& action, const QString& name)
{
    auto* button = new QToolButton(row.parentWidget());
    button->setObjectName(name);
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setIconSize(toolIconSize);
    button->setFixedSize(toolSize, toolSize);
    button->setFocusPolicy(Qt::TabFocus);
    row.addWidget(button);
}

void MainToolBar::addLine(QHBoxLayout& row)
{
    auto* line = new QFrame(row.parentWidget());
    line->setProperty("line", true);
    line->setFixedSize(1, lineHeight);
    row.addSpacing(4);
    row.addWidget(line);
    row.addSpacing(4);
}

void MainToolBar::addLeft(QHBoxLayout& row, CanvasWidget& canvas, DocumentActions& documentActions)
{
    using Document = DocumentActions::Command;
    using Canvas = CanvasActions::Command;
    const CanvasActions& actions = canvas.input().actions();
    addTool(row, *documentActions.action(Document::New), QStringLiteral("newButton"));
    addTool(row, *documentActions.action(Document::Open), QStringLiteral("openButton"));
    addTool(row, *documentActions.action(Document::Save), QStringLiteral("saveButton"));
    addLine(row);
    addTool(row, *actions.action(Canvas::Undo), QStringLiteral("undoButton"));
    addTool(row, *actions.action(Canvas::Redo), QStringLiteral("redoButton"));
    addLine(row);
    auto* addNode = new QPushButton(theme::icon(theme::Icon::Plus, theme::ColorRole::Text),
                                    tr("Add node  /"), row.parentWidget());
    addNode->setObjectName(QStringLiteral("addNodeButton"));
    addNode->setAccessibleName(tr("Add node"));
    addNode->setToolTip(tr("Find a node and add it (/)"));
    addNode->setFocusPolicy(Qt::TabFocus);
    connect(addNode, &QPushButton::clicked, actions.action(Canvas::AddNode), &QAction::trigger);
    row.addWidget(addNode);
    if (m_services.sandbox) {
        auto* badge = new StatusBadge(row.parentWidget());
        badge->setObjectName(QStringLiteral("sandboxBadge"));
        badge->setBadge(
            {Tone::Info, theme::Icon::Info, tr("Sandbox: nothing leaves this machine")});
        row.addSpacing(4);
        row.addWidget(badge);
    }
}

void MainToolBar::addAccount(QHBoxLayout& row, QAction& setupAction)
{
    m_chip = new BadgeButton(row.parentWidget());
    m_chip->setObjectName(QStringLiteral("accountChip"));
    connect(m_chip, &QPushButton::clicked, this, &MainToolBar::accountPressed);
    row.addWidget(m_chip);
    addTool(row, setupAction, QStringLiteral("setupButton"));
}

void MainToolBar::addRun(QHBoxLayout& row)
{
    using Command = RunActions::Command;
    QWidget* parent = row.parentWidget();
    m_stop = new QPushButton(theme::icon(theme::Icon::Stop, theme::ColorRole::Error), tr("Stop"),
                             parent);
    m_stop->setObjectName(QStringLiteral("mainStopButton"));
    m_stop->setProperty("kind", QStringLiteral("danger"));
    m_stop->setToolTip(m_runActions.action(Command::Stop)->toolTip());
    connect(m_stop, &QPushButton::clicked, m_runActions.action(Command::Stop), &QAction::trigger);
    row.addWidget(m_stop);
    auto* pair = new QHBoxLayout;
    pair->setSpacing(0);
    m_run = new QPushButton(theme::icon(theme::Icon::Run, theme::ColorRole::OnAccent), tr("Run"),
                            parent);
    m_run->setObjectName(QStringLiteral("mainRunButton"));
    m_run->setProperty("kind", QStringLiteral("primary"));
    m_run->setProperty("joined", QStringLiteral("left"));
    connect(m_run, &QPushButton::clicked, m_runActions.action(Command::RunAll), &QAction::trigger);
    m_more = new QPushButton(theme::icon(theme::Icon::ChevronDown, theme::ColorRole::OnAccent), {},
                             parent);
    m_more->setObjectName(QStringLiteral("runMenuButton"));
    m_more->setProperty("kind", QStringLiteral("primary"));
    m_more->setProperty("joined", QStringLiteral("right"));
    m_more->setAccessibleName(tr("Ways to run"));
    m_more->setToolTip(tr("Run this node, from here, to here, everything anew"));
    auto* menu = new QMenu(m_more);
    m_runActions.fillMenu(*menu);
    connect(m_more, &QPushButton::clicked, menu, [more = m_more, menu] {
        menu->popup(more->mapToGlobal(
            QPoint(more->width() - menu->sizeHint().width(), more->height() + 2)));
    });
    pair->addWidget(m_run);
    pair->addWidget(m_more);
    row.addLayout(pair);
    for (QPushButton* button : {m_stop, m_run, m_more}) {
        button->setAutoDefault(false);
        button->setFocusPolicy(Qt::TabFocus);
    }
}

void MainToolBar::showAccount()
{
    m_chip->setBadge(accountChip(m_services.account.service().status()),
                     tr("Account: open the project setup"));
}

void MainToolBar::showRunState()
{
    const QAction& all = *m_runActions.action(RunActions::Command::RunAll);
    m_run->setEnabled(all.isEnabled());
    m_run->setToolTip(all.toolTip());
    m_run->setAccessibleDescription(all.toolTip());
    const QList<QAction*> ways = m_runActions.waysToRun();
    m_more->setEnabled(std::any_of(ways.cbegin(), ways.cend(),
                                   [](const QAction* way) { return way->isEnabled(); }));
    m_stop->setVisible(m_services.runner.isRunning());
}

} // namespace plantain::ui
