// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/secrets/SecretStore.h"

#include <QWidget>

#include <memory>

namespace plantain::ui {

namespace Ui {
class StorageRow;
}

/// Where keys and tokens are kept, and the way to the other place.
class StorageRow : public QWidget
{
    Q_OBJECT

public:
    explicit StorageRow(QWidget* parent = nullptr);
    ~StorageRow() override;

    void showKind(secrets::StorageKind kind);
    /// What a change that was asked for came to.
    void showOutcome(const base::Status& outcome);

signals:
    void storageChangeRequested(plantain::secrets::StorageKind kind);

private:
    void confirmChange();
    void requestChange();

    std::unique_ptr<Ui::StorageRow> m_ui;
    secrets::StorageKind m_kind = secrets::StorageKind::File;
};

} // namespace plantain::ui
