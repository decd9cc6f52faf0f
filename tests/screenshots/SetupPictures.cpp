// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screenshots/SetupPictures.h"

#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/ui/LockedStore.h"
#include "tests/ui/UiWorld.h"
#include "ui/widgets/StatusBadge.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTextStream>

namespace plantain::testing {

namespace {

using namespace Qt::StringLiterals;
using auth::AuthState;
using Tab = ui::ProjectSetupDialog::Tab;

/// The pictures of one scheme.
class SetupPhotographer
{
public:
    SetupPhotographer(QString folder, settings::ThemeChoice theme)
        : m_folder(std::move(folder))
        , m_scheme(theme == settings::ThemeChoice::Dark ? u"dark"_s : u"light"_s)
    {
    }

    void takeAll()
    {
        tabs();
        newProject();
        problems();
        account();
        badges();
        byCode();
        keys();
        locked();
    }

private:
    using Dialog = std::unique_ptr<ui::ProjectSetupDialog>;

    static Dialog open(UiWorld& world, Tab tab, const ui::ProjectContext& context = {})
    {
        world.loadAll();
        auto dialog = std::make_unique<ui::ProjectSetupDialog>(world.setupServices(), context);
        dialog->showTab(tab);
        dialog->show();
        (void)QTest::qWaitForWindowActive(dialog.get());
        return dialog;
    }
    static ui::ProjectContext project(const UiWorld& world)
    {
        ui::ProjectContext context;
        context.facts = {u"Three voices"_s, world.folder.path(), false};
        context.file = context.facts.filePath();
        workflow::ImageSource picture;
        picture.dataUrl =
            u"data:image/png;base64,"_s + QString::fromLatin1(QByteArray(900'000, 'x').toBase64());
        context.pictures = {picture, picture};
        return context;
    }
    static void press(QWidget& root, const char* name)
    {
        root.findChild<QAbstractButton*>(QLatin1String(name))->click();
    }
    static void type(QWidget& root, const char* name, const QString& text)
    {
        auto* field = root.findChild<QLineEdit*>(QLatin1String(name));
        field->setFocus();
        field->setText(text);
        field->setModified(true);
    }
    static void scrollDown(QWidget& root, const char* name)
    {
        QScrollBar* bar = root.findChild<QScrollArea*>(QLatin1String(name))->verticalScrollBar();
        QCoreApplication::sendPostedEvents();
        bar->setValue(bar->maximum());
    }
    void shoot(QWidget& widget, const QString& name)
    {
        QCoreApplication::sendPostedEvents();
        (void)QTest::qWaitFor([] { return false; }, 60);
        const QString file = u"%1/setup-%2-%3.png"_s.arg(m_folder, name, m_scheme);
        QTextStream(stdout) << (widget.grab().save(file) ? file : u"not written: "_s + file)
                            << Qt::endl;
    }

    void tabs()
    {
        UiWorld world;
        const Dialog dialog = open(world, Tab::Project, project(world));
        (void)waitFor([&dialog] {
            return dialog->findChild<QLabel*>(u"embedCostLabel"_s)->text().contains(u"MB"_s);
        });
        shoot(*dialog, u"project"_s);
        dialog->showTab(Tab::Providers);
        shoot(*dialog, u"providers"_s);
        scrollDown(*dialog, "providersScroll");
        shoot(*dialog, u"providers-below"_s);
        dialog->showTab(Tab::NodeDefaults);
        shoot(*dialog, u"node-defaults-system"_s);
        auto* provider = dialog->findChild<QComboBox*>(u"defaultProviderCombo"_s);
        provider->setCurrentIndex(provider->findData(u"google"_s));
        shoot(*dialog, u"node-defaults"_s);
        dialog->showTab(Tab::Canvas);
        shoot(*dialog, u"canvas"_s);
        scrollDown(*dialog, "canvasScroll");
        shoot(*dialog, u"canvas-below"_s);
    }

    void newProject()
    {
        UiWorld world;
        ui::ProjectContext context;
        context.mode = ui::SetupMode::NewProject;
        const Dialog dialog = open(world, Tab::Project, context);
        shoot(*dialog, u"new-project"_s);
    }

    void problems()
    {
        UiWorld world;
        const Dialog dialog = open(world, Tab::Project, project(world));
        type(*dialog, "projectDirectoryEdit", u"somewhere/else"_s);
        QTest::keyClick(dialog.get(), Qt::Key_Return);
        shoot(*dialog, u"project-problem"_s);
        dialog->reject();
        auto* asked = dialog->findChild<QMessageBox*>(u"discardBox"_s);
        (void)QTest::qWaitForWindowActive(asked);
        shoot(*asked, u"discard-question"_s);
        asked->close();
        type(*dialog, "projectDirectoryEdit", world.folder.path());
        dialog->showTab(Tab::Providers);
        press(*dialog, "addHeaderButton");
        type(*dialog, "headerName_1", u"X Team"_s);
        type(*dialog, "headerValue_1", u"blue"_s);
        type(*dialog, "proxyEdit", u"proxy.example:8080"_s);
        type(*dialog, "baseUrlEdit", u"localhost:11434"_s);
        QTest::keyClick(dialog.get(), Qt::Key_Return);
        shoot(*dialog, u"providers-problems"_s);
        scrollDown(*dialog, "providersScroll");
        shoot(*dialog, u"providers-problems-below"_s);
    }

    void account()
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        const Dialog dialog = open(world, Tab::Providers);
        shoot(*dialog, u"account-not-connected"_s);
        press(*dialog, "connectButton");
        (void)waitFor([&world] { return !world.openedUrls.isEmpty(); });
        world.clock.advance(std::chrono::seconds(18));
        const auto* badge = dialog->findChild<ui::StatusBadge*>(u"statusBadge"_s);
        (void)waitFor([badge] { return badge->badge().text.endsWith(u"4:42"_s); });
        press(*dialog, "pasteLink");
        shoot(*dialog, u"account-waiting"_s);
        (void)world.approve(world.openedUrls.first());
        (void)waitFor([&world] { return world.auth.status().connected; });
        shoot(*dialog, u"account-connected-first"_s);
        press(*dialog, "planNoticeButton");
        world.clock.advance(std::chrono::minutes(4));
        emit world.auth.statusChanged(world.auth.status());
        shoot(*dialog, u"account-connected"_s);
        press(*dialog, "disconnectButton");
        auto* asked = dialog->findChild<QMessageBox*>(u"disconnectBox"_s);
        (void)QTest::qWaitForWindowActive(asked);
        shoot(*asked, u"disconnect-question"_s);
        asked->close();
    }

    /// The states that need a server's whim or a long wait are shown as the account tells them.
    void badges()
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        const Dialog dialog = open(world, Tab::Providers);
        const auto tell = [&](AuthState state, const QString& name, const base::Error& error = {}) {
            auth::AuthStatus status;
            status.state = state;
            status.connected = state == AuthState::Refreshing || state == AuthState::Expired ||
                               state == AuthState::PlanDisabled || state == AuthState::UsageLimited;
            status.email = u"ada@example.org"_s;
            if (!error.message.isEmpty()) {
                status.error = error;
            }
            emit world.auth.statusChanged(status);
            shoot(*dialog, u"badge-"_s + name);
        };
        tell(AuthState::PlanDisabled, u"plan-disabled"_s);
        tell(AuthState::Refreshing, u"renewing"_s);
        tell(AuthState::NeedsReauth, u"expired"_s,
             {base::ErrorKind::NotSignedIn, u"The session has ended on the server."_s,
              u"Reconnect to go on."_s, u"refresh_token_reused"_s});
        tell(AuthState::UsageLimited, u"limit"_s);
        tell(AuthState::Failed, u"error"_s,
             {base::ErrorKind::Timeout, u"Nobody answered in the browser in time."_s,
              u"Try again, and finish in the browser."_s, u"timeout"_s});
    }

