// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/secrets/ApiKeys.h"
#include "ui/account/AccountActions.h"
#include "ui/project_setup/ConnectionTrials.h"
#include "ui/project_setup/DirectoryCheck.h"
#include "ui/project_setup/SetupPage.h"

#include <memory>

namespace plantain::ui {

class AddressRow;
class KeyRow;
namespace Ui {
class ProvidersPage;
}

/// What the project setup needs; all borrowed.
struct SetupServices {
    AccountActions& account;
    secrets::ApiKeys& keys;
    llm::ModelCatalog& catalog;
    settings::AppSettings& settings;
    const base::Clock& clock;
    bool sandbox = false;
    ConnectionTrials trials = {};
    DirectoryCheck directoryCheck = tryDirectory;
};

/// One card a provider (T1.2), and the way to them.
class ProvidersPage : public SetupPage
{
    Q_OBJECT

public:
    explicit ProvidersPage(QWidget* parent = nullptr);
    ~ProvidersPage() override;

    /// Once, before `load`.
    void setServices(const SetupServices& services);

    void load(const ProjectDraft& draft) override;
    void store(ProjectDraft& draft) const override;
    QList<SetupProblem> problems() const override;
    bool isChecking() const override;
    void hurryChecks() override;
    QWidget* firstField() const override;

    /// These keys were written: what is typed is no change any more.
    void clearKeys(const QStringList& providers);
    void showStorageOutcome(const base::Status& outcome);

signals:
    void storageChangeRequested(plantain::secrets::StorageKind kind);

private:
    void connectAddress(AddressRow& row);
    void showBadges();
    void showTestable();
    QList<KeyRow*> keyRows() const;
    base::JobPtr<llm::ModelListJob> beginTest(llm::ProviderId provider,
                                              const std::optional<base::Secret>& typed);

    std::unique_ptr<Ui::ProvidersPage> m_ui;
    std::unique_ptr<SetupServices> m_services;
};

} // namespace plantain::ui
