// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screenshots/EditorPictures.h"

#include "src/run/WorkflowRunner.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "tests/screenshots/Photographer.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Pictures.h"
#include "ui/EditorServices.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"

#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>

namespace plantain::testing {

namespace {

using namespace Qt::StringLiterals;

using workflow::NodeKind;

const QString subject = u"A market stall at dawn, ripe plantains in wooden crates, mist over the "
                        "street."_s;

QByteArray marketPicture()
{
    QImage picture(1024, 768, QImage::Format_RGB32);
    QPainter painter(&picture);
    QLinearGradient sky(0, 0, 1024, 768);
    sky.setColorAt(0, QColor(u"#2f5a68"_s));
    sky.setColorAt(0.5, QColor(u"#7aa05c"_s));
    sky.setColorAt(1, QColor(u"#d9a94a"_s));
    painter.fillRect(picture.rect(), sky);
    painter.end();
    return encoded(picture, "JPG");
}

/// Builds workflows as a person would, edit by edit.
class Builder
{
public:
    QString add(NodeKind kind, QRectF place, const QJsonObject& data = {})
    {
        const auto edit = workflow::edits::addNode(m_flow, kind, place.topLeft(), data);
        const QString id = edit.nodes.inserted.front().item.id;
        m_flow.apply(edit);
        m_flow.apply(workflow::edits::resizeNode(m_flow, id, place));
        return id;
    }
    void wire(const QString& from, const QString& to, const QString& port = u"text"_s)
    {
        if (const auto edit = workflow::edits::connectPorts(m_flow, {from, port}, {to, port})) {
            m_flow.apply(*edit);
        }
    }
    void set(const QString& id, const workflow::DataPatch& data)
    {
        m_flow.apply(workflow::edits::setData(m_flow, id, data));
    }
    const workflow::WorkflowContent& content() const { return m_flow.content(); }

private:
    workflow::Workflow m_flow;
};

QJsonObject model(const QString& provider, const QString& id, const QString& title = {})
{
    QJsonObject data{{u"provider"_s, provider},
                     {u"model"_s, id},
                     {u"systemPrompt"_s, u"You are a prompt engineer. Stay faithful to the input; "
                                         "output only the prompt."_s}};
    if (!title.isEmpty()) {
        data.insert(u"customTitle"_s, title);
    }
    return data;
}

/// The workflow of the design's picture: one model answers, one fails, one is not ready.
workflow::WorkflowContent threeVoices()
{
    Builder flow;
    const QString prompt = flow.add(NodeKind::Prompt, {40, 64, 264, 96},
                                    {{u"prompt"_s, subject}, {u"variableName"_s, u"subject"_s}});
    const QString picture = flow.add(NodeKind::Image, {40, 300, 264, 208});
    flow.set(picture,
             workflow::patchForImage(marketPicture(), u"stall-reference.jpg"_s, QSize(1024, 768)));
    const QString first = flow.add(NodeKind::LlmGenerate, {396, 130, 264, 172},
                                   model(u"openai-auth"_s, u"gpt-6-luna"_s));
    const QString second = flow.add(NodeKind::LlmGenerate, {396, 420, 264, 122},
                                    model(u"google"_s, u"gemini-3.8-flash"_s, u"Second voice"_s));
    const QString third = flow.add(NodeKind::LlmGenerate, {700, 130, 230, 110},
                                   model(u"openai"_s, u"gpt-6.1-terra"_s));
    const QString output = flow.add(NodeKind::Output, {700, 290, 230, 100});
    flow.wire(prompt, first);
    flow.wire(picture, first, u"image"_s);
    flow.wire(prompt, second);
    flow.wire(prompt, third);
    flow.wire(first, output);
    flow.wire(second, output);
    return flow.content();
}

/// Many nodes in a grid, each wired to the next of its row.
workflow::WorkflowContent large(int rows, int columns)
{
    workflow::WorkflowContent content;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            workflow::Node node;
            node.id = u"node-%1-%2"_s.arg(row).arg(column);
            const auto& types = workflow::nodeTypes();
            const auto& type = column == 0 ? types[0] : types[3];
            node.type = type.id;
            node.kind = type.kind;
            node.size = type.defaultSize;
            node.position = {column * 340.0, row * 240.0};
            node.data.insert(u"prompt"_s, subject);
            content.nodes.push_back(node);
            if (column > 0) {
                workflow::Edge edge;
                edge.id = u"edge-"_s + node.id;
                edge.source = {u"node-%1-%2"_s.arg(row).arg(column - 1), u"text"_s};
                edge.target = {node.id, u"text"_s};
                content.edges.push_back(edge);
            }
        }
    }
    return content;
}

