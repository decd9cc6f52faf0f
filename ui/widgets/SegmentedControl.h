// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QList>
#include <QString>
#include <QWidget>

namespace plantain::ui {

/// One choice out of a few, all visible. One stop of the tab order; the arrow keys move the choice.
/// Short labels are used where the long ones do not fit.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    struct Segment {
        QString id;
        QString label;
        QString shortLabel; ///< empty: the label
        bool operator==(const Segment&) const = default;
    };

    explicit SegmentedControl(QWidget* parent = nullptr);

    /// Keeps the choice when its id is still there, else nothing is chosen.
    void setSegments(const QList<Segment>& segments);
    const QList<Segment>& segments() const { return m_segments; }
    /// Empty: none chosen.
    QString current() const;
    /// An unknown id is ignored.
    void setCurrent(const QString& id);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

signals:
    /// By the user or by setCurrent().
    void currentChanged(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    int widthOf(bool isShort) const;
    void updateTabStop();
    void fitLabels();

    QList<Segment> m_segments;
    QButtonGroup m_buttons;
};

} // namespace plantain::ui
