// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Badge.h"

#include <QLabel>
#include <QPushButton>

namespace plantain::ui {

/// A state as text, icon and ground. Its accessible name is the text; a change is announced.
class StatusBadge : public QLabel
{
    Q_OBJECT

public:
    explicit StatusBadge(QWidget* parent = nullptr);

    void setBadge(const Badge& badge);
    const Badge& badge() const { return m_badge; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Badge m_badge;
};

/// A badge that can be pressed.
class BadgeButton : public QPushButton
{
    Q_OBJECT

public:
    explicit BadgeButton(QWidget* parent = nullptr);

    /// `description` is read out beside the text and shown as the tooltip: what a press does.
    void setBadge(const Badge& badge, const QString& description);
    const Badge& badge() const { return m_badge; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Badge m_badge;
};

} // namespace plantain::ui
