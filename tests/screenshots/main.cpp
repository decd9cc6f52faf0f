// SPDX-License-Identifier: GPL-3.0-or-later
// plantain_ui_screenshots OUTDIR [window] [setup]: pictures of the editor and of the project setup
// in every state, in both schemes, made by the real widgets with real services: OUTDIR/100 has them
// at 100 %, OUTDIR/200 at 200 %. Without a part: all of them.
#include "src/run/WorkflowRunner.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "tests/screenshots/SetupPictures.h"
#include "tests/screenshots/WindowPictures.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/Folders.h"
#include "tests/support/JobTesting.h"
#include "tests/ui/LockedStore.h"
#include "tests/ui/UiWorld.h"
#include "ui/EditorServices.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QProcess>
#include <QTextStream>

namespace {

using namespace plantain;
using namespace plantain::testing;
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
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "JPG");
    return bytes;
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

/// Takes the pictures of one scheme.
class Photographer
{
public:
    Photographer(QString folder, settings::ThemeChoice theme)
        : m_folder(std::move(folder))
        , m_theme(theme)
        , m_look(*qApp)
    {
        m_look.apply(theme);
    }

    void takeAll()
    {
        editor();
        fiveThousand();
        account();
        locked();
        practice();
    }

private:
    std::unique_ptr<ui::MainWindow> openWindow(UiWorld& world, bool sandbox = false)
    {
        settings::Settings values = world.settings.values();
        values.theme = m_theme;
        (void)world.settings.save(values);
        auto window = std::make_unique<ui::MainWindow>(world.windowServices(sandbox));
        window->resize(1280, 800);
        world.loadAll();
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
        return window;
    }
    static void press(QWidget& root, const char* name)
    {
        root.findChild<QAbstractButton*>(QLatin1String(name))->click();
    }
    static void show(ui::MainWindow& window, const workflow::WorkflowContent& content)
    {
        ui::WorkflowDocument& document = window.editor().document;
        document.clear();
        document.workflow().reset(content);
        QCoreApplication::sendPostedEvents();
        (void)QTest::qWaitFor([] { return false; }, 60);
    }
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
    static bool runEnded(ui::MainWindow& window)
    {
        const run::WorkflowRunner& runner = window.editor().runner;
        return waitFor([&runner] { return !runner.isRunning(); });
    }
    void shoot(QWidget& widget, const QString& name)
    {
        // Layouts and the batch of the text come with the next events.
        QCoreApplication::sendPostedEvents();
        (void)QTest::qWaitFor([] { return false; }, 60);
        const QString scheme = m_theme == settings::ThemeChoice::Dark ? u"dark"_s : u"light"_s;
        const QString file = u"%1/%2-%3.png"_s.arg(m_folder, name, scheme);
        QTextStream(stdout) << (widget.grab().save(file) ? file : u"not written: "_s + file)
                            << Qt::endl;
    }

    /// What the window says while the account is connected.
    void account()
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        const auto window = openWindow(world);
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
        const auto window = openWindow(world);
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
        const auto window = openWindow(world);
        show(*window, large(50, 100));
        shoot(*window, u"main-5000-nodes"_s);
    }

    void locked()
    {
        LockedStore store;
        WorldOptions options;
        options.store = &store;
        UiWorld world(options);
        const auto window = openWindow(world);
        shoot(*window, u"welcome-keyring-locked"_s);
    }

    void practice()
    {
        UiWorld world;
        const auto window = openWindow(world, true);
        shoot(*window, u"welcome-sandbox"_s);
    }

    QString m_folder;
    settings::ThemeChoice m_theme;
    ui::theme::Theme m_look;
};

/// Both schemes of what is asked for, at the scale of this process.
void takePictures(const QString& folder, const QStringList& parts)
{
    const auto isWanted = [&parts](const QString& part) {
        return parts.isEmpty() || parts.contains(part);
    };
    for (const auto theme : {settings::ThemeChoice::Dark, settings::ThemeChoice::Light}) {
        if (isWanted(u"window"_s)) {
            Photographer(folder, theme).takeAll();
            takeWindowPictures(folder, theme);
        }
        if (isWanted(u"setup"_s)) {
            takeSetupPictures(folder, theme);
        }
    }
}

/// The scale of a process is fixed when it starts: another one takes the large pictures.
void startLargeOnes(QProcess& process, const QStringList& arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QCoreApplication::applicationFilePath(), arguments);
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariable("QT_QPA_PLATFORM", u"offscreen"_s) == u"offscreen"_s) {
        // The usual screen there is too small for a window at 200 %.
        const QString screen = inSource(u"tests/screenshots/screen.json"_s);
        qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + screen.toLocal8Bit());
    }
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty()) {
        QTextStream(stderr) << "usage: plantain_ui_screenshots OUTDIR [window] [setup]" << Qt::endl;
        return 2;
    }
    const bool isLarge = qEnvironmentVariableIsSet("QT_SCALE_FACTOR");
    const QString folder = arguments.first() + (isLarge ? u"/200"_s : u"/100"_s);
    QDir().mkpath(folder);
    QProcess large;
    if (!isLarge) {
        startLargeOnes(large, arguments);
    }
    takePictures(folder, arguments.mid(1));
    return isLarge || (large.waitForFinished(-1) && large.exitCode() == 0) ? 0 : 1;
}
