// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace plantain::ui {

/// The name under which a node's text can be used in templates. Only names that can be used leave
/// the field; another one is told below it.
class VariableField : public QWidget
{
    Q_OBJECT

public:
    explicit VariableField(QWidget* parent = nullptr);

    /// What is being typed stays unless `name` differs from what was shown before.
    void showName(const QString& name);
    /// A name that cannot be used goes.
    void forgetTyped();
    QLineEdit* field() const { return m_edit; }

signals:
    /// A name or nothing.
    void nameEdited(const QString& name);

private:
    void takeText(const QString& text);
    void explain(const QString& text);

    QString m_shown;
    QLineEdit* m_edit;
    QLabel* m_note;
};

} // namespace plantain::ui
