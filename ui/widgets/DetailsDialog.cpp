// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DetailsDialog.h"

#include "ui/theme/Theme.h"
#include "ui_DetailsDialog.h"

#include <QClipboard>
#include <QGuiApplication>

namespace plantain::ui {

DetailsDialog::DetailsDialog(const QString& text, QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::DetailsDialog>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->detailsEdit->setFont(theme::font(theme::TextStyle::Code));
    m_ui->detailsEdit->setPlainText(text);
    connect(m_ui->copyDetailsButton, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_ui->detailsEdit->toPlainText()); });
    connect(m_ui->closeDetailsButton, &QPushButton::clicked, this, &QDialog::accept);
}

DetailsDialog::~DetailsDialog() = default;

} // namespace plantain::ui
