// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"
#include "ui/account/ProviderReadiness.h"

#include <QWidget>

#include <memory>

namespace plantain::ui {

class ProviderState;

namespace Ui {
class ReadinessRow;
}

/// Whether a provider can run, live, with the button that does something about it (T6.3).
class ReadinessRow : public QWidget
{
    Q_OBJECT

public:
    explicit ReadinessRow(QWidget* parent = nullptr);
    ~ReadinessRow() override;

    /// Once.
    void setServices(const EditorServices& services);
    /// By the file's word.
    void showProvider(const QString& providerId);
    ProviderReadiness readiness() const;

signals:
    void setupRequested();
    void changed();

private:
    void refresh();
    void act();

    std::unique_ptr<Ui::ReadinessRow> m_ui;
    std::unique_ptr<EditorServices> m_services;
    ProviderState* m_state = nullptr;
    QString m_provider;
};

} // namespace plantain::ui
