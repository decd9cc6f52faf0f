// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screenshots/SetupPictures.h"

#include "tests/screenshots/Photographer.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/ui/LockedStore.h"
#include "tests/ui/i18n/Speaking.h"
#include "ui/widgets/StatusBadge.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabWidget>
#include <QTranslator>

namespace plantain::testing {

namespace {

using namespace Qt::StringLiterals;
using auth::AuthState;
using base::Error;
using base::ErrorKind;
using Tab = ui::ProjectSetupDialog::Tab;

/// Texts that begin from the right, as those of a language written from right to left do.
class WordsFromTheRight : public QTranslator
{
public:
    WordsFromTheRight()
    {
        QCoreApplication::installTranslator(this);
        QApplication::setLayoutDirection(Qt::RightToLeft);
    }
    ~WordsFromTheRight() override
    {
        QApplication::setLayoutDirection(Qt::LayoutDirectionAuto);
        QCoreApplication::removeTranslator(this);
    }
    Q_DISABLE_COPY_MOVE(WordsFromTheRight)

    QString translate(const char* context, const char* source, const char*, int) const override
    {
        constexpr char16_t rightToLeftMark = u'\u200f';
        return context[0] == 'Q' ? QString() : rightToLeftMark + QString::fromUtf8(source);
    }
    bool isEmpty() const override { return false; }
};

/// The pictures of one scheme in one language.
class SetupPhotographer : public Photographer
{
public:
    /// `ending`: of the files' names.
    SetupPhotographer(const QString& folder, const QString& ending)
        : Photographer({folder, u"setup-"_s, ending, std::chrono::milliseconds(20)})
    {
    }

    void takeAll()
    {
        takeWhatHasWords();
        newProject();
        byCode();
        saving();
        practice();
    }
    void takeWhatHasWords()
    {
        tabs();
        problems();
        account();
        badges();
        keys();
        locked();
    }

private:
    using Dialog = std::unique_ptr<ui::ProjectSetupDialog>;

