// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/GuiMain.h"

#include "app/Landing.h"
#include "app/Translations.h"
#include "app/cli/Command.h"
#include "app/gui/SingleInstance.h"
#include "app/gui/StorageChange.h"
#include "src/auth/AuthService.h"
#include "src/secrets/ApiKeys.h"
#include "ui/Windows.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QIcon>
#include <QMessageBox>
#include <QProcess>
#include <QStandardPaths>

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

void nameApplication()
{
    QCoreApplication::setApplicationName(u"plantain"_s);
    QGuiApplication::setApplicationDisplayName(u"Plantain"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PLANTAIN_VERSION));
    QGuiApplication::setDesktopFileName(u"org.plantain.Plantain"_s);
}

OpenRequest requestOf(const WindowCommand& command)
{
    OpenRequest request{{}, command.newWindow, qEnvironmentVariable("XDG_ACTIVATION_TOKEN")};
    if (request.activationToken.isEmpty()) {
        request.activationToken = qEnvironmentVariable("DESKTOP_STARTUP_ID");
    }
    for (const QString& file : command.files) {
        // Whoever takes it over is in another folder.
        request.files << QFileInfo(file).absoluteFilePath();
    }
    return request;
}

/// Null where the data folder cannot be made: the start fails, and says why, without it.
std::unique_ptr<SingleInstance> makeInstance(const ServicesOptions& options)
{
    const auto folder = Services::makeDataFolder(options, QProcessEnvironment::systemEnvironment());
    return folder ? std::make_unique<SingleInstance>(
                        *folder, QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation))
                  : nullptr;
}

ui::WindowServices windowServicesOf(Services& services, StorageChange& storage,
                                    const ServicesOptions& options)
{
    return {services.auth(),
            services.keys(),
            services.catalog(),
            services.clients(),
            services.settings(),
            [](const QUrl& url) { return QDesktopServices::openUrl(url); },
            [&storage](secrets::StorageKind kind) { storage.changeTo(kind); },
            services.isSandbox(),
            services.dataFolder() + "/recovery"_L1,
            trialsOf(services),
            [options] { return startSandbox(options); },
            services.missingAuthorities()};
}

void takeRequests(SingleInstance& instance, ui::Windows& windows)
{
    QObject::connect(&instance, &SingleInstance::requested, &windows,
                     [&windows](const OpenRequest& request) {
                         if (request.newWindow) {
                             windows.openNew(request.activationToken);
                         }
                         if (!request.newWindow || !request.files.isEmpty()) {
                             windows.openFiles(request.files, request.activationToken);
                         }
                     });
    // What would be taken from then on would be lost.
    QObject::connect(qApp, &QGuiApplication::lastWindowClosed, &instance, &SingleInstance::close);
    instance.listen();
}

} // namespace

int runGui(const Invocation& invocation, int argc, char** argv)
{
    nameApplication();
    const auto& command = std::get<WindowCommand>(invocation.command);
    std::unique_ptr<SingleInstance> instance;
    {
        // A start that only hands files over needs no display.
        const QCoreApplication application(argc, argv);
        instance = makeInstance(invocation.services);
        if (instance && instance->begin(requestOf(command)) == SingleInstance::Role::HandedOver) {
            return ExitOk;
        }
    }
    QApplication application(argc, argv);
    installTranslations(application);
    QApplication::setWindowIcon(QIcon(u":/plantain/org.plantain.Plantain.svg"_s));

    const auto services =
        Services::create(invocation.services, QProcessEnvironment::systemEnvironment());
    if (!services) {
        // Another start may do better.
        instance.reset();
        return showStartFailure(services.error());
    }
    StorageChange storage(**services);
    ui::Windows windows(windowServicesOf(**services, storage, invocation.services));
    QObject::connect(&storage, &StorageChange::ended, &windows,
                     &ui::Windows::showStorageChangeOutcome);
    (*services)->auth().load();
    (*services)->keys().refresh();
    windows.openFiles(requestOf(command).files);
    if (instance) {
        takeRequests(*instance, windows);
    }
    const int exitCode = QApplication::exec();
    instance.reset();
    letRefreshLand((*services)->auth());
    return exitCode;
}

} // namespace plantain::app