    void byCode()
    {
        FakeHttpServer server;
        server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(200, R"({"device_code":"d","user_code":"PLNT-2026","expires_in":900,
                                 "interval":600,"verification_uri":"https://example.org/device"})");
        });
        WorldOptions options;
        options.deviceEndpoint = server.url(u"/device"_s);
        UiWorld world(options);
        const Dialog dialog = open(world, Tab::Providers);
        shoot(*dialog, u"account-code-offered"_s);
        press(*dialog, "useCodeLink");
        (void)waitFor([&world] { return world.actions.deviceCode().has_value(); });
        shoot(*dialog, u"account-code"_s);
    }

    void keys()
    {
        WorldOptions options;
        options.environment.insert(u"GEMINI_API_KEY"_s, u"AIza-practice"_s);
        UiWorld world(options);
        (void)world.storeKey(u"openai"_s,
                             sandbox::SandboxProvider::practiceKey().toUtf8() + "3f9A");
        const Dialog dialog = open(world, Tab::Providers);
        (void)waitFor(
            [&world] { return world.keys.source(u"openai"_s) == secrets::KeySource::Stored; });
        press(*dialog, "testButton_openai");
        const auto* result =
            dialog->findChild<QWidget*>(u"openAiKey"_s)->findChild<QLabel*>(u"testResult"_s);
        (void)waitFor([result] { return result->text().contains(u"models"_s); });
        shoot(*dialog, u"keys"_s);
    }

    void locked()
    {
        LockedStore store;
        WorldOptions options;
        options.store = &store;
        UiWorld world(options);
        shoot(*open(world, Tab::Providers), u"badge-keyring-locked"_s);
    }

    QString m_folder;
    QString m_scheme;
};

} // namespace

void takeSetupPictures(const QString& folder, settings::ThemeChoice theme)
{
    SetupPhotographer(folder, theme).takeAll();
}

} // namespace plantain::testing
