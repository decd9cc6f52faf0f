// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Secret.h"

#include <QLineEdit>

namespace plantain::ui {

/// A field for a secret. What is typed is masked; an eye shows it until the field loses the focus.
/// A secret that is stored already is shown as its ending only and cannot be revealed.
class SecretLineEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit SecretLineEdit(QWidget* parent = nullptr);

    /// `ending`: at most four characters; empty: nothing is stored, `hint` is shown instead.
    void setStored(const QString& ending, const QString& hint);
    /// What it is, for the eye's name: "Show API key". "API key" unless said otherwise.
    void setSubject(const QString& subject);
    /// What was typed, trimmed.
    base::Secret secret() const;
    bool isRevealed() const { return echoMode() == QLineEdit::Normal; }

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void setRevealed(bool revealed);
    void updateLook();

    QAction* m_reveal = nullptr;
    QString m_subject;
    bool m_hasStored = false;
};

} // namespace plantain::ui
