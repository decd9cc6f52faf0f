// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace plantain::ui {

class SecretLineEdit;

/// Headers that are sent with every request to a server of one's own. Values are masked: they may
/// be secrets.
class HeadersEditor : public QWidget
{
    Q_OBJECT

public:
    explicit HeadersEditor(QWidget* parent = nullptr);
    ~HeadersEditor() override;

    void setHeaders(const QHash<QString, QString>& headers);
    /// Rows without a name and a value do not count.
    QHash<QString, QString> headers() const;

    /// Why the headers cannot be sent; empty: they can.
    QString problem() const;
    /// The field with the problem; null without one.
    QLineEdit* problemField() const;
    QLabel& errorPlace() const { return *m_error; }

signals:
    void edited();

private:
    struct Row {
        QWidget* box;
        QLineEdit* name;
        SecretLineEdit* value;
        QPushButton* remove;
    };
    struct Finding {
        QLineEdit* field = nullptr;
        QString text;
    };

    Row& addRow(const QString& name, const QString& value);
    void removeRow(const QWidget* box);
    void numberRows();
    Finding find() const;

    QVBoxLayout* m_layout;
    QPushButton* m_add;
    QLabel* m_error;
    std::vector<Row> m_rows;
};

} // namespace plantain::ui