    static Dialog open(UiWorld& world, Tab tab, const ui::ProjectContext& context = {},
                       bool sandbox = false)
    {
        world.loadAll();
        ui::SetupServices services = world.setupServices();
        services.sandbox = sandbox;
        auto dialog = std::make_unique<ui::ProjectSetupDialog>(services, context);
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
    static void type(QWidget& root, const char* name, const QString& text)
    {
        auto* field = root.findChild<QLineEdit*>(QLatin1String(name));
        field->setFocus();
        field->clear();
        QTest::keyClicks(field, text);
    }
    static QString textOf(QWidget& root, const char* name)
    {
        return root.findChild<QLabel*>(QLatin1String(name))->text();
    }
    static void scrollDown(QWidget& root, const char* name)
    {
        QScrollBar* bar = root.findChild<QScrollArea*>(QLatin1String(name))->verticalScrollBar();
        QCoreApplication::sendPostedEvents();
        bar->setValue(bar->maximum());
    }
    void shootQuestion(QWidget& dialog, const char* name, const QString& picture)
    {
        auto* asked = dialog.findChild<QMessageBox*>(QLatin1String(name));
        (void)QTest::qWaitForWindowActive(asked);
        shoot(*asked, picture);
        asked->close();
    }

    void tabs()
    {
        UiWorld world;
        const Dialog dialog = open(world, Tab::Project, project(world));
        (void)waitFor([&dialog] { return textOf(*dialog, "embedCostLabel").contains(u"MB"_s); });
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
        scrollDown(*dialog, "node_defaultsScroll");
        shoot(*dialog, u"node-defaults-below"_s);
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
        shootQuestion(*dialog, "discardBox", u"discard-question"_s);
        type(*dialog, "projectDirectoryEdit", world.folder.path());
        dialog->showTab(Tab::Providers);
        press(*dialog, "addHeaderButton");
        type(*dialog, "headerName_1", u"X Team"_s);
        type(*dialog, "headerValue_1", u"blue"_s);
        type(*dialog, "proxyEdit", u"proxy.example:8080"_s);
        type(*dialog, "caFileEdit", u"/etc/ssl/company/root-authority.pem"_s);
        type(*dialog, "baseUrlEdit", u"localhost:11434"_s);
        QTest::keyClick(dialog.get(), Qt::Key_Return);
        (void)waitFor([&dialog] { return !textOf(*dialog, "caFileError").isEmpty(); });
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
        press(*dialog, "connectButton");
        (void)waitFor([&world] { return !world.openedUrls.isEmpty(); });
        world.clock.advance(std::chrono::seconds(18));
        const auto* badge = dialog->findChild<ui::StatusBadge*>(u"statusBadge"_s);
        (void)waitFor([badge] { return badge->badge().text.contains(u"4:42"_s); });
        press(*dialog, "pasteLink");
        type(*dialog, "pasteEdit", u"https://example.org/done"_s);
        press(*dialog, "pasteButton");
        shoot(*dialog, u"account-paste"_s);
        (void)world.approve(world.openedUrls.first());
        (void)waitFor([&world] { return world.auth.status().connected; });
        shoot(*dialog, u"account-plan-notice"_s);
        press(*dialog, "planNoticeButton");
        press(*dialog, "disconnectButton");
        shootQuestion(*dialog, "disconnectBox", u"disconnect-question"_s);
        emit world.actions.disconnected({false, {}});
        shoot(*dialog, u"account-not-revoked"_s);
    }

    /// Each state as the account tells it: some need a server's whim or a long wait.
    void badges()
    {
        WorldOptions options;
        options.asChatGpt = true;
        UiWorld world(options);
        const Dialog dialog = open(world, Tab::Providers);
        QString email = u"ada@example.org"_s;
        const auto tell = [&](AuthState state, const QString& name, const Error& error = {}) {
            auth::AuthStatus status;
            status.state = state;
            status.connected = state == AuthState::Connected || state == AuthState::Refreshing ||
                               state == AuthState::PlanDisabled || state == AuthState::UsageLimited;
            status.email = email;
            status.secondsLeft = 282;
            status.updatedAt = world.clock.now() - std::chrono::minutes(4);
            if (!error.message.isEmpty()) {
                status.error = error;
            }
            emit world.auth.statusChanged(status);
            shoot(*dialog, u"badge-"_s + name);
        };
        settings::Settings values = world.settings.values();
        values.planNoticeSeen = true;
        (void)world.settings.save(values);
        tell(AuthState::SignedOut, u"not-connected"_s);
        tell(AuthState::WaitingForBrowser, u"waiting"_s);
        tell(AuthState::Connected, u"connected"_s);
        tell(AuthState::PlanDisabled, u"plan-not-allowed"_s);
        tell(AuthState::Refreshing, u"renewing"_s);
        tell(AuthState::NeedsReauth, u"expired"_s,
             {ErrorKind::NotSignedIn, u"The session has ended on the server."_s,
              u"Reconnect to go on."_s, u"refresh_token_reused"_s});
        tell(AuthState::UsageLimited, u"limit"_s,
             {ErrorKind::QuotaExceeded, u"The limit of your plan is used up."_s,
              u"It is free again at 09:00."_s, u"usage_limit_reached"_s});
        tell(AuthState::Failed, u"error"_s,
             {ErrorKind::Timeout, u"Nobody answered in the browser in time."_s,
              u"Try again, and finish in the browser."_s, u"timeout"_s});
        email = u"ada@department-of-long-names.faculty-of-longer-names.university.example.org"_s;
        tell(AuthState::Connected, u"connected-long-name"_s);
        tell(AuthState::NeedsReauth, u"long-error"_s,
             {ErrorKind::NotSignedIn,
              u"https://auth.example.org/realms/department-of-long-names/protocol/openid-connect/"
              "token refused to renew the session, because somebody has ended it."_s,
              u"Reconnect to go on. If that fails too, ask those who run the server for help."_s,
              u"invalid_grant"_s});
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

    /// A stored key that works, one of the environment, one that does not work.
    void keys()
    {
        FakeHttpServer refusing;
        refusing.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
            answer.send(401, R"({"error":{"message":"Incorrect","code":"invalid_api_key"}})");
        });
        WorldOptions options;
        options.environment.insert(u"GEMINI_API_KEY"_s, u"AIza-practice"_s);
        UiWorld world(options);
        (void)world.storeKey(u"openai"_s,
                             sandbox::SandboxProvider::practiceKey().toUtf8() + "3f9A");
        const Dialog dialog = open(world, Tab::Providers);
        (void)waitFor(
            [&world] { return world.keys.source(u"openai"_s) == secrets::KeySource::Stored; });
        press(*dialog, "testButton_openai");
        auto* row = dialog->findChild<QWidget*>(u"openAiKey"_s);
        (void)waitFor([row] {
            return !textOf(*row, "testResult").isEmpty() &&
                   !textOf(*row, "testResult").contains(u'…');
        });
        type(*dialog, "baseUrlEdit", refusing.url(u"/v1"_s).toString());
        type(*dialog, "apiKeyEdit_openai-compatible", u"not-saved-yet"_s);
        press(*dialog, "testButton_openai-compatible");
        row = dialog->findChild<QWidget*>(u"compatibleKey"_s);
        (void)waitFor([row] { return !textOf(*row, "testError").isEmpty(); });
        shoot(*dialog, u"badge-environment"_s);
    }

