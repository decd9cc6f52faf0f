// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screenshots/WindowPictures.h"

#include "src/run/WorkflowRunner.h"
#include "src/workflow/NodeData.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/screenshots/Photographer.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/ui/LockedStore.h"
#include "ui/EditorServices.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>

namespace plantain::testing {

namespace {

using namespace Qt::StringLiterals;
namespace keys = workflow::keys;

/// One of ours, its models asked of `provider`.
workflow::WorkflowContent example(const QString& name, const QString& provider,
                                  const QString& model)
{
    QFile file(u":/plantain/examples/%1.plantain"_s.arg(name));
    (void)file.open(QIODevice::ReadOnly);
    workflow::WorkflowContent content = workflow::parseWorkflow(file.readAll()).value();
    for (workflow::Node& node : content.nodes) {
        if (node.kind == workflow::NodeKind::LlmGenerate) {
            node.data.insert(keys::provider, provider);
            node.data.insert(keys::model, model);
        }
    }
    return content;
}

workflow::WorkflowContent voices()
{
    return example(u"three-voices"_s, u"openai-auth"_s, u"gpt-6-luna"_s);
}

/// As many of the same, side by side.
workflow::WorkflowContent side(const workflow::WorkflowContent& one, int count)
{
    constexpr qreal distance = 1300;
    workflow::WorkflowContent all = one;
    for (int copy = 1; copy < count; ++copy) {
        const QString mark = u'-' + QString::number(copy);
        for (workflow::Node node : one.nodes) {
            node.id += mark;
            node.position.rx() += copy * distance;
            all.nodes.push_back(node);
        }
        for (workflow::Edge edge : one.edges) {
            edge.id += mark;
            edge.source.node += mark;
            edge.target.node += mark;
            all.edges.push_back(edge);
        }
    }
    return all;
}

/// The pictures of one scheme.
class WindowPhotographer : public MainWindowPhotographer
{
public:
    WindowPhotographer(const QString& folder, settings::ThemeChoice theme)
        : MainWindowPhotographer(folder, u"window-"_s, theme)
    {
    }

    void takeAll()
    {
        firstStart();
        welcomeBack();
        project();
        locked();
        expired();
        limit();
        fileTroubles();
        recoveryFailed();
        atWork();
    }

private:
    static bool shows(const QWidget& root, const char* name)
    {
        const auto* widget = root.findChild<QWidget*>(QLatin1String(name));
        return widget && widget->isVisible();
    }
    static QString model(const ui::MainWindow& window)
    {
        for (const workflow::Node& node : window.editor().document.workflow().nodes()) {
            if (node.kind == workflow::NodeKind::LlmGenerate) {
                return node.id;
            }
        }
        return {};
    }
    static void remember(UiWorld& world, const QStringList& names)
    {
        settings::Settings values = world.settings.values();
        for (const QString& name : names) {
            QFile file(world.folder.filePath(name));
            (void)file.open(QIODevice::WriteOnly);
            file.write(workflow::serializeWorkflow(voices()));
            values.addRecentFile(file.fileName());
        }
        (void)world.settings.save(values);
    }

    void firstStart() const
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        const Window window = open(world);
        shoot(*window, u"first-start"_s);
        window->resize(1024, 700);
        shoot(*window, u"first-start-small"_s);
    }

    void welcomeBack() const
    {
        UiWorld world;
        (void)world.signIn();
        remember(world, {u"storyboard.json"_s, u"harvest-festival-posters.plantain"_s,
                         u"market-stall.plantain"_s});
        const Window window = open(world);
        shoot(*window, u"recent"_s);
    }

    void project() const
    {
        UiWorld world;
        const Window window = open(world);
        window->editor().document.save(world.folder.filePath(u"market-stall.plantain"_s));
        (void)waitFor([&window] { return !window->editor().document.isBusy(); });
        shoot(*window, u"new-project"_s);
    }

    void locked() const
    {
        LockedStore store;
        WorldOptions options;
        options.store = &store;
        UiWorld world(options);
        const Window window = open(world);
        (void)waitFor([&window] { return shows(*window, "storageBanner"); });
        shoot(*window, u"keyring-locked"_s);
    }

