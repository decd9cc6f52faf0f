// SPDX-License-Identifier: GPL-3.0-or-later
// plantain_ui_screenshots OUTDIR: pictures of the window and of the project setup in every state,
// in both schemes, at 100 % and 200 %, made by the real widgets with real services.
#include "tests/screenshots/SetupPictures.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/ui/LockedStore.h"
#include "tests/ui/UiWorld.h"
#include "ui/widgets/ImageStrip.h"
#include "ui/widgets/OutputView.h"
#include "ui/widgets/StatusBadge.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProcess>
#include <QTextStream>

namespace {

using namespace plantain;
using namespace plantain::testing;
using namespace Qt::StringLiterals;

const QString prompt = u"A market stall at dawn, ripe plantains in wooden crates, mist over the "
                       "street."_s;

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
        account();
        answers();
        keys();
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
    static ui::ProjectSetupDialog& openSetup(ui::MainWindow& window)
    {
        press(window, "accountChip");
        auto* dialog = window.findChild<ui::ProjectSetupDialog*>();
        (void)QTest::qWaitForWindowActive(dialog);
        return *dialog;
    }
    static void write(ui::MainWindow& window)
    {
        window.findChild<QPlainTextEdit*>(u"promptEdit"_s)->setPlainText(prompt);
    }
    static void choose(ui::MainWindow& window, llm::ProviderId provider)
    {
        auto* combo = window.findChild<QComboBox*>(u"providerCombo"_s);
        combo->setCurrentIndex(combo->findData(llm::toString(provider)));
        emit combo->activated(combo->currentIndex());
    }
    static void addPicture(ui::MainWindow& window)
    {
        QImage picture(640, 420, QImage::Format_RGB32);
        QPainter painter(&picture);
        QLinearGradient sky(0, 0, 640, 420);
        sky.setColorAt(0, QColor(u"#2f5a68"_s));
        sky.setColorAt(0.5, QColor(u"#7aa05c"_s));
        sky.setColorAt(1, QColor(u"#d9a94a"_s));
        painter.fillRect(picture.rect(), sky);
        painter.end();
        QMimeData data;
        data.setImageData(picture);
        auto* strip = window.findChild<ui::ImageStrip*>();
        strip->addFrom(data);
        strip->addFrom(data);
    }
    static bool ended(ui::MainWindow& window)
    {
        const auto& controller = window.findChild<ui::LlmGeneratePanel*>()->controller();
        return waitFor([&controller] { return controller.result().has_value(); });
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

    void account()
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        const auto window = openWindow(world);
        shoot(*window, u"main-not-connected"_s);
        ui::ProjectSetupDialog& setup = openSetup(*window);
        shoot(setup, u"providers-signed-out"_s);
        press(setup, "connectButton");
        (void)waitFor([&world] { return !world.openedUrls.isEmpty(); });
        world.clock.advance(std::chrono::seconds(18));
        const auto* badge = setup.findChild<ui::StatusBadge*>(u"statusBadge"_s);
        (void)waitFor([badge] { return badge->badge().text.endsWith(u"4:42"_s); });
        shoot(setup, u"providers-waiting"_s);
        shoot(*window, u"main-waiting"_s);
        press(setup, "pasteLink");
        setup.findChild<QLineEdit*>(u"pasteEdit"_s)->setText(u"https://example.org/done"_s);
        press(setup, "pasteButton");
        shoot(setup, u"providers-paste"_s);
        (void)world.approve(world.openedUrls.first());
        (void)waitFor([&world] { return world.auth.status().connected; });
        shoot(setup, u"providers-connected-first"_s);
        press(setup, "planNoticeButton");
        world.clock.advance(std::chrono::minutes(4));
        emit world.auth.statusChanged(world.auth.status());
        shoot(setup, u"providers-connected"_s);
        press(setup, "disconnectButton");
        auto* question = setup.findChild<QMessageBox*>(u"disconnectBox"_s);
        (void)QTest::qWaitForWindowActive(question);
        shoot(*question, u"disconnect-question"_s);
        question->close();
        setup.close();
        shoot(*window, u"main-connected"_s);
        lists(*window);
        run(world, *window);
        (void)world.signOut();
        timeOut(world, *window);
    }

    void lists(ui::MainWindow& window)
    {
        for (const char* name : {"providerCombo", "modelCombo"}) {
            auto* combo = window.findChild<QComboBox*>(QLatin1String(name));
            combo->showPopup();
            shoot(*combo->view()->window(), u"list-"_s + QLatin1String(name));
            combo->hidePopup();
        }
        QMenu* menu = window.menuBar()->actions().value(1)->menu();
        menu->popup({});
        shoot(*menu, u"menu"_s);
        menu->close();
    }

    void run(UiWorld& world, ui::MainWindow& window)
    {
        write(window);
        addPicture(window);
        world.provider.knobs().timePerToken = std::chrono::milliseconds(15);
        press(window, "runButton");
        const auto* output = window.findChild<ui::OutputView*>();
        (void)waitFor([output] { return output->text().size() > 260; });
        shoot(window, u"main-streaming"_s);
        (void)ended(window);
        shoot(window, u"main-complete"_s);
        press(window, "markdownButton");
        shoot(window, u"main-markdown"_s);
        auto* panel = window.findChild<ui::LlmGeneratePanel*>();
        window.resize(340, 800);
        shoot(*panel, u"panel-narrow"_s);
        window.resize(1280, 800);
    }