    void locked()
    {
        LockedStore store;
        WorldOptions options;
        options.store = &store;
        UiWorld world(options);
        shoot(*open(world, Tab::Providers), u"badge-keyring-locked"_s);
    }

    /// What was saved could not be written, nor the secrets moved.
    void saving()
    {
        LockedStore store;
        WorldOptions options;
        options.store = &store;
        UiWorld world(options);
        const Dialog dialog = open(world, Tab::Providers);
        type(*dialog, "apiKeyEdit_google", u"AIza-practice"_s);
        press(*dialog, "saveButton");
        const auto* banner = dialog->findChild<QWidget*>(u"saveBanner"_s);
        (void)waitFor([banner] { return banner->isVisible(); });
        shoot(*dialog, u"banner-not-saved"_s);
        dialog->showStorageOutcome(Error{ErrorKind::StorageUnavailable,
                                         u"The system keyring is locked."_s,
                                         u"Unlock it, then try again."_s,
                                         {}});
        scrollDown(*dialog, "providersScroll");
        shoot(*dialog, u"banner-not-moved"_s);
    }

    void practice()
    {
        UiWorld world;
        const Dialog dialog = open(world, Tab::Project, project(world), true);
        shoot(*dialog, u"banner-sandbox"_s);
        dialog->showTab(Tab::Providers);
        shoot(*dialog, u"banner-sandbox-providers"_s);
    }
};

} // namespace

void takeSetupPictures(const QString& folder, settings::ThemeChoice theme)
{
    const QString scheme = schemeName(theme);
    const auto take = [&](const QString& variant) {
        SetupPhotographer(folder, variant + u'-' + scheme).takeWhatHasWords();
    };
    ui::theme::Theme look(*qApp);
    look.apply(theme);
    SetupPhotographer(folder, scheme).takeAll();
    {
        const Speaking german(u"de"_s);
        take(u"de"_s);
    }
    {
        const PseudoLocale longer;
        take(u"pseudo"_s);
    }
    {
        const WordsFromTheRight mirrored;
        take(u"rtl"_s);
    }
    settings::CanvasSettings canvas;
    canvas.textSize = settings::TextSize::VeryLarge;
    look.apply(theme, canvas);
    take(u"large"_s);
    look.apply(theme);
}

} // namespace plantain::testing
