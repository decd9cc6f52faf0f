// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace plantain::ui {

/// A server's base URL. A provider that has an address of its own shows the field on demand only.
class AddressRow : public QWidget
{
    Q_OBJECT

public:
    explicit AddressRow(QWidget* parent = nullptr);

    /// Once. `owner`: whose address, for screen readers. `isOptional`: behind a link until there is
    /// an address.
    void setUp(const QString& objectName, const QString& owner, const QString& placeholder,
               bool isOptional);

    /// Trimmed, without a slash at the end.
    QString address() const;
    void setAddress(const QString& address);
    QLineEdit& field() const { return *m_edit; }
    QLabel& errorPlace() const { return *m_error; }
    /// Empty: it can be saved.
    QString problem() const;

signals:
    void edited();

private:
    void showField(bool shown);

    QPushButton* m_link;
    QWidget* m_box;
    QLineEdit* m_edit;
    QLabel* m_error;
    bool m_isOptional = false;
};

} // namespace plantain::ui
