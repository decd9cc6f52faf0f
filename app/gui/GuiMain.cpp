// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/GuiMain.h"

#include "app/Landing.h"
#include "app/Translations.h"
#include "app/cli/Command.h"
#include "app/gui/StorageChange.h"
#include "src/auth/AuthService.h"
#include "src/secrets/ApiKeys.h"
#include "ui/MainWindow.h"

#include <QApplication>
#include <QDesktopServices>
#include <QIcon>
#include <QMessageBox>
#include <QProcess>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

/// Nothing can be shown but this: the window needs the services.
int showStartFailure(const base::Error& error)
{
    QMessageBox box(QMessageBox::Critical, u"Plantain"_s, error.message);
    box.setInformativeText(error.hint);
    box.setDetailedText(error.detail);
    box.exec();
    return exitCodeFor(error);
}

ui::ConnectionTrials trialsOf(Services& services)
{
    return {[&services](const ui::TypedProvider& typed) {
                return services.tryProvider(typed.provider, typed.key, typed.addresses,
                                            typed.network);
            },
            [&services](const settings::NetworkSettings& network) {
                return services.tryNetwork(network);
            },
            &Services::checkNetwork};
}

/// Practice, in a process of its own: it never touches what is open here.
bool startSandbox(const ServicesOptions& options)
{
    QStringList arguments{u"--sandbox"_s};
    if (!options.dataFolder.isEmpty()) {
        arguments << u"--data-dir"_s << options.dataFolder;
    }
    return QProcess::startDetached(QApplication::applicationFilePath(), arguments);
}

} // namespace

int runGui(const Invocation& invocation, int argc, char** argv)
{
    QApplication::setApplicationName(u"plantain"_s);
    QApplication::setApplicationDisplayName(u"Plantain"_s);
    QApplication::setApplicationVersion(QStringLiteral(PLANTAIN_VERSION));
    QApplication::setDesktopFileName(u"org.plantain.Plantain"_s);
    QApplication application(argc, argv);
    installTranslations(application);
    QApplication::setWindowIcon(QIcon(u":/plantain/org.plantain.Plantain.svg"_s));

    const auto services =
        Services::create(invocation.services, QProcessEnvironment::systemEnvironment());
    if (!services) {
        return showStartFailure(services.error());
    }
    StorageChange storage(**services);
    ui::MainWindow window(
        {(*services)->auth(), (*services)->keys(), (*services)->catalog(), (*services)->clients(),
         (*services)->settings(), [](const QUrl& url) { return QDesktopServices::openUrl(url); },
         [&storage](secrets::StorageKind kind) { storage.changeTo(kind); },
         (*services)->isSandbox(), (*services)->dataFolder() + "/recovery"_L1, trialsOf(**services),
         [&invocation] { return startSandbox(invocation.services); }});
    QObject::connect(&storage, &StorageChange::ended, &window,
                     &ui::MainWindow::showStorageChangeOutcome);
    (*services)->auth().load();
    (*services)->keys().refresh();
    window.show();
    const QStringList& files = std::get<WindowCommand>(invocation.command).files;
    if (!files.isEmpty()) {
        window.openFile(files.first());
    }
    const int exitCode = QApplication::exec();
    letRefreshLand((*services)->auth());
    return exitCode;
}

} // namespace plantain::app
