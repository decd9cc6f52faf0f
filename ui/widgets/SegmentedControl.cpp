// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SegmentedControl.h"

#include "ui/theme/Restyle.h"
#include "ui/theme/Theme.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr int controlHeight = 26;
/// Both paddings and the border of one segment, as in the stylesheet.
constexpr int around = 22;
constexpr int tightAround = 12;

QString labelOf(const SegmentedControl::Segment& segment, bool isShort)
{
    return isShort && !segment.shortLabel.isEmpty() ? segment.shortLabel : segment.label;
}

/// Seen from the left, as the stylesheet draws it.
QString placeOf(int index, int count, bool mirrored)
{
    if (mirrored) {
        index = count - 1 - index;
    }
    return count == 1           ? QStringLiteral("only")
           : index == 0         ? QStringLiteral("first")
           : index + 1 == count ? QStringLiteral("last")
                                : QStringLiteral("middle");
}

} // namespace

SegmentedControl::SegmentedControl(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&m_buttons, &QButtonGroup::idToggled, this, [this](int index, bool checked) {
        if (checked) {
            updateTabStop();
            emit currentChanged(m_segments.at(index).id);
        }
    });
}

void SegmentedControl::setSegments(const QList<Segment>& segments)
{
    if (m_segments == segments) {
        return;
    }
    const QString kept = current();
    qDeleteAll(m_buttons.buttons());
    m_segments = segments;
    const auto count = static_cast<int>(segments.size());
    for (int i = 0; i < count; ++i) {
        auto* button = new QPushButton(segments.at(i).label, this);
        button->setObjectName(QStringLiteral("segment_") + segments.at(i).id);
        button->setAccessibleName(segments.at(i).label);
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setProperty("segment", placeOf(i, count, isRightToLeft()));
        m_buttons.addButton(button, i);
        static_cast<QHBoxLayout*>(layout())->insertWidget(i, button);
    }
    setCurrent(kept);
    updateTabStop();
    updateGeometry();
    fitLabels();
}

/// Qt's Tab would stop at the first segment, whichever is chosen.
void SegmentedControl::updateTabStop()
{
    const int stop = std::max(0, m_buttons.checkedId());
    const auto buttons = m_buttons.buttons();
    for (QAbstractButton* button : buttons) {
        button->setFocusPolicy(m_buttons.id(button) == stop ? Qt::StrongFocus : Qt::ClickFocus);
    }
}

QString SegmentedControl::current() const
{
    const int index = m_buttons.checkedId();
    return index < 0 ? QString() : m_segments.at(index).id;
}

void SegmentedControl::setCurrent(const QString& id)
{
    for (int i = 0; i < m_segments.size(); ++i) {
        if (m_segments.at(i).id == id) {
            m_buttons.button(i)->setChecked(true);
        }
    }
}

int SegmentedControl::widthOf(bool isShort) const
{
    const QFontMetrics metrics(theme::font(theme::TextStyle::Small));
    int width = 0;
    for (const Segment& segment : m_segments) {
        // As a button measures its text: an advance may be a pixel less.
        const QSize label = metrics.size(Qt::TextShowMnemonic, labelOf(segment, isShort));
        width += label.width() + (isShort ? tightAround : around);
    }
    return width;
}

QSize SegmentedControl::sizeHint() const
{
    return {widthOf(false), controlHeight};
}

QSize SegmentedControl::minimumSizeHint() const
{
    return {std::min(widthOf(true), widthOf(false)), controlHeight};
}

void SegmentedControl::fitLabels()
{
    const bool isShort = width() < widthOf(false);
    for (int i = 0; i < m_segments.size(); ++i) {
        QAbstractButton* button = m_buttons.button(i);
        theme::setStyleProperty(*button, "tight", isShort ? QStringLiteral("true") : QString());
        button->setText(labelOf(m_segments.at(i), isShort));
        button->setToolTip(isShort ? m_segments.at(i).label : QString());
    }
}

void SegmentedControl::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitLabels();
}

} // namespace plantain::ui
