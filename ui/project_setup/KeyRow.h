// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "src/secrets/ApiKeys.h"

#include <QElapsedTimer>
#include <QWidget>

#include <memory>

namespace plantain::ui {

namespace Ui {
class KeyRow;
}

/// The API key of one provider: stored, from the environment, or missing. Edits are kept in the row
/// until `save()`.
class KeyRow : public QWidget
{
    Q_OBJECT

public:
    explicit KeyRow(QWidget* parent = nullptr);
    ~KeyRow() override;

    /// Once; all borrowed. `hint` is shown in the empty field, such as "sk-…".
    void setProvider(llm::ProviderId provider, const QString& hint, secrets::ApiKeys& keys,
                     llm::ModelCatalog& catalog);

    bool isChanged() const;
    /// Starts writing what was changed; null when nothing was. The row shows the stored state again
    /// when the job succeeded.
    base::JobPtr<secrets::WriteSecretJob> save();
    /// Tests the connection with what is stored.
    void test();
    /// A test needs what is typed to be saved first.
    void setUnsavedElsewhere(bool unsaved);
    void setCanTest(bool can);

signals:
    void edited();
    /// "Save and test" was pressed: save, then call `test()`.
    void saveAndTestRequested();

private:
    QString id() const { return llm::toString(m_provider); }
    void showSource();
    void showTest();
    void showTestResult(const base::Result<QList<llm::ListedModel>>& result);
    void showTestWords(const QString& outcome, const QString& problem);
    void showMore();
    void setRemoved(bool removed);
    void setOverriding(bool overriding);

    std::unique_ptr<Ui::KeyRow> m_ui;
    llm::ProviderId m_provider = llm::ProviderId::OpenAi;
    QString m_hint;
    secrets::ApiKeys* m_keys = nullptr;
    llm::ModelCatalog* m_catalog = nullptr;
    base::JobPtr<llm::ModelListJob> m_testJob;
    QElapsedTimer m_testTime;
    bool m_isOverriding = false;
    bool m_isRemoved = false;
    bool m_unsavedElsewhere = false;
    bool m_canTest = true;
};

} // namespace plantain::ui
