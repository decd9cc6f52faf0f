// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace plantain::ui {

class StatusBadge;

/// What an empty canvas shows: who answers, something to start from, what was open before.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    /// `offersSandbox`: the practice provider can be started beside this window.
    WelcomePage(const EditorServices& services, bool offersSandbox, QWidget* parent = nullptr);

signals:
    void newProjectRequested();
    void sandboxRequested();
    void exampleRequested(const QString& resource);
    void newFlowRequested();
    void openRequested();
    void fileRequested(const QString& path);
    void setupRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeAccountCard(QWidget* parent);
    void addSandbox(QWidget& card);
    void addConnect(QWidget& card);
    QWidget* makeStartCard(QWidget* parent);
    QWidget* makeRecentCard(QWidget* parent);
    void showAccount();
    void showRecent();

    EditorServices m_services;
    bool m_offersSandbox;
    StatusBadge* m_badge = nullptr;
    QPushButton* m_connect = nullptr;
    QPushButton* m_firstExample = nullptr;
    QVBoxLayout* m_recent = nullptr;
};

} // namespace plantain::ui
