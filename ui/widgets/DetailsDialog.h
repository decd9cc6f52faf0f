// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace plantain::ui {

namespace Ui {
class DetailsDialog;
}

/// What is behind an error, to read and to copy. Deletes itself when closed; does not block.
class DetailsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `text` holds no secret: details of errors never do.
    DetailsDialog(const QString& text, QWidget* parent);
    ~DetailsDialog() override;

private:
    std::unique_ptr<Ui::DetailsDialog> m_ui;
};

} // namespace plantain::ui
