// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/checks/Scenes.h"

#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/InPlaceEditor.h"
#include "ui/canvas/SearchPopup.h"
#include "ui/canvas/ShortcutSheet.h"
#include "ui/widgets/DetailsDialog.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QDockWidget>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMenuBar>
#include <QTabWidget>

#include <array>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;
using workflow::NodeKind;
using Tab = ProjectSetupDialog::Tab;

namespace {

constexpr std::array scenes{
    Scene{"Welcome", &SceneTest::welcome},
    Scene{"Sandbox", &SceneTest::sandbox},
    Scene{"PromptPage", &SceneTest::promptPage},
    Scene{"ConstructorPage", &SceneTest::constructorPage},
    Scene{"ImagePage", &SceneTest::imagePage},
    Scene{"LlmPage", &SceneTest::llmPage},
    Scene{"OutputPage", &SceneTest::outputPage},
    Scene{"NotePage", &SceneTest::notePage},
    Scene{"SeveralNodes", &SceneTest::severalNodes},
    Scene{"WirePage", &SceneTest::wirePage},
    Scene{"GroupPage", &SceneTest::groupPage},
    Scene{"WorkflowPage", &SceneTest::workflowPage},
    Scene{"LlmInspector", &SceneTest::llmInspector},
    Scene{"Failures", &SceneTest::failures},
    Scene{"FailedInspector", &SceneTest::failedInspector},
    Scene{"Result", &SceneTest::result},
    Scene{"ResultInspector", &SceneTest::resultInspector},
    Scene{"SessionEnded", &SceneTest::sessionEnded},
    Scene{"Finding", &SceneTest::finding},
    Scene{"Palette", &SceneTest::palette},
    Scene{"Editing", &SceneTest::editing},
    Scene{"SetupProject", &SceneTest::setupProject},
    Scene{"SetupProviders", &SceneTest::setupProviders},
    Scene{"SetupDefaults", &SceneTest::setupDefaults},
    Scene{"SetupCanvas", &SceneTest::setupCanvas},
    Scene{"NewProject", &SceneTest::newProject},
    Scene{"WaitingForTheBrowser", &SceneTest::waitingForTheBrowser},
    Scene{"Connected", &SceneTest::connected},
    Scene{"DisconnectQuestion", &SceneTest::disconnectQuestion},
    Scene{"DiscardQuestion", &SceneTest::discardQuestion},
    Scene{"UnsavedQuestion", &SceneTest::unsavedQuestion},
    Scene{"RunningQuestion", &SceneTest::runningQuestion},
    Scene{"Shortcuts", &SceneTest::shortcuts},
    Scene{"About", &SceneTest::about},
    Scene{"Details", &SceneTest::details},
    Scene{"MenuOfANode", &SceneTest::menuOfANode},
    Scene{"MenuOfTheCanvas", &SceneTest::menuOfTheCanvas},
    Scene{"MenuOfAWire", &SceneTest::menuOfAWire},
    Scene{"MenuOfAGroup", &SceneTest::menuOfAGroup},
};

/// One node of each kind, wired, and a group.
workflow::WorkflowContent everyKind()
{
    workflow::Workflow flow;
    QHash<NodeKind, QString> ids;
    const auto add = [&](NodeKind kind, QPointF at, const QJsonObject& data = {}) {
        const auto edit = workflow::edits::addNode(flow, kind, at, data);
        ids.insert(kind, edit.nodes.inserted.front().item.id);
        flow.apply(edit);
    };
    const auto wire = [&](NodeKind from, NodeKind to, const QString& port) {
        if (const auto edit = workflow::edits::connectPorts(flow, {ids.value(from), port},
                                                            {ids.value(to), port})) {
            flow.apply(*edit);
        }
    };
    add(NodeKind::Prompt, {0, 0},
        {{u"prompt"_s, u"A market stall at dawn."_s}, {u"variableName"_s, u"subject"_s}});
    add(NodeKind::PromptConstructor, {360, 0}, {{u"template"_s, u"Describe @subject."_s}});
    add(NodeKind::Image, {0, 260});
    add(NodeKind::LlmGenerate, {720, 0},
        {{u"provider"_s, u"openai-auth"_s}, {u"model"_s, u"gpt-6-luna"_s}});
    add(NodeKind::Output, {1080, 0});
    add(NodeKind::Note, {1080, 300}, {{u"text"_s, u"A note."_s}});
    wire(NodeKind::Prompt, NodeKind::PromptConstructor, u"text"_s);
    wire(NodeKind::PromptConstructor, NodeKind::LlmGenerate, u"text"_s);
    wire(NodeKind::Image, NodeKind::LlmGenerate, u"image"_s);
    wire(NodeKind::LlmGenerate, NodeKind::Output, u"text"_s);
    flow.apply(workflow::edits::groupNodes(flow, {ids.value(NodeKind::Note)}));
    return flow.content();
}

} // namespace

