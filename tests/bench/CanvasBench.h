// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/LargeWorkflow.h"
#include "tests/bench/Measure.h"
#include "tests/ui/EditorWorld.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/theme/Theme.h"

namespace plantain::bench {

/// Counts how often a widget is painted.
class PaintCounter : public QObject
{
public:
    explicit PaintCounter(QWidget& widget);
    int count() const { return m_count; }

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    int m_count = 0;
};

/// The real canvas in a window of its own, over a real document.
class CanvasBench
{
public:
    CanvasBench();

    /// False when the window does not come up.
    bool show();
    ui::CanvasWidget& canvas() { return m_canvas; }
    testing::EditorWorld& world() { return m_world; }
    const PaintCounter& paints() const { return m_paints; }
    /// Until the canvas has nothing left to paint.
    void settle();

private:
    testing::EditorWorld m_world;
    ui::theme::Theme m_theme;
    ui::CanvasWidget m_canvas;
    PaintCounter m_paints;
};

/// Resident memory of this process, MiB.
double residentMebibytes();
/// The least of the values.
double least(const std::vector<double>& values);

} // namespace plantain::bench
