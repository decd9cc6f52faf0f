// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include "src/auth/AuthService.h"
#include "src/run/WorkflowRunner.h"
#include "src/settings/AppSettings.h"
#include "ui/EditorServices.h"
#include "ui/WelcomePage.h"
#include "ui/account/AccountActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/Minimap.h"
#include "ui/document/Recovery.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/panels/Inspector.h"
#include "ui/project_setup/ProjectSetup.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FocusOrder.h"
#include "ui/widgets/Words.h"
#include "ui/window/AboutDialog.h"
#include "ui/window/BringToFront.h"
#include "ui/window/CanvasArea.h"
#include "ui/window/DocumentActions.h"
#include "ui/window/EditorBanners.h"
#include "ui/window/FindBar.h"
#include "ui/window/LogEvents.h"
#include "ui/window/LogPanel.h"
#include "ui/window/MainMenus.h"
#include "ui/window/MainToolBar.h"
#include "ui/window/NetworkNotice.h"
#include "ui/window/NodeButtons.h"
#include "ui/window/RecoveryOffer.h"
#include "ui/window/RunActions.h"
#include "ui/window/RunNotification.h"
#include "ui/window/StatusArea.h"
#include "ui/window/VersionDetails.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QPointer>
#include <QStatusBar>

namespace plantain::ui {

namespace {

constexpr QSize usualSize{1200, 740}; ///< fits a screen of 1280 × 800 with its panels
constexpr int inspectorWidth = 320;
constexpr int leastInspectorWidth = 300;
constexpr int logHeight = 180;
constexpr int stateVersion = 2;

/// Each asks for itself what becomes of its work.
void closeAll()
{
    const QWidgetList widgets = QApplication::topLevelWidgets();
    for (QWidget* widget : widgets) {
        if (auto* window = qobject_cast<MainWindow*>(widget)) {
            window->close();
        }
    }
}

} // namespace

/// Members are in the order in which they need each other; the widgets, which borrow the services,
/// go first.
class MainWindow::Private
{
public:
    Private(MainWindow& window, const WindowServices& given)
        : q(window)
        , services(given)
        , theme(*qApp)
        , account(given.auth, given.openUrl)
        , runner(document.workflow(), {given.clients, given.catalog, clock,
                                       [this] { return document.folder(); }, given.sandbox})
        , editor{document,      runner,         account, given.keys,
                 given.catalog, given.settings, clock,   given.sandbox}
    {
    }
    ~Private();

    void build();
    void buildActions();
    void buildCanvas();
    void buildInspector();
    void buildLog();
    void buildBars();
    void buildRecovery();
    void connectServices();
    void connectParts();
    void connectDocument();
    void buildSetup();
    void openSetup();
    void openSandbox();
    void showAbout();
    void showTitle();
    void showEmptiness();
    void showWorkflow();
    void showNextError();
    void restore();
    void save();