    void timeOut(UiWorld& world, ui::MainWindow& window)
    {
        ui::ProjectSetupDialog& setup = openSetup(window);
        press(setup, "connectButton");
        (void)waitFor([&world] { return world.openedUrls.size() == 2; });
        world.clock.advance(std::chrono::seconds(301));
        (void)waitFor([&world] { return world.state() == auth::AuthState::Failed; });
        shoot(setup, u"providers-error"_s);
        setup.close();
        shoot(window, u"main-sign-in-failed"_s);
    }

    void answers()
    {
        FakeHttpServer server;
        WorldOptions options;
        options.google = server.url();
        options.environment.insert(u"GEMINI_API_KEY"_s, u"AIza-practice"_s);
        UiWorld world(options);
        const auto window = openWindow(world);
        choose(*window, llm::ProviderId::Google);
        (void)waitFor(
            [&world] { return world.keys.source(u"google"_s) == secrets::KeySource::Environment; });
        write(*window);
        server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(429,
                        R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"quota",
                        "details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure",
                        "violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]}})");
        });
        press(*window, "runButton");
        (void)ended(*window);
        shoot(*window, u"main-failed"_s);
        press(*window, "detailsButton");
        auto* details = window->findChild<QDialog*>(u"DetailsDialog"_s);
        (void)QTest::qWaitForWindowActive(details);
        shoot(*details, u"details"_s);
        details->close();
        server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(429, R"({"error":{"code":429,"status":"RESOURCE_EXHAUSTED",
                        "message":"slow","details":[{"@type":"RetryInfo","retryDelay":"12s"}]}})");
        });
        press(*window, "runButton");
        (void)waitFor(
            [&window] { return window->findChild<QWidget*>(u"waitBanner"_s)->isVisible(); });
        shoot(*window, u"main-waiting-to-retry"_s);
        press(*window, "stopButton");
        shoot(*window, u"main-stopped"_s);
        choose(*window, llm::ProviderId::OpenAi);
        shoot(*window, u"main-key-missing"_s);
    }

    void keys()
    {
        WorldOptions options;
        options.environment.insert(u"GEMINI_API_KEY"_s, u"AIza-practice"_s);
        UiWorld world(options);
        const auto window = openWindow(world);
        (void)world.storeKey(u"openai"_s,
                             sandbox::SandboxProvider::practiceKey().toUtf8() + "3f9A");
        (void)waitFor(
            [&world] { return world.keys.source(u"openai"_s) == secrets::KeySource::Stored; });
        ui::ProjectSetupDialog& setup = openSetup(*window);
        press(setup, "testButton_openai");
        const auto* result =
            setup.findChild<QWidget*>(u"openAiKey"_s)->findChild<QLabel*>(u"testResult"_s);
        (void)waitFor([result] { return result->text().contains(u"models"_s); });
        setup.findChild<QLineEdit*>(u"apiKeyEdit_openai-compatible"_s)->setFocus();
        QTest::keyClicks(QApplication::focusWidget(), u"not-saved-yet"_s);
        setup.findChild<QLineEdit*>(u"baseUrlEdit"_s)->setText(u"localhost:11434"_s);
        press(setup, "saveButton");
        shoot(setup, u"providers-keys"_s);
        setup.reject();
        auto* question = setup.findChild<QMessageBox*>(u"discardBox"_s);
        (void)QTest::qWaitForWindowActive(question);
        shoot(*question, u"discard-question"_s);
    }

    void locked()
    {
        LockedStore store;
        WorldOptions options;
        options.store = &store;
        UiWorld world(options);
        const auto window = openWindow(world);
        shoot(*window, u"main-keyring-locked"_s);
        shoot(openSetup(*window), u"providers-keyring-locked"_s);
    }

    void practice()
    {
        UiWorld world;
        const auto window = openWindow(world, true);
        shoot(*window, u"main-sandbox"_s);
        shoot(openSetup(*window), u"providers-sandbox"_s);
    }

    QString m_folder;
    settings::ThemeChoice m_theme;
    ui::theme::Theme m_look;
};

/// The scale of a process is fixed when it starts: another one takes the large pictures.
int takeLargeOnes(const QString& program, const QString& folder)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(program, {folder});
    process.waitForFinished(-1);
    return process.exitCode();
}

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    if (application.arguments().size() != 2) {
        QTextStream(stderr) << "usage: plantain_ui_screenshots OUTDIR" << Qt::endl;
        return 2;
    }
    const QString folder = application.arguments().at(1);
    QDir().mkpath(folder);
    for (const auto theme : {settings::ThemeChoice::Dark, settings::ThemeChoice::Light}) {
        Photographer(folder, theme).takeAll();
        takeSetupPictures(folder, theme);
    }
    const bool isLarge = qEnvironmentVariableIsSet("QT_SCALE_FACTOR");
    return isLarge ? 0 : takeLargeOnes(application.applicationFilePath(), folder + u"/200"_s);
}
