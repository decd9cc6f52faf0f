// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/secrets/ApiKeys.h"
#include "src/settings/AppSettings.h"
#include "ui/account/AccountActions.h"
#include "ui/widgets/ScrollPage.h"

#include <memory>
#include <vector>

namespace plantain::ui {

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
};

/// One card a provider (T1.2). Edits a copy; `save()` applies it.
class ProvidersPage : public ScrollPage
{
    Q_OBJECT

public:
    explicit ProvidersPage(QWidget* parent = nullptr);
    ~ProvidersPage() override;

    /// Once.
    void setServices(const SetupServices& services);

    bool isChanged() const;
    /// Says inline what is wrong and takes the focus there.
    bool validate();
    /// Writes everything that was changed; `saved` follows.
    void save();
    bool isSaving() const { return !m_writes.empty(); }
    void showStorageOutcome(const base::Status& outcome);

signals:
    void edited();
    void saved(const plantain::base::Status& outcome);
    void storageChangeRequested(plantain::secrets::StorageKind kind);

private:
    void connectRow(KeyRow& row);
    void showBadges();
    void showUrlState();
    bool isUrlChanged() const;
    QString urlProblem() const;
    base::Status saveUrl();
    void finishWrite(std::size_t index);

    std::unique_ptr<Ui::ProvidersPage> m_ui;
    std::unique_ptr<SetupServices> m_services;
    std::vector<base::JobPtr<secrets::WriteSecretJob>> m_writes;
    std::optional<base::Error> m_saveError;
    KeyRow* m_testAfterSave = nullptr;
};

} // namespace plantain::ui