    MainWindow& q;
    WindowServices services;
    base::SystemClock clock;
    theme::Theme theme;
    AccountActions account;
    WorkflowDocument document;
    run::WorkflowRunner runner;
    EditorServices editor;
    std::unique_ptr<Recovery> recovery;
    bool inspectorWanted = true;
    bool mayClose = false;
    QList<QWidget*> partsAsRead; ///< empty before they are there and when they go
    CanvasWidget* canvas = nullptr;
    EditorBanners* banners = nullptr;
    FindBar* findBar = nullptr;
    WelcomePage* welcome = nullptr;
    QLabel* emptyHint = nullptr;
    Minimap* minimap = nullptr;
    CanvasArea* area = nullptr;
    QDockWidget* dock = nullptr;
    QDockWidget* logDock = nullptr;
    Inspector* inspector = nullptr;
    QAction* newProjectAction = nullptr;
    QAction* setupAction = nullptr;
    QAction* inspectorAction = nullptr;
    QAction* minimapAction = nullptr;
    MainToolBar* toolBar = nullptr;
    std::unique_ptr<DocumentActions> documentActions;
    std::unique_ptr<RunActions> runActions;
    std::unique_ptr<RunNotification> notification;
    std::unique_ptr<NodeButtons> nodeButtons;
    std::unique_ptr<StatusArea> status;
    std::unique_ptr<RecoveryOffer> recoveryOffer;
    ProjectSetup* setup = nullptr;
};

MainWindow::MainWindow(const WindowServices& services)
    : d(std::make_unique<Private>(*this, services))
{
    d->theme.follow(services.settings);
    d->build();
    d->connectServices();
    d->connectParts();
    d->connectDocument();
    d->restore();
    d->showTitle();
    d->showEmptiness();
    if (d->recoveryOffer && services.offersRecovery) {
        d->recoveryOffer->look();
    }
    // Its keys work at once, whatever message stands above it.
    d->canvas->setFocus(Qt::OtherFocusReason);
}

MainWindow::~MainWindow() = default;

MainWindow::Private::~Private()
{
    partsAsRead.clear();
    recoveryOffer.reset();
    status.reset();
    nodeButtons.reset();
    delete setup->dialog();
    delete toolBar;
    q.menuBar()->clear();
    delete logDock;
    delete dock;
    delete area;
}

void MainWindow::Private::build()
{
    q.setObjectName(QStringLiteral("mainWindow"));
    q.resize(usualSize);
    buildActions();
    buildCanvas();
    documentActions = std::make_unique<DocumentActions>(editor, q);
    runActions = std::make_unique<RunActions>(editor, *canvas);
    using Run = RunActions::Command;
    canvas->input().setRunActions({runActions->action(Run::RunNode),
                                   runActions->action(Run::RunFrom),
                                   runActions->action(Run::RunTo)});
    notification = std::make_unique<RunNotification>(editor, q);
    nodeButtons = std::make_unique<NodeButtons>(editor, *canvas, *runActions, q);
    buildInspector();
    buildLog();
    buildBars();
    buildRecovery();
    buildSetup();
    if (services.missingAuthorities) {
        auto* notice = new NetworkNotice(*banners->addBanner(QStringLiteral("networkBanner")),
                                         services.settings, *services.missingAuthorities);
        QObject::connect(notice, &NetworkNotice::setupRequested, &q, [this] { openSetup(); });
    }
    partsAsRead = {toolBar, banners, canvas, dock, q.statusBar()};
    // After the inspector has made the page of what is selected now.
    QObject::connect(&canvas->selection(), &Selection::changed, &q,
                     [this] { orderFocus(partsAsRead); });
}

void MainWindow::Private::buildActions()
{
    newProjectAction = new QAction(tr("New pro&ject…"), &q);
    newProjectAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N));
    setupAction = new QAction(theme::icon(theme::Icon::Settings), tr("Project set&up…"), &q);
    setupAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    for (QAction* each : {newProjectAction, setupAction}) {
        each->setToolTip(words::withKey(*each));
    }
    inspectorAction = new QAction(tr("Ins&pector"), &q);
    inspectorAction->setShortcut(QKeySequence(Qt::Key_F4));
    inspectorAction->setCheckable(true);
    minimapAction = new QAction(tr("&Minimap"), &q);
    minimapAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    minimapAction->setCheckable(true);
    minimapAction->setChecked(true);
}

void MainWindow::Private::buildCanvas()
{
    canvas = new CanvasWidget(editor);
    banners = new EditorBanners(editor);
    area = new CanvasArea(*banners, *canvas, &q);
    findBar = new FindBar(editor, *canvas, canvas);
    welcome = new WelcomePage(editor, services.startSandbox && !services.sandbox, canvas);
    emptyHint = new QLabel(tr("Press / to add a node"), canvas);
    emptyHint->setObjectName(QStringLiteral("emptyHint"));
    emptyHint->setProperty("role", QStringLiteral("dim"));
    emptyHint->setAttribute(Qt::WA_TransparentForMouseEvents);
    area->addOverlay(*findBar, CanvasArea::Place::TopRight);
    minimap = new Minimap(*canvas, canvas);
    area->addOverlay(*minimap, CanvasArea::Place::BottomLeft);
    area->addOverlay(*welcome, CanvasArea::Place::Center);
    area->addOverlay(*emptyHint, CanvasArea::Place::Center);
    q.setCentralWidget(area);
}