    void expired() const
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        (void)world.signIn();
        const auto record = resultOf(world.tokenStore.load());
        (void)resultOf(world.tokenStore.save(record->endedBecause(u"refresh_token_revoked"_s)));
        const Window window = open(world);
        show(*window, voices());
        shoot(*window, u"session-expired"_s);
    }

    void limit() const
    {
        FakeHttpServer server;
        server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(429, R"({"error":{"type":"usage_limit_reached","message":"m",)"
                             R"("resets_in_seconds":7200}})");
        });
        WorldOptions options;
        options.asChatGpt = true;
        options.accountApi = server.url(u"/v1"_s);
        UiWorld world(options);
        (void)world.signIn();
        const Window window = open(world);
        show(*window, voices());
        press(*window, "mainRunButton");
        (void)runEnded(*window);
        shoot(*window, u"limit"_s);
    }

    /// A file that cannot be read, one that cannot be written, one that is read differently here.
    void fileTroubles() const
    {
        UiWorld world;
        const Window window = open(world);
        QFile broken(world.folder.filePath(u"storyboard.json"_s));
        (void)broken.open(QIODevice::WriteOnly);
        broken.write(R"({"version":1,"nodes":[{"id":"a","type":"prompt","position":{"x":"left"},)"
                     R"("data":{}}],"edges":[]})");
        broken.close();
        window->openFile(broken.fileName());
        (void)waitFor([&window] { return shows(*window, "openFailedBanner"); });
        shoot(*window, u"open-failed"_s);
        show(*window, example(u"three-voices"_s, u"openai"_s, u"gpt-4o"_s));
        shoot(*window, u"retired-models"_s);
        window->editor().document.save(world.folder.filePath(u"gone/market-stall.plantain"_s));
        (void)waitFor([&window] { return shows(*window, "saveFailedBanner"); });
        shoot(*window, u"save-failed"_s);
    }

    void recoveryFailed() const
    {
        UiWorld world;
        QFile obstacle(world.recoveryFolder());
        (void)obstacle.open(QIODevice::WriteOnly);
        const Window window = open(world);
        show(*window, voices());
        window->editor().document.setImageStorage(workflow::ImageStorage::BesideTheFile);
        // Who goes to another window may not come back.
        QWidget other;
        other.show();
        (void)QTest::qWaitForWindowActive(&other);
        (void)waitFor([&window] { return shows(*window, "recoveryFailedBanner"); });
        shoot(*window, u"recovery-failed"_s);
    }

    void atWork() const
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        (void)world.signIn();
        const Window window = open(world);
        show(*window, voices());
        const QString first = model(*window);
        window->canvas().selection().setOnly(first);
        world.provider.knobs().timePerToken = std::chrono::milliseconds(25);
        press(*window, "mainRunButton");
        const run::WorkflowRunner& runner = window->editor().runner;
        (void)waitFor([&] { return runner.run(first).text.size() > 100; });
        shoot(*window, u"running"_s);
        world.provider.knobs().timePerToken = {};
        (void)runEnded(*window);
        world.provider.knobs().failNextRequests = 20;
        world.provider.knobs().failStatus = 400;
        window->editor().runner.start({run::RunScope::Node, first, true});
        (void)runEnded(*window);
        shoot(*window, u"error"_s);
        floating(*window);
        show(*window, side(voices(), 4));
        window->canvas().showActualSize();
        shoot(*window, u"minimap"_s);
    }

    void floating(ui::MainWindow& window) const
    {
        ui::CanvasWidget& canvas = window.canvas();
        press(window, "addNodeButton");
        shoot(window, u"palette"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        window.findChild<QLineEdit*>(u"findEdit"_s)->setText(u"fr"_s);
        shoot(window, u"find"_s);
        press(window, "findCloseButton");
        canvas.input().actions().action(ui::CanvasActions::Command::ShowShortcuts)->trigger();
        auto* sheet = window.findChild<QDialog*>(u"shortcutSheet"_s);
        if (!sheet) {
            return;
        }
        (void)QTest::qWaitForWindowActive(sheet);
        shoot(*sheet, u"shortcuts"_s);
        sheet->close();
    }
};

} // namespace

void takeWindowPictures(const QString& folder, settings::ThemeChoice theme)
{
    WindowPhotographer(folder, theme).takeAll();
}

} // namespace plantain::testing
