// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

#include "src/auth/AuthService.h"
#include "src/settings/AppSettings.h"
#include "ui/account/AccountActions.h"
#include "ui/panels/LlmGeneratePanel.h"
#include "ui/project_setup/ProjectSetupDialog.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/StatusBadge.h"
#include "ui/widgets/Words.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenuBar>
#include <QMessageBox>
#include <QPointer>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace plantain::ui {

namespace {

constexpr QSize usualSize{1200, 740}; ///< fits a screen of 1280 × 800 with its panels
constexpr int toolBarHeight = 46;
constexpr int statusBarHeight = 26;
constexpr int barPadding = 12;
constexpr int stateVersion = 1;

/// What all runs of this session took.
struct SessionTotals {
    qint64 tokens = 0;
    double usd = 0;
    bool hasCost = false;

    void add(const llm::LlmResult& result)
    {
        tokens += result.usage.inputTokens.value_or(0) + result.usage.outputTokens.value_or(0);
        usd += result.costUsd.value_or(0);
        hasCost = hasCost || result.costUsd.has_value();
    }
};

} // namespace

class MainWindow::Private
{
public:
    Private(MainWindow& window, const WindowServices& given)
        : q(window)
        , services(given)
        , theme(*qApp)
        , account(given.auth, given.openUrl)
    {
    }

    void build();
    void buildToolBar();
    void buildMenus();
    void buildStatusBar();
    void connectServices();
    void openSetup();
    void showAbout();
    void showAccount();
    void showRunning();
    void addToSession(const llm::LlmResult& result);
    void restore();
    void save();

    MainWindow& q;
    WindowServices services;
    base::SystemClock clock;
    theme::Theme theme;
    AccountActions account;
    SessionTotals totals;
    LlmGeneratePanel* panel = nullptr;
    BadgeButton* chip = nullptr;
    QLabel* stateLabel = nullptr;
    QLabel* totalsLabel = nullptr;
    QAction* setupAction = nullptr;
    QPointer<ProjectSetupDialog> setup;
};

MainWindow::MainWindow(const WindowServices& services)
    : d(std::make_unique<Private>(*this, services))
{
    d->theme.apply(services.settings.values().theme);
    d->build();
    d->connectServices();
    d->showAccount();
    d->showRunning();
    d->restore();
}

MainWindow::~MainWindow() = default;

void MainWindow::Private::build()
{
    q.setObjectName(QStringLiteral("mainWindow"));
    q.setWindowTitle(services.sandbox ? tr("Plantain (Sandbox)") : tr("Plantain"));
    q.resize(usualSize);
    panel = new LlmGeneratePanel({account, services.keys, services.catalog, services.clients,
                                  services.settings, clock, services.sandbox},
                                 &q);
    q.setCentralWidget(panel);
    setupAction = new QAction(theme::icon(theme::Icon::Settings), tr("Project &setup…"), &q);
    setupAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    buildToolBar();
    buildMenus();
    buildStatusBar();
}