void MainWindow::Private::buildInspector()
{
    inspector = new Inspector(editor, canvas->selection());
    dock = new QDockWidget(tr("Inspector"), &q);
    dock->setObjectName(QStringLiteral("inspectorDock"));
    dock->setFeatures(QDockWidget::NoDockWidgetFeatures);
    dock->setTitleBarWidget(new QWidget(dock));
    dock->setWidget(inspector);
    // A page that wants more room does not take it from the canvas.
    inspector->setMinimumWidth(leastInspectorWidth);
    q.addDockWidget(Qt::RightDockWidgetArea, dock);
    q.resizeDocks({dock}, {inspectorWidth}, Qt::Horizontal);
}

void MainWindow::Private::buildLog()
{
    new LogEvents(editor, &q);
    auto* panel =
        new LogPanel([this] { return versionDetails(services.settings, services.sandbox); });
    logDock = new QDockWidget(tr("Log"), &q);
    logDock->setObjectName(QStringLiteral("logDock"));
    logDock->setFeatures(QDockWidget::DockWidgetClosable);
    logDock->setTitleBarWidget(new QWidget(logDock));
    logDock->setWidget(panel);
    logDock->toggleViewAction()->setText(tr("&Log"));
    q.addDockWidget(Qt::BottomDockWidgetArea, logDock);
    q.resizeDocks({logDock}, {logHeight}, Qt::Vertical);
    logDock->hide();
    QObject::connect(panel, &LogPanel::closeRequested, logDock, &QWidget::hide);
}

void MainWindow::Private::buildBars()
{
    toolBar = new MainToolBar(editor, *canvas, *documentActions, *runActions, *setupAction, &q);
    q.addToolBar(toolBar);
    auto* menus =
        new MainMenus(*q.menuBar(), editor,
                      {*canvas, *documentActions, *runActions, *newProjectAction, *setupAction,
                       *inspectorAction, *minimapAction, *logDock->toggleViewAction()});
    QObject::connect(menus, &MainMenus::newWindowRequested, &q, &MainWindow::newWindowRequested);
    QObject::connect(menus, &MainMenus::closeRequested, &q, &QWidget::close);
    QObject::connect(menus, &MainMenus::quitRequested, &q, [] { closeAll(); });
    QObject::connect(menus, &MainMenus::findRequested, findBar, &FindBar::open);
    QObject::connect(menus, &MainMenus::nextErrorRequested, &q, [this] { showNextError(); });
    QObject::connect(menus, &MainMenus::aboutRequested, &q, [this] { showAbout(); });
    status = std::make_unique<StatusArea>(*q.statusBar(), editor, *canvas,
                                          !services.recoveryFolder.isEmpty());
    QObject::connect(status.get(), &StatusArea::nextErrorRequested, &q,
                     [this] { showNextError(); });
}

void MainWindow::Private::buildRecovery()
{
    if (services.recoveryFolder.isEmpty()) {
        return;
    }
    recovery = std::make_unique<Recovery>(document, services.recoveryFolder);
    recoveryOffer = std::make_unique<RecoveryOffer>(
        *recovery, documentActions->guard(), *banners->addBanner(QStringLiteral("recoveryBanner")));
    QObject::connect(recoveryOffer.get(), &RecoveryOffer::changed, &q, [this] { showEmptiness(); });
    QObject::connect(recovery.get(), &Recovery::failed, banners,
                     &EditorBanners::showRecoveryFailure);
}

void MainWindow::Private::connectServices()
{
    // The person is in the browser; the result is here.
    QObject::connect(&account, &AccountActions::signInEnded, &q,
                     [this](const std::optional<base::Error>& error) {
                         if (!error) {
                             bringToFront(setup->dialog() ? static_cast<QWidget&>(*setup->dialog())
                                                          : q);
                         }
                     });
    // The address to copy stands there.
    QObject::connect(&account, &AccountActions::browserFailed, &q, [this] { openSetup(); });
}