/// The pictures of one scheme.
class EditorPhotographer : public MainWindowPhotographer
{
public:
    EditorPhotographer(const QString& folder, settings::ThemeChoice theme)
        : MainWindowPhotographer(folder, {}, theme)
    {
    }

    void takeAll()
    {
        editor();
        fiveThousand();
        account();
        practice();
    }

private:
    /// The n-th node of a kind.
    static QString nodeOf(ui::MainWindow& window, NodeKind kind, int place = 0)
    {
        for (const workflow::Node& node : window.editor().document.workflow().nodes()) {
            if (node.kind == kind && place-- == 0) {
                return node.id;
            }
        }
        return {};
    }
    /// What the window says while the account is connected.
    void account()
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        const Window window = open(world);
        world.actions.perform(ui::AccountAction::Connect);
        (void)waitFor([&world] { return !world.openedUrls.isEmpty(); });
        shoot(*window, u"welcome-waiting"_s);
        (void)world.approve(world.openedUrls.first());
        (void)waitFor([&world] { return world.auth.status().connected; });
        shoot(*window, u"welcome-connected"_s);
        (void)world.signOut();
        world.actions.perform(ui::AccountAction::Connect);
        (void)waitFor([&world] { return world.openedUrls.size() == 2; });
        world.clock.advance(std::chrono::seconds(301));
        (void)waitFor([&world] { return world.state() == auth::AuthState::Failed; });
        shoot(*window, u"welcome-sign-in-failed"_s);
    }

    /// The editor at work: nothing yet, a run in every state, an error, what floats and opens.
    void editor()
    {
        FakeHttpServer server;
        server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(429,
                        R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"quota",
                        "details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",
                        "violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]}})");
        });
        WorldOptions options;
        options.asChatGpt = true;
        options.google = server.url();
        options.environment.insert(u"GEMINI_API_KEY"_s, u"AIza-practice"_s);
        UiWorld world(options);
        const Window window = open(world);
        shoot(*window, u"welcome"_s);
        show(*window, threeVoices());
        const QString first = nodeOf(*window, NodeKind::LlmGenerate);
        window->canvas().selection().setOnly(first);
        shoot(*window, u"main-not-connected"_s);
        (void)world.signIn();
        shoot(*window, u"main-connected"_s);
        world.provider.knobs().timePerToken = std::chrono::milliseconds(25);
        press(*window, "mainRunButton");
        const run::WorkflowRunner& runner = window->editor().runner;
        (void)waitFor([&] {
            return runner.run(first).text.size() > 140 && runner.failedNodes().size() == 2;
        });
        shoot(*window, u"main-running"_s);
        world.provider.knobs().timePerToken = {};
        (void)runEnded(*window);
        window->canvas().selection().setOnly(nodeOf(*window, NodeKind::LlmGenerate, 1));
        shoot(*window, u"main-failed"_s);
        window->canvas().selection().setOnly(nodeOf(*window, NodeKind::Output));
        shoot(*window, u"main-complete"_s);
        floating(*window);
    }

    void floating(ui::MainWindow& window)
    {
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        window.findChild<QLineEdit*>(u"findEdit"_s)->setText(u"voice"_s);
        shoot(window, u"main-find"_s);
        press(window, "findCloseButton");
        const auto menus = window.menuBar()->actions();
        for (const QAction* entry : menus) {
            QMenu* menu = entry->menu();
            menu->popup({});
            shoot(*menu, u"menu-"_s + entry->text().remove(u'&').toLower());
            menu->close();
        }
    }

    void fiveThousand()
    {
        UiWorld world;
        const Window window = open(world);
        show(*window, large(50, 100));
        shoot(*window, u"main-5000-nodes"_s);
    }

    void practice()
    {
        UiWorld world;
        const Window window = open(world, true);
        shoot(*window, u"welcome-sandbox"_s);
    }
};

} // namespace

void takeEditorPictures(const QString& folder, settings::ThemeChoice theme)
{
    EditorPhotographer(folder, theme).takeAll();
}

} // namespace plantain::testing