void MainWindow::Private::buildToolBar()
{
    QToolBar* bar = q.addToolBar(tr("Main toolbar"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setFixedHeight(toolBarHeight);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    auto* content = new QWidget(bar);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(barPadding, 0, barPadding, 0);
    row->setSpacing(theme::wideGap);
    if (services.sandbox) {
        auto* badge = new StatusBadge(content);
        badge->setObjectName(QStringLiteral("sandboxBadge"));
        badge->setBadge(
            {Tone::Info, theme::Icon::Info, tr("Sandbox: nothing leaves this machine")});
        row->addWidget(badge);
    }
    row->addStretch();
    chip = new BadgeButton(content);
    chip->setObjectName(QStringLiteral("accountChip"));
    auto* gear = new QToolButton(content);
    gear->setObjectName(QStringLiteral("setupButton"));
    gear->setDefaultAction(setupAction);
    gear->setToolButtonStyle(Qt::ToolButtonIconOnly);
    gear->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(chip);
    row->addWidget(gear);
    row->addWidget(panel->runControls());
    bar->addWidget(content);
}

void MainWindow::Private::buildMenus()
{
    QMenu* file = q.menuBar()->addMenu(tr("&File"));
    file->addAction(setupAction);
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
    QObject::connect(quit, &QAction::triggered, &q, &QWidget::close);
    QMenu* run = q.menuBar()->addMenu(tr("&Run"));
    run->addActions({panel->runAction(), panel->stopAction()});
    QMenu* help = q.menuBar()->addMenu(tr("&Help"));
    QAction* about = help->addAction(tr("&About Plantain"));
    QObject::connect(about, &QAction::triggered, &q, [this] { showAbout(); });
}

void MainWindow::Private::buildStatusBar()
{
    QStatusBar* bar = q.statusBar();
    bar->setSizeGripEnabled(false);
    bar->setFixedHeight(statusBarHeight);
    bar->setContentsMargins(barPadding, 0, barPadding, 0);
    const auto makeLabel = [bar](const QString& name) {
        auto* label = new QLabel(bar);
        label->setObjectName(name);
        label->setProperty("role", QStringLiteral("small"));
        return label;
    };
    stateLabel = makeLabel(QStringLiteral("stateLabel"));
    totalsLabel = makeLabel(QStringLiteral("totalsLabel"));
    totalsLabel->setContentsMargins(barPadding, 0, 0, 0);
    bar->addWidget(stateLabel);
    bar->addWidget(totalsLabel);
    if (services.sandbox) {
        QLabel* sandbox = makeLabel(QStringLiteral("sandboxLabel"));
        sandbox->setText(tr("Sandbox"));
        bar->addPermanentWidget(sandbox);
    }
}

void MainWindow::Private::connectServices()
{
    QObject::connect(&services.auth, &auth::AuthService::statusChanged, &q,
                     [this] { showAccount(); });
    QObject::connect(&services.auth, &auth::AuthService::signInFinished, &q,
                     [this](const std::optional<base::Error>& error) {
                         if (!error) {
                             // The person is in the browser; the result is here.
                             QWidget* top = setup ? static_cast<QWidget*>(setup) : &q;
                             top->raise();
                             top->activateWindow();
                         }
                     });
    QObject::connect(
        &services.settings, &settings::AppSettings::changed, &q,
        [this, last = services.settings.values().theme](const settings::Settings& values) mutable {
            if (std::exchange(last, values.theme) != values.theme) {
                theme.apply(values.theme);
            }
        });
    QObject::connect(setupAction, &QAction::triggered, &q, [this] { openSetup(); });
    QObject::connect(chip, &QPushButton::clicked, &q, [this] { openSetup(); });
    // The address to copy stands there.
    QObject::connect(&account, &AccountActions::browserFailed, &q, [this] { openSetup(); });
    QObject::connect(panel, &LlmGeneratePanel::setupRequested, &q, [this] { openSetup(); });
    QObject::connect(panel, &LlmGeneratePanel::finished, &q,
                     [this](const llm::LlmResult& result) { addToSession(result); });
    QObject::connect(&panel->controller(), &GenerationController::stateChanged, &q,
                     [this] { showRunning(); });
}

void MainWindow::Private::openSetup()
{
    if (!setup) {
        setup = new ProjectSetupDialog(
            {account, services.keys, services.catalog, services.settings, clock, services.sandbox},
            &q);
        setup->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(setup, &ProjectSetupDialog::storageChangeRequested, &q,
                         services.changeStorage);
        setup->open();
    }
    setup->raise();
    setup->activateWindow();
}

void MainWindow::Private::showAbout()
{
    auto* box = new QMessageBox(&q);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Plantain"));
    box->setText(tr("Plantain %1").arg(QStringLiteral(PLANTAIN_VERSION)));
    box->setInformativeText(tr("Prompts, images and language models, connected.\nFree software "
                               "under the GNU General Public License, version 3 or later.\nQt %1")
                                .arg(QLatin1String(qVersion())));
    box->open();
}

void MainWindow::Private::showAccount()
{
    chip->setBadge(accountChip(services.auth.status()), tr("Account: open the project setup"));
}

void MainWindow::Private::showRunning()
{
    stateLabel->setText(panel->controller().isRunning() ? tr("Running") : tr("Ready"));
}

void MainWindow::Private::addToSession(const llm::LlmResult& result)
{
    totals.add(result);
    if (totals.tokens == 0) {
        return;
    }
    QString text = tr("%1 tokens").arg(QLocale().toString(totals.tokens));
    if (totals.hasCost) {
        text += QStringLiteral(" · ") + words::money(totals.usd, false);
    }
    totalsLabel->setText(tr("%1 this session").arg(text));
}

void MainWindow::Private::restore()
{
    const settings::Settings& values = services.settings.values();
    q.restoreGeometry(values.windowGeometry);
    q.restoreState(values.windowState, stateVersion);
}

void MainWindow::Private::save()
{
    settings::Settings values = services.settings.values();
    values.windowGeometry = q.saveGeometry();
    values.windowState = q.saveState(stateVersion);
    // A window that opens at its usual size again is no reason to hold anybody up.
    (void)services.settings.save(values);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    d->save();
    QMainWindow::closeEvent(event);
}

void MainWindow::showStorageChangeOutcome(const base::Status& outcome)
{
    if (d->setup) {
        d->setup->showStorageOutcome(outcome);
    }
}

} // namespace plantain::ui