void MainWindow::Private::connectParts()
{
    const auto setUp = [this] { openSetup(); };
    QObject::connect(setupAction, &QAction::triggered, &q, [this] { setup->open(); });
    QObject::connect(toolBar, &MainToolBar::accountPressed, &q, setUp);
    QObject::connect(inspector, &Inspector::setupRequested, &q, setUp);
    QObject::connect(nodeButtons.get(), &NodeButtons::setupRequested, &q, setUp);
    QObject::connect(welcome, &WelcomePage::setupRequested, &q, setUp);
    QObject::connect(inspectorAction, &QAction::triggered, &q, [this](bool wanted) {
        inspectorWanted = wanted;
        showEmptiness();
    });
    QObject::connect(minimapAction, &QAction::toggled, minimap, &Minimap::setWanted);
    QObject::connect(inspector, &Inspector::runNodeRequested, &q, [this](const QString& nodeId) {
        runActions->start(run::RunScope::Node, nodeId);
    });
    QObject::connect(inspector, &Inspector::stopRequested, runActions.get(), &RunActions::stop);
    QObject::connect(inspector, &Inspector::revealRequested, &q, [this](const QString& nodeId) {
        canvas->selection().setOnly(nodeId);
        canvas->reveal(nodeId);
    });
    QObject::connect(&canvas->input(), &CanvasInput::workflowFileDropped, documentActions.get(),
                     &DocumentActions::openFile);
    QObject::connect(banners, &EditorBanners::openRequested, documentActions.get(),
                     &DocumentActions::openFile);
    QObject::connect(banners, &EditorBanners::saveAsRequested, documentActions.get(),
                     &DocumentActions::saveAs);
    QObject::connect(welcome, &WelcomePage::newProjectRequested, newProjectAction,
                     &QAction::trigger);
    QObject::connect(welcome, &WelcomePage::sandboxRequested, &q, [this] { openSandbox(); });
    QObject::connect(welcome, &WelcomePage::exampleRequested, documentActions.get(),
                     &DocumentActions::openExample);
    QObject::connect(welcome, &WelcomePage::newFlowRequested, documentActions.get(),
                     &DocumentActions::newPromptFlow);
    QObject::connect(welcome, &WelcomePage::openRequested,
                     documentActions->action(DocumentActions::Command::Open), &QAction::trigger);
    QObject::connect(welcome, &WelcomePage::fileRequested, documentActions.get(),
                     &DocumentActions::openFile);
}

void MainWindow::Private::connectDocument()
{
    const auto title = [this] { showTitle(); };
    QObject::connect(&document, &WorkflowDocument::pathChanged, &q, [this] {
        showTitle();
        showEmptiness();
    });
    QObject::connect(&document, &WorkflowDocument::modifiedChanged, &q, title);
    QObject::connect(&document.workflow(), &workflow::Workflow::wasReset, &q, [this] {
        showTitle();
        showEmptiness();
        // When the window has made room for what shows now.
        QTimer::singleShot(0, &q, [this] { showWorkflow(); });
    });
    QObject::connect(&document.workflow(), &workflow::Workflow::changed, &q,
                     [this](const workflow::WorkflowEdit& edit) {
                         if (edit.head) {
                             showTitle();
                         }
                         if (edit.changesStructure()) {
                             showEmptiness();
                         }
                     });
}

void MainWindow::Private::showTitle()
{
    const QString name = document.displayName() + QStringLiteral("[*]");
    q.setWindowTitle(services.sandbox ? tr("%1 (Sandbox)").arg(name) : name);
    q.setWindowModified(document.isModified());
}