std::ostream& operator<<(std::ostream& out, const Scene& scene)
{
    return out << scene.name;
}

INSTANTIATE_TEST_SUITE_P(Scenes, EveryScene, ::testing::ValuesIn(scenes),
                         ::testing::PrintToStringParamName());

SceneTest::SceneTest()
{
    QApplication::setCursorFlashTime(0); // two pictures of one state are the same
}

SceneTest::~SceneTest()
{
    closeAll();
}

void SceneTest::closeAll()
{
    window.reset();
    world.reset();
}

void SceneTest::openWindow(bool asSandbox)
{
    closeAll();
    world = std::make_unique<UiWorld>();
    settings::Settings values = world->settings.values();
    values.theme = theme;
    ASSERT_TRUE(world->settings.save(values).ok());
    open({}, asSandbox);
}

template <typename Widget>
Widget* SceneTest::visible(QWidget& root) const
{
    Widget* found = nullptr;
    EXPECT_TRUE(waitFor([&] {
        const auto all = root.findChildren<Widget*>();
        for (Widget* each : all) {
            if (each->isVisible()) {
                found = each;
            }
        }
        return found != nullptr;
    })) << Widget::staticMetaObject.className();
    return found;
}

ProjectSetupDialog* SceneTest::dialog() const
{
    return window->findChild<ProjectSetupDialog*>();
}

QString SceneTest::first(NodeKind kind) const
{
    for (const workflow::Node& node : document().workflow().nodes()) {
        if (node.kind == kind) {
            return node.id;
        }
    }
    return {};
}

bool SceneTest::openEveryKind()
{
    openWindow();
    show(everyKind());
    return !HasFatalFailure();
}

QWidget* SceneTest::bringToFront(QWidget& top)
{
    top.activateWindow();
    EXPECT_TRUE(waitFor([&top] { return QApplication::activeWindow() == &top; }));
    EXPECT_TRUE(waitFor([turn = 0]() mutable { return ++turn > 2; }));
    return &top;
}

QWidget* SceneTest::inspectorDock()
{
    return find<QDockWidget>(*window, "inspectorDock");
}

QWidget* SceneTest::pageOf(NodeKind kind)
{
    openEveryKind();
    canvas().selection().setOnly(first(kind));
    QCoreApplication::sendPostedEvents();
    return inspectorDock();
}

QWidget* SceneTest::welcome()
{
    openWindow();
    return window.get();
}

QWidget* SceneTest::sandbox()
{
    openWindow(true);
    show(everyKind());
    return window.get();
}

QWidget* SceneTest::promptPage()
{
    return pageOf(NodeKind::Prompt);
}

QWidget* SceneTest::constructorPage()
{
    return pageOf(NodeKind::PromptConstructor);
}

QWidget* SceneTest::imagePage()
{
    return pageOf(NodeKind::Image);
}

/// With all of the window around it.
QWidget* SceneTest::llmPage()
{
    pageOf(NodeKind::LlmGenerate);
    return window.get();
}

QWidget* SceneTest::llmInspector()
{
    return pageOf(NodeKind::LlmGenerate);
}

