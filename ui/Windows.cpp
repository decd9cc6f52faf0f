// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Windows.h"

#include "src/run/WorkflowRunner.h"
#include "ui/EditorServices.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/window/BringToFront.h"

#include <QApplication>
#include <QFileInfo>
#include <QScreen>
#include <QWindow>

#include <algorithm>

namespace plantain::ui {

namespace {

/// A new window does not hide the one before it, px.
constexpr QPoint cascade{32, 32};

bool isSameFile(const QString& one, const QString& other)
{
    return !one.isEmpty() && QFileInfo(one) == QFileInfo(other);
}

bool isUnused(const MainWindow& window)
{
    const EditorServices& editor = window.editor();
    return editor.document.path().isEmpty() && editor.document.workflow().nodes().empty() &&
           !editor.document.isModified() && !editor.document.isBusy();
}

} // namespace

Windows::Windows(const WindowServices& services)
    : m_services(services)
{
    connect(qApp, &QApplication::focusWindowChanged, this, [this] {
        if (auto* window = qobject_cast<MainWindow*>(QApplication::activeWindow())) {
            m_lastActive = window;
        }
    });
}

Windows::~Windows()
{
    // They tell when they go.
    const QList<MainWindow*> left = m_windows;
    qDeleteAll(left);
}

void Windows::openFiles(const QStringList& files, const QString& activationToken)
{
    MainWindow* front = nullptr;
    for (const QString& file : files) {
        front = &windowFor(QFileInfo(file).absoluteFilePath());
        front->show();
    }
    if (!front) {
        front = m_windows.isEmpty() ? &add() : lastUsed();
    }
    bringToFront(*front, activationToken);
}

void Windows::openNew(const QString& activationToken)
{
    bringToFront(add(), activationToken);
}

MainWindow& Windows::add()
{
    auto* window = new MainWindow(m_services);
    // What was left behind is offered once, by the first window.
    m_services.offersRecovery = false;
    window->setAttribute(Qt::WA_DeleteOnClose);
    place(*window);
    m_windows << window;
    connect(window, &QObject::destroyed, this, [this, window] {
        m_windows.removeOne(window);
        m_asked.remove(window);
    });
    connect(window, &MainWindow::newWindowRequested, this, [this] { openNew(); });
    connect(&window->editor().document, &WorkflowDocument::opened, this,
            [this, window] { m_asked.remove(window); });
    return *window;
}

void Windows::place(MainWindow& window) const
{
    const MainWindow* before = lastUsed();
    if (!before || window.isMaximized() || window.isFullScreen()) {
        return;
    }
    const QRect wanted(before->pos() + cascade, before->frameGeometry().size());
    if (before->screen()->availableGeometry().contains(wanted)) {
        window.move(wanted.topLeft());
    }
}

MainWindow& Windows::windowFor(const QString& path)
{
    if (MainWindow* window = showing(path)) {
        return *window;
    }
    MainWindow* window = unused();
    if (!window) {
        window = &add();
    }
    m_asked.insert(window, path);
    window->openFile(path);
    return *window;
}

MainWindow* Windows::showing(const QString& path) const
{
    const auto found = std::find_if(m_windows.cbegin(), m_windows.cend(), [&](MainWindow* window) {
        return isSameFile(window->editor().document.path(), path) ||
               isSameFile(m_asked.value(window), path);
    });
    return found == m_windows.cend() ? nullptr : *found;
}

MainWindow* Windows::unused() const
{
    const auto found = std::find_if(m_windows.cbegin(), m_windows.cend(),
                                    [](MainWindow* window) { return isUnused(*window); });
    return found == m_windows.cend() ? nullptr : *found;
}

MainWindow* Windows::lastUsed() const
{
    if (m_lastActive) {
        return m_lastActive;
    }
    return m_windows.isEmpty() ? nullptr : m_windows.last();
}

void Windows::showStorageChangeOutcome(const base::Status& outcome)
{
    for (MainWindow* window : std::as_const(m_windows)) {
        window->showStorageChangeOutcome(outcome);
    }
}

} // namespace plantain::ui
