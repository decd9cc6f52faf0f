// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/llm/LlmClient.h"
#include "src/secrets/SecretStore.h"
#include "ui/project_setup/ConnectionTrials.h"

#include <QMainWindow>

#include <functional>
#include <memory>

namespace plantain::auth {
class AuthService;
}
namespace plantain::llm {
class ModelCatalog;
}
namespace plantain::secrets {
class ApiKeys;
}
namespace plantain::settings {
class AppSettings;
}

namespace plantain::ui {

struct EditorServices;
class CanvasWidget;

/// What the window needs. References are borrowed and must outlive it.
struct WindowServices {
    auth::AuthService& auth;
    secrets::ApiKeys& keys;
    llm::ModelCatalog& catalog;
    llm::LlmClients clients;
    settings::AppSettings& settings;
    /// Opens a browser; false when that is not possible (the window shows the address then).
    std::function<bool(const QUrl&)> openUrl;
    /// Moves the secrets to another store. The outcome comes by
    /// `MainWindow::showStorageChangeOutcome`; a success is also saved in the settings.
    std::function<void(secrets::StorageKind)> changeStorage;
    /// The practice provider is in use: said so everywhere.
    bool sandbox = false;
    /// Where unsaved work is kept aside; empty: nowhere.
    QString recoveryFolder = {};
    /// For the tests of the project setup.
    ConnectionTrials trials = {};
    /// Starts the practice provider beside this window; false when that is not possible. Empty: not
    /// offered.
    std::function<bool()> startSandbox = {};
    /// Why the certificates of the settings are not trusted; empty: they are, or there are none.
    std::optional<base::Error> missingAuthorities = {};
    /// Work that was left there is offered in this window.
    bool offersRecovery = true;
};

/// The main window: the workflow under edit, its canvas and all that stands around it. Owns the
/// document, the runner and the theme, which follows the settings.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const WindowServices& services);
    ~MainWindow() override;

    /// Asks before unsaved work goes.
    void openFile(const QString& path);
    const EditorServices& editor() const;
    CanvasWidget& canvas() const;

    /// To be called when what `changeStorage` began has ended.
    void showStorageChangeOutcome(const base::Status& outcome);

signals:
    /// A window beside this one.
    void newWindowRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    /// Through the window as it is read, whenever its parts were made.
    bool focusNextPrevChild(bool next) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace plantain::ui
