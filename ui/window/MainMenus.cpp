// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/MainMenus.h"

#include "src/settings/AppSettings.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/theme/Icons.h"
#include "ui/window/DocumentActions.h"
#include "ui/window/RunActions.h"

#include <QActionGroup>
#include <QMenuBar>

namespace plantain::ui {

using settings::ThemeChoice;

MainMenus::MainMenus(QMenuBar& bar, const EditorServices& services, const Parts& parts)
    : QObject(&bar)
    , m_services(services)
{
    const CanvasActions& canvas = parts.canvas.input().actions();
    fillFile(*bar.addMenu(tr("&File")), parts);
    QMenu* edit = bar.addMenu(tr("&Edit"));
    canvas.fillEditMenu(*edit);
    edit->addSeparator();
    QAction* find = edit->addAction(theme::icon(theme::Icon::Search), tr("&Find…"));
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, this, &MainMenus::findRequested);
    fillView(*bar.addMenu(tr("&View")), parts);
    canvas.fillNodeMenu(*bar.addMenu(tr("&Node")));
    QMenu* run = bar.addMenu(tr("&Run"));
    parts.runActions.fillMenu(*run);
    run->addSeparator();
    QAction* nextError = run->addAction(tr("Next node that fai&led"));
    nextError->setShortcut(QKeySequence(Qt::Key_F8));
    connect(nextError, &QAction::triggered, this, &MainMenus::nextErrorRequested);
    QMenu* help = bar.addMenu(tr("&Help"));
    help->addAction(canvas.action(CanvasActions::Command::ShowShortcuts));
    help->addSeparator();
    QAction* about = help->addAction(tr("&About Plantain"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, &MainMenus::aboutRequested);
}

void MainMenus::fillFile(QMenu& menu, const Parts& parts)
{
    using Command = DocumentActions::Command;
    menu.addActions({parts.documentActions.action(Command::New), &parts.newProjectAction});
    QAction* newWindow = menu.addAction(tr("New &window"));
    connect(newWindow, &QAction::triggered, this, &MainMenus::newWindowRequested);
    menu.addAction(parts.documentActions.action(Command::Open));
    QMenu* recent = menu.addMenu(tr("Open &recent"));
    recent->setObjectName(QStringLiteral("recentMenu"));
    parts.documentActions.fillRecentMenu(*recent);
    menu.addSeparator();
    menu.addActions({parts.documentActions.action(Command::Save),
                     parts.documentActions.action(Command::SaveAs)});
    menu.addSeparator();
    menu.addAction(&parts.setupAction);
    menu.addSeparator();
    QAction* close = menu.addAction(tr("&Close window"));
    close->setShortcut(QKeySequence::Close);
    connect(close, &QAction::triggered, this, &MainMenus::closeRequested);
    QAction* quit = menu.addAction(tr("&Quit"));
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &MainMenus::quitRequested);
}

void MainMenus::fillView(QMenu& menu, const Parts& parts)
{
    parts.canvas.input().actions().fillViewMenu(menu);
    menu.addSeparator();
    menu.addActions({&parts.inspectorAction, &parts.minimapAction, &parts.logAction});
    menu.addSeparator();
    fillTheme(*menu.addMenu(tr("&Theme")));
}

void MainMenus::fillTheme(QMenu& menu)
{
    auto* choices = new QActionGroup(&menu);
    const auto add = [&](const QString& text, ThemeChoice choice) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setActionGroup(choices);
        action->setChecked(m_services.settings.values().theme == choice);
        connect(action, &QAction::triggered, this, [this, choice] {
            settings::Settings values = m_services.settings.values();
            values.theme = choice;
            (void)m_services.settings.save(values);
        });
        connect(&m_services.settings, &settings::AppSettings::changed, action,
                [action, choice](const settings::Settings& values) {
                    action->setChecked(values.theme == choice);
                });
    };
    add(tr("As the &system"), ThemeChoice::System);
    add(tr("&Dark"), ThemeChoice::Dark);
    add(tr("&Light"), ThemeChoice::Light);
}

} // namespace plantain::ui
