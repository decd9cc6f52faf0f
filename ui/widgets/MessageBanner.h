// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Badge.h"

#include <QFrame>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace plantain::ui {

/// A sentence in the page that stays until its reason is gone: what happened, why, and a button
/// that does something about it. Pushes the layout, never covers it. Where it is narrow the buttons
/// stand below.
class MessageBanner : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBanner(QWidget* parent = nullptr);

    /// Shows the banner and announces `title`. `hint` may be empty.
    void showMessage(Tone tone, theme::Icon icon, const QString& title, const QString& hint = {});
    /// Only the words of the message that is shown; for countdowns.
    void updateTitle(const QString& title);
    QString title() const;
    QString hint() const;
    /// A button at the right end, left of the close button. Owned by the banner.
    QPushButton* addButton(const QString& text, const QString& objectName);
    void setClosable(bool closable);

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyInk();

    Badge m_message;
    QLabel* m_title;
    QLabel* m_hint;
    QBoxLayout* m_content;
    QHBoxLayout* m_buttons;
    QToolButton* m_close;
};

} // namespace plantain::ui
