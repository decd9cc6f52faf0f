// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/CanvasPage.h"

#include "ui/project_setup/SetupCard.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/SegmentedControl.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace plantain::ui {

namespace {

// A segment's id is the number of its value: the segments stand in the order of the enumerators.
template <typename Value>
void choose(SegmentedControl& control, Value value)
{
    control.setCurrent(QString::number(static_cast<int>(value)));
}

template <typename Value>
void take(const SegmentedControl& control, Value& value)
{
    value = static_cast<Value>(control.current().toInt());
}

} // namespace

CanvasPage::CanvasPage(QWidget* parent)
    : SetupPage(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::pagePadding, 16, theme::pagePadding, 16);
    layout->setSpacing(theme::wideGap);
    buildGestures();
    buildLook();
    layout->addStretch();
}

SegmentedControl* CanvasPage::addChoice(SetupCard& card, const QString& objectName,
                                        const QString& label, const QStringList& choices)
{
    auto* control = new SegmentedControl;
    control->setObjectName(objectName);
    QList<SegmentedControl::Segment> segments;
    for (int i = 0; i < choices.size(); ++i) {
        segments << SegmentedControl::Segment{QString::number(i), choices[i], {}};
    }
    card.addRow(label, control);
    control->setSegments(segments);
    connect(control, &SegmentedControl::currentChanged, this, &CanvasPage::edited);
    return control;
}

QCheckBox* CanvasPage::makeSwitch(const QString& objectName, const QString& text)
{
    auto* box = new QCheckBox(text);
    box->setObjectName(objectName);
    connect(box, &QCheckBox::toggled, this, &CanvasPage::edited);
    return box;
}

void CanvasPage::buildGestures()
{
    auto* card = new SetupCard(tr("Mouse and keys"));
    m_pan =
        addChoice(*card, QStringLiteral("panControl"), tr("Pan"),
                  {tr("Space or middle button"), tr("Space"), tr("Middle button"), tr("Always")});
    card->addLine(QStringLiteral("panNote"), QStringLiteral("faint"),
                  tr("Always: dragging the empty canvas moves it, and Alt draws a box."));
    m_zoom = addChoice(*card, QStringLiteral("zoomControl"), tr("Zoom"),
                       {tr("Scroll"), tr("Alt+scroll"), tr("Ctrl+scroll")});
    m_selection = addChoice(*card, QStringLiteral("selectionControl"), tr("Select"),
                            {tr("Drag"), tr("Alt+drag")});
    layout()->addWidget(card);
    auto* grid = new SetupCard(tr("Drawing"));
    m_grid = makeSwitch(QStringLiteral("gridBox"), tr("Show"));
    m_snap = makeSwitch(QStringLiteral("snapBox"), tr("Snap nodes to it"));
    m_grid->setAccessibleName(tr("Show the grid"));
    m_snap->setAccessibleName(tr("Snap nodes to the grid"));
    grid->addRow(tr("Grid"), m_grid, false, m_snap);
    m_edges = addChoice(*grid, QStringLiteral("edgeStyleControl"), tr("Wires"),
                        {tr("Curved"), tr("Angular")});
    grid->addLine(QStringLiteral("edgeNote"), QStringLiteral("faint"),
                  tr("For new workflows; each one keeps its own."));
    layout()->addWidget(grid);
}

void CanvasPage::buildLook()
{
    auto* card = new SetupCard(tr("Look"));
    m_theme = addChoice(*card, QStringLiteral("themeControl"), tr("Theme"),
                        {tr("Like the system"), tr("Dark"), tr("Light")});
    m_textSize = addChoice(*card, QStringLiteral("textSizeControl"), tr("Text size"),
                           {tr("Small"), tr("Normal"), tr("Large"), tr("Very large")});
    m_reduceMotion = makeSwitch(QStringLiteral("reduceMotionBox"), tr("Reduce"));
    m_reduceMotion->setAccessibleName(tr("Reduce motion"));
    card->addRow(tr("Motion"), m_reduceMotion);
    layout()->addWidget(card);
}

QWidget* CanvasPage::firstField() const
{
    const auto buttons = m_pan->findChildren<QAbstractButton*>();
    for (QAbstractButton* button : buttons) {
        if (button->isChecked()) {
            return button;
        }
    }
    return m_pan;
}

void CanvasPage::load(const ProjectDraft& draft)
{
    const settings::CanvasSettings& canvas = draft.canvas;
    choose(*m_pan, canvas.pan);
    choose(*m_zoom, canvas.zoom);
    choose(*m_selection, canvas.selection);
    m_grid->setChecked(canvas.showGrid);
    m_snap->setChecked(canvas.snapToGrid);
    choose(*m_edges, canvas.edgeStyle);
    choose(*m_theme, draft.theme);
    choose(*m_textSize, canvas.textSize);
    m_reduceMotion->setChecked(canvas.reduceMotion);
}

void CanvasPage::store(ProjectDraft& draft) const
{
    settings::CanvasSettings& canvas = draft.canvas;
    take(*m_pan, canvas.pan);
    take(*m_zoom, canvas.zoom);
    take(*m_selection, canvas.selection);
    canvas.showGrid = m_grid->isChecked();
    canvas.snapToGrid = m_snap->isChecked();
    take(*m_edges, canvas.edgeStyle);
    take(*m_theme, draft.theme);
    take(*m_textSize, canvas.textSize);
    canvas.reduceMotion = m_reduceMotion->isChecked();
}

} // namespace plantain::ui
