// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"

#include <QObject>

class QAction;
class QMenu;
class QMenuBar;

namespace plantain::ui {

class CanvasWidget;
class DocumentActions;
class RunActions;

/// The menu bar, and the window's own commands in it.
class MainMenus : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        CanvasWidget& canvas;
        DocumentActions& documentActions;
        RunActions& runActions;
        QAction& newProjectAction;
        QAction& setupAction;
        QAction& inspectorAction;
        QAction& minimapAction;
        QAction& logAction;
    };
    /// Borrowed; `bar` is filled.
    MainMenus(QMenuBar& bar, const EditorServices& services, const Parts& parts);

signals:
    void newWindowRequested();
    void closeRequested();
    void quitRequested();
    void findRequested();
    void nextErrorRequested();
    void aboutRequested();

private:
    void fillFile(QMenu& menu, const Parts& parts);
    void fillView(QMenu& menu, const Parts& parts);
    void fillTheme(QMenu& menu);

    EditorServices m_services;
};

} // namespace plantain::ui
