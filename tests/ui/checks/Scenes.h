// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/window/WindowTest.h"

#include <QMenu>

#include <ostream>

namespace plantain::testing {

class SceneTest;

/// Something that people see of the program: a window, a page of a dialog, a question, a list or a
/// menu over the canvas.
struct Scene {
    const char* name;
    QWidget* (
        SceneTest::*open)(); ///< gives what is looked at; null and a failed test: did not come
};
std::ostream& operator<<(std::ostream& out, const Scene& scene);

/// Opens scenes of the real window with real services.
class SceneTest : public WindowTest
{
public:
    QWidget* welcome();
    QWidget* sandbox();
    QWidget* promptPage();
    QWidget* constructorPage();
    QWidget* imagePage();
    QWidget* llmPage();
    QWidget* outputPage();
    QWidget* notePage();
    QWidget* severalNodes();
    QWidget* wirePage();
    QWidget* groupPage();
    QWidget* workflowPage();
    QWidget* llmInspector();
    QWidget* failures();
    QWidget* failedInspector();
    QWidget* result();
    QWidget* resultInspector();
    QWidget* sessionEnded();
    QWidget* finding();
    QWidget* palette();
    QWidget* editing();
    QWidget* setupProject();
    QWidget* setupProviders();
    QWidget* setupDefaults();
    QWidget* setupCanvas();
    QWidget* newProject();
    QWidget* waitingForTheBrowser();
    QWidget* connected();
    QWidget* disconnectQuestion();
    QWidget* discardQuestion();
    QWidget* unsavedQuestion();
    QWidget* runningQuestion();
    QWidget* shortcuts();
    QWidget* about();
    QWidget* details();
    QWidget* menuOfANode();
    QWidget* menuOfTheCanvas();
    QWidget* menuOfAWire();
    QWidget* menuOfAGroup();

protected:
    SceneTest();
    ~SceneTest() override;

    /// A fresh world and window.
    void openWindow(bool asSandbox = false);
    void closeAll();
    QWidget* look(const Scene& scene) { return (this->*scene.open)(); }
    /// Until it has the keyboard, and its layout is done.
    static QWidget* bringToFront(QWidget& window);

    settings::ThemeChoice theme = settings::ThemeChoice::Dark;

private:
    QWidget* pageOf(workflow::NodeKind kind);
    QWidget* inspectorDock();
    QWidget* setupAt(ui::ProjectSetupDialog::Tab tab);
    QWidget* menuAt(QPointF view);
    ui::ProjectSetupDialog* dialog() const;
    bool openEveryKind();
    QString first(workflow::NodeKind kind) const;
    /// The session's grant is dead, as the store tells it.
    bool endSession();
    template <typename Widget>
    Widget* visible(QWidget& root) const;
};

/// A check of every scene.
class EveryScene : public SceneTest, public ::testing::WithParamInterface<Scene>
{
protected:
    QWidget* look() { return SceneTest::look(GetParam()); }
    bool isMenu(const QWidget& root) const { return qobject_cast<const QMenu*>(&root) != nullptr; }
};

} // namespace plantain::testing