/// An empty canvas says where to begin, and there is nothing to inspect. Who has made a project has
/// begun.
void MainWindow::Private::showEmptiness()
{
    const bool isEmpty = document.workflow().nodes().empty();
    const bool hasBegun = !document.path().isEmpty();
    const bool welcomes = isEmpty && !hasBegun && !(recoveryOffer && recoveryOffer->isShown());
    if (!welcomes && welcome->isAncestorOf(q.focusWidget())) {
        // Left to Qt it would come as if by Tab, which selects a node.
        canvas->setFocus(Qt::OtherFocusReason);
    }
    welcome->setVisible(welcomes);
    emptyHint->setVisible(isEmpty && hasBegun);
    inspectorAction->setEnabled(!isEmpty);
    inspectorAction->setChecked(inspectorWanted);
    dock->setVisible(inspectorWanted && !isEmpty);
}

void MainWindow::Private::showWorkflow()
{
    if (!document.workflow().nodes().empty()) {
        canvas->showAll();
        canvas->setFocus(Qt::OtherFocusReason);
    }
}

void MainWindow::Private::showNextError()
{
    const QStringList failed = runner.failedNodes();
    if (failed.isEmpty()) {
        status->announce(tr("No node has failed."));
        return;
    }
    // Behind the one that is shown; from the first when none of them is.
    const auto shown = failed.indexOf(canvas->selection().focusNode());
    const QString& next = failed.at((shown + 1) % failed.size());
    canvas->selection().setOnly(next);
    canvas->reveal(next);
    canvas->setFocus(Qt::ShortcutFocusReason);
}

/// Where the account and the keys are.
void MainWindow::Private::openSetup()
{
    setup->open(ProjectSetup::Tab::Providers);
}

void MainWindow::Private::openSandbox()
{
    status->announce(services.startSandbox() ? tr("The sandbox opens in a window of its own.")
                                             : tr("The sandbox could not be started."));
}

void MainWindow::Private::buildSetup()
{
    setup = new ProjectSetup({account, services.keys, services.catalog, services.settings, clock,
                              services.sandbox, services.trials},
                             document, q);
    QObject::connect(setup, &ProjectSetup::storageChangeRequested, &q, services.changeStorage);
    QObject::connect(setup, &ProjectSetup::lookTried, &theme, &theme::Theme::apply);
    QObject::connect(newProjectAction, &QAction::triggered, setup,
                     &ProjectSetup::openForNewProject);
    QObject::connect(setup, &ProjectSetup::newProjectWanted, &q, [this](const ProjectFacts& facts) {
        documentActions->guard().whenFree([this, facts] { setup->create(facts); });
    });
}

void MainWindow::Private::showAbout()
{
    auto* dialog =
        new AboutDialog(versionDetails(services.settings, services.sandbox), services.openUrl, &q);
    dialog->open();
}

void MainWindow::Private::restore()
{
    const settings::Settings& values = services.settings.values();
    q.restoreGeometry(values.windowGeometry);
    if (q.restoreState(values.windowState, stateVersion)) {
        inspectorWanted = !dock->isHidden();
    }
}

void MainWindow::Private::save()
{
    // What the person wants, not what an empty canvas hides.
    dock->setVisible(inspectorWanted);
    settings::Settings values = services.settings.values();
    values.windowGeometry = q.saveGeometry();
    values.windowState = q.saveState(stateVersion);
    // A window that opens at its usual size again is no reason to hold anybody up.
    (void)services.settings.save(values);
}

void MainWindow::openFile(const QString& path)
{
    d->documentActions->openFile(path);
}

const EditorServices& MainWindow::editor() const
{
    return d->editor;
}

CanvasWidget& MainWindow::canvas() const
{
    return *d->canvas;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!d->mayClose && !d->documentActions->guard().isFree()) {
        event->ignore();
        d->documentActions->guard().whenFree([this] {
            d->mayClose = true;
            close();
        });
        return;
    }
    d->save();
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && !isActiveWindow() && d->recovery) {
        d->recovery->saveNow();
    }
}

bool MainWindow::focusNextPrevChild(bool next)
{
    orderFocus(d->partsAsRead);
    return QMainWindow::focusNextPrevChild(next);
}

void MainWindow::showStorageChangeOutcome(const base::Status& outcome)
{
    if (auto* dialog = d->setup->dialog()) {
        dialog->showStorageOutcome(outcome);
    }
}

} // namespace plantain::ui
