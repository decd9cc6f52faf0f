// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project_setup/ConnectionTrials.h"
#include "ui/project_setup/LiveCheck.h"
#include "ui/project_setup/SetupCard.h"
#include "ui/project_setup/SetupPage.h"

#include <QElapsedTimer>

class QPushButton;

namespace plantain::ui {

/// The way to the servers: a proxy, and certificates that a company adds.
class NetworkCard : public SetupCard
{
    Q_OBJECT

public:
    explicit NetworkCard(QWidget* parent = nullptr);

    /// Once. `trials` is borrowed.
    void setTrials(const ConnectionTrials& trials);

    void load(const settings::NetworkSettings& network);
    /// Writes proxy and certificates only.
    void store(settings::NetworkSettings& network) const;
    QList<SetupProblem> problems() const;
    bool isChecking() const { return m_proxyCheck.isRunning() || m_fileCheck.isRunning(); }
    void hurryChecks();

signals:
    void edited();

private:
    void watch(QLineEdit& field, QLabel& place, LiveCheck& check);
    void check(const QLineEdit& field, LiveCheck& check);
    settings::NetworkSettings only(const QLineEdit& field) const;
    void browse();
    void test();
    void showTest(const base::Result<QString>& reached);
    void showTestButton();

    const ConnectionTrials* m_trials = nullptr;
    QLineEdit* m_proxy;
    QLabel* m_proxyError;
    QLineEdit* m_file;
    QLabel* m_fileError;
    QPushButton* m_browse;
    QPushButton* m_test;
    QLabel* m_result;
    QLabel* m_testError;
    LiveCheck m_proxyCheck;
    LiveCheck m_fileCheck;
    base::JobPtr<base::ResultJob<QString>> m_testJob;
    QElapsedTimer m_testTime;
};

} // namespace plantain::ui
