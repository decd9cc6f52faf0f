// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmClient.h"
#include "src/secrets/ApiKeys.h"
#include "ui/project_setup/SetupPage.h"

#include <QElapsedTimer>
#include <QWidget>

#include <functional>
#include <memory>

namespace plantain::ui {

namespace Ui {
class KeyRow;
}

/// The API key of one provider: stored, from the environment, or missing. Edits stay in the row; a
/// test tries them as they are.
class KeyRow : public QWidget
{
    Q_OBJECT

public:
    /// Begins a test with the typed key, else with the one in use.
    using Tester =
        std::function<base::JobPtr<llm::ModelListJob>(const std::optional<base::Secret>& typed)>;

    explicit KeyRow(QWidget* parent = nullptr);
    ~KeyRow() override;

    /// Once; `keys` is borrowed. `hint` is shown in the empty field, such as "sk-…".
    void setProvider(llm::ProviderId provider, const QString& hint, secrets::ApiKeys& keys,
                     Tester tester);

    QString id() const { return llm::toString(m_provider); }
    bool isChanged() const;
    KeyChange change() const;
    /// Its text is empty when the key can be saved.
    SetupProblem problem() const;
    /// Shows what is stored again.
    void clearChange();
    /// False: there is no address to test.
    void setCanTest(bool can);

signals:
    void edited();

private:
    void showSource();
    void showTest();
    void test();
    void showTestResult(const base::Result<QList<llm::ListedModel>>& result);
    void showTestWords(const QString& outcome, const QString& problem);
    void setRemoved(bool removed);
    void setOverriding(bool overriding);

    std::unique_ptr<Ui::KeyRow> m_ui;
    llm::ProviderId m_provider = llm::ProviderId::OpenAi;
    QString m_hint;
    secrets::ApiKeys* m_keys = nullptr;
    Tester m_tester;
    base::JobPtr<llm::ModelListJob> m_testJob;
    QElapsedTimer m_testTime;
    bool m_isOverriding = false;
    bool m_isRemoved = false;
    bool m_canTest = true;
};

} // namespace plantain::ui