QWidget* SceneTest::failedInspector()
{
    failures();
    return inspectorDock();
}

QWidget* SceneTest::resultInspector()
{
    result();
    return inspectorDock();
}

QWidget* SceneTest::outputPage()
{
    return pageOf(NodeKind::Output);
}

QWidget* SceneTest::notePage()
{
    return pageOf(NodeKind::Note);
}

QWidget* SceneTest::severalNodes()
{
    QWidget* page = pageOf(NodeKind::Prompt);
    canvas().selection().setNodes({first(NodeKind::Prompt), first(NodeKind::LlmGenerate)});
    QCoreApplication::sendPostedEvents();
    return page;
}

QWidget* SceneTest::wirePage()
{
    QWidget* page = pageOf(NodeKind::Prompt);
    canvas().selection().setEdge(document().workflow().edges().front().id);
    QCoreApplication::sendPostedEvents();
    return page;
}

QWidget* SceneTest::groupPage()
{
    QWidget* page = pageOf(NodeKind::Prompt);
    canvas().selection().setGroup(document().workflow().content().groups.front().id);
    QCoreApplication::sendPostedEvents();
    return page;
}

QWidget* SceneTest::workflowPage()
{
    QWidget* page = pageOf(NodeKind::Prompt);
    canvas().selection().clear();
    QCoreApplication::sendPostedEvents();
    return page;
}

QWidget* SceneTest::failures()
{
    openWindow();
    show(flowWith({u"openai-auth"_s, u"openai"_s}));
    press(*window, "mainRunButton");
    EXPECT_TRUE(waitForRun());
    canvas().selection().setOnly(model(1));
    QCoreApplication::sendPostedEvents();
    return window.get();
}

QWidget* SceneTest::result()
{
    openWindow();
    EXPECT_TRUE(world->signIn());
    show(flowWith({u"openai-auth"_s}));
    press(*window, "mainRunButton");
    EXPECT_TRUE(waitForRun());
    canvas().selection().setOnly(model(0));
    QCoreApplication::sendPostedEvents();
    return window.get();
}

bool SceneTest::endSession()
{
    QFile file(world->folder.filePath(u"secrets/openai-auth.json"_s));
    if (!world->signIn() || !file.open(QIODevice::ReadWrite)) {
        return false;
    }
    QJsonObject record = QJsonDocument::fromJson(file.readAll()).object();
    record.insert(u"access_token"_s, QString());
    record.insert(u"refresh_token"_s, QString());
    record.insert(u"needs_reauth"_s, u"grant_refused"_s);
    file.resize(0);
    file.seek(0);
    file.write(QJsonDocument(record).toJson());
    file.close();
    return waitFor([this] { return world->state() == auth::AuthState::NeedsReauth; });
}

QWidget* SceneTest::sessionEnded()
{
    openWindow();
    show(flowWith({u"openai-auth"_s}));
    EXPECT_TRUE(endSession());
    canvas().selection().setOnly(model(0));
    QCoreApplication::sendPostedEvents();
    return window.get();
}

QWidget* SceneTest::finding()
{
    openEveryKind();
    QTest::keyClick(window.get(), Qt::Key_F, Qt::ControlModifier);
    EXPECT_TRUE(waitFor([this] { return isShown(*window, "findBar"); }));
    return find<QWidget>(*window, "findBar");
}

QWidget* SceneTest::palette()
{
    openEveryKind();
    canvas().setFocus();
    canvas().input().openPalette();
    return visible<SearchPopup>(canvas());
}

QWidget* SceneTest::editing()
{
    openEveryKind();
    canvas().setFocus();
    canvas().input().editText(first(NodeKind::Prompt));
    return visible<InPlaceEditor>(canvas());
}

QWidget* SceneTest::setupAt(Tab tab)
{
    openWindow();
    press(*window, "setupButton");
    EXPECT_TRUE(waitFor([this] { return dialog() != nullptr; }));
    dialog()->showTab(tab);
    return bringToFront(*dialog());
}

