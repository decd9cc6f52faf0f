// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/WindowTest.h"

#include "src/workflow/Edits.h"

#include <QAbstractButton>
#include <QAction>
#include <QMenuBar>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;
using workflow::NodeKind;

namespace {

void connectNodes(workflow::Workflow& flow, const QString& source, const QString& target)
{
    const auto wire = workflow::edits::connectPorts(flow, {source, u"text"_s}, {target, u"text"_s});
    ASSERT_TRUE(wire);
    flow.apply(*wire);
}

QString addNode(workflow::Workflow& flow, NodeKind kind, QPointF at, const QJsonObject& data = {})
{
    const auto edit = workflow::edits::addNode(flow, kind, at, data);
    const QString id = edit.nodes.inserted.front().item.id;
    flow.apply(edit);
    return id;
}

} // namespace

workflow::WorkflowContent flowWith(const QStringList& providers)
{
    workflow::Workflow flow;
    const QString prompt =
        addNode(flow, NodeKind::Prompt, {0, 0}, {{u"prompt"_s, u"A market stall at dawn."_s}});
    const QString output = addNode(flow, NodeKind::Output, {800, 0});
    double y = 0;
    for (const QString& provider : providers) {
        const QString model = provider == "google"_L1 ? u"gemini-3.8-flash"_s : u"gpt-6-luna"_s;
        const QString node = addNode(flow, NodeKind::LlmGenerate, {400, y},
                                     {{u"provider"_s, provider}, {u"model"_s, model}});
        connectNodes(flow, prompt, node);
        connectNodes(flow, node, output);
        y += 240;
    }
    return flow.content();
}

void WindowTest::open(const WorldOptions& options, bool sandbox)
{
    if (!world) {
        world = std::make_unique<UiWorld>(options);
    }
    window = std::make_unique<MainWindow>(world->windowServices(sandbox));
    window->resize(1280, 800);
    world->loadAll();
    ASSERT_TRUE(UiTest::show(*window));
}

void WindowTest::show(const workflow::WorkflowContent& content)
{
    document().clear();
    document().workflow().reset(content);
    // The window shows all of it, and what can be done with it, in the next turns.
    ASSERT_TRUE(waitFor([turn = 0]() mutable { return ++turn > 3; }));
}

void WindowTest::change(const QString& prompt)
{
    const workflow::Workflow& workflow = document().workflow();
    const workflow::Node& node = workflow.nodes().front();
    document().perform(
        workflow::edits::setData(workflow, node.id, {{u"prompt"_s, QJsonValue(prompt)}}),
        u"Edit text"_s);
}

QString WindowTest::save(const QString& name)
{
    const QString path = world->folder.filePath(name);
    document().save(path);
    EXPECT_TRUE(waitFor([this] { return !document().isBusy(); }));
    EXPECT_FALSE(document().isModified());
    return path;
}

QString WindowTest::model(int place) const
{
    for (const workflow::Node& node : document().workflow().nodes()) {
        if (node.kind == NodeKind::LlmGenerate && place-- == 0) {
            return node.id;
        }
    }
    return {};
}

QString WindowTest::resultOf(const QString& nodeId) const
{
    const workflow::Node* node = document().workflow().node(nodeId);
    return node ? node->data.value(workflow::keys::outputText).toString() : QString();
}

bool WindowTest::waitForRun()
{
    return waitFor([this] { return !runner().isRunning(); });
}

bool WindowTest::pressOnNode(const QString& nodeId, const char* button)
{
    const int index = document().workflow().nodeIndex(nodeId);
    const QString id = QLatin1String(button);
    // Faces follow the services in the next frame.
    const bool shown =
        waitFor([&] { return index >= 0 && !canvas().buttonRect(index, id).isEmpty(); });
    EXPECT_TRUE(shown) << nodeId.toStdString() << " has no button " << button;
    if (shown) {
        QTest::mouseClick(&canvas(), Qt::LeftButton, {},
                          canvas().buttonRect(index, id).center().toPoint());
    }
    return shown;
}

QAction* WindowTest::menuAction(const QString& text) const
{
    const auto menus = window->menuBar()->findChildren<QMenu*>();
    for (const QMenu* menu : menus) {
        const auto actions = menu->actions();
        for (QAction* action : actions) {
            if (action->text().remove(u'&') == text) {
                return action;
            }
        }
    }
    ADD_FAILURE() << "no menu has " << text.toStdString();
    return nullptr;
}

QMessageBox* WindowTest::question(const char* name)
{
    QMessageBox* box = nullptr;
    EXPECT_TRUE(waitFor([&] {
        box = window->findChild<QMessageBox*>(QLatin1String(name));
        return box && box->isVisible();
    })) << name;
    return box;
}

void WindowTest::answer(const char* name, QMessageBox::StandardButton button)
{
    QMessageBox* box = question(name);
    ASSERT_NE(box, nullptr);
    ASSERT_NE(box->button(button), nullptr);
    QTest::mouseClick(box->button(button), Qt::LeftButton);
}

} // namespace plantain::testing