QWidget* SceneTest::setupProject()
{
    return setupAt(Tab::Project);
}

QWidget* SceneTest::setupProviders()
{
    return setupAt(Tab::Providers);
}

QWidget* SceneTest::setupDefaults()
{
    return setupAt(Tab::NodeDefaults);
}

QWidget* SceneTest::setupCanvas()
{
    return setupAt(Tab::Canvas);
}

QWidget* SceneTest::newProject()
{
    openWindow();
    QTest::keyClick(window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_TRUE(waitFor([this] { return dialog() && dialog()->isVisible(); }));
    return bringToFront(*dialog());
}

QWidget* SceneTest::waitingForTheBrowser()
{
    QWidget* setup = setupProviders();
    press(*setup, "connectButton");
    EXPECT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); }));
    press(*setup, "pasteLink");
    return bringToFront(*setup);
}

QWidget* SceneTest::connected()
{
    QWidget* setup = setupProviders();
    EXPECT_TRUE(world->signIn());
    return bringToFront(*setup);
}

QWidget* SceneTest::disconnectQuestion()
{
    press(*connected(), "disconnectButton");
    return bringToFront(*question("disconnectBox"));
}

QWidget* SceneTest::discardQuestion()
{
    setupCanvas();
    find<QAbstractButton>(*dialog(), "snapBox")->click();
    dialog()->reject();
    return bringToFront(*question("discardBox"));
}

QWidget* SceneTest::unsavedQuestion()
{
    openWindow();
    show(flowWith({u"openai-auth"_s}));
    change();
    window->close();
    return bringToFront(*question("unsavedBox"));
}

QWidget* SceneTest::runningQuestion()
{
    openWindow();
    EXPECT_TRUE(world->signIn());
    show(flowWith({u"openai-auth"_s}));
    world->provider.knobs().timePerToken = std::chrono::seconds(5);
    press(*window, "mainRunButton");
    window->close();
    return bringToFront(*question("runningBox"));
}

QWidget* SceneTest::shortcuts()
{
    openEveryKind();
    canvas().input().actions().action(CanvasActions::Command::ShowShortcuts)->trigger();
    return bringToFront(*visible<ShortcutSheet>(*window));
}

QWidget* SceneTest::about()
{
    openWindow();
    const auto menus = window->menuBar()->findChildren<QMenu*>();
    for (const QMenu* menu : menus) {
        for (QAction* action : menu->actions()) {
            if (action->menuRole() == QAction::AboutRole) {
                action->trigger();
            }
        }
    }
    return bringToFront(*visible<QDialog>(*window));
}

QWidget* SceneTest::details()
{
    failures();
    pressOnNode(model(0), "details");
    return bringToFront(*visible<DetailsDialog>(*window));
}

QWidget* SceneTest::menuAt(QPointF view)
{
    const QPoint at = view.toPoint();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas().mapToGlobal(at));
    QApplication::sendEvent(&canvas(), &event);
    return find<QMenu>(canvas(), "canvasMenu");
}

QWidget* SceneTest::menuOfANode()
{
    openEveryKind();
    const int node = document().workflow().nodeIndex(first(NodeKind::LlmGenerate));
    const QRectF place = canvas().viewport().toView(canvas().scene().nodeRect(node));
    return menuAt(place.topLeft() + QPointF(30, 10));
}

QWidget* SceneTest::menuOfTheCanvas()
{
    openEveryKind();
    return menuAt({canvas().width() / 2.0, 8});
}

QWidget* SceneTest::menuOfAWire()
{
    openEveryKind();
    const QPointF middle = (canvas().scene().wireStart(0) + canvas().scene().wireEnd(0)) / 2;
    return menuAt(canvas().viewport().toView(middle));
}

QWidget* SceneTest::menuOfAGroup()
{
    openEveryKind();
    const QRectF frame = document().workflow().content().groups.front().rect;
    return menuAt(canvas().viewport().toView(frame.topLeft() + QPointF(24, 10)));
}

} // namespace plantain::testing
