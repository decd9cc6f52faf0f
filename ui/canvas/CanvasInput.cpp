// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasInput.h"

#include "ui/canvas/CanvasActions.h"

#include <QPointF>

namespace plantain::ui {

class CanvasInput::Private
{
public:
    explicit Private(CanvasWidget& canvas)
        : actions(canvas)
    {
    }

    CanvasActions actions;
};

CanvasInput::CanvasInput(CanvasWidget& canvas)
    : d(std::make_unique<Private>(canvas))
{
}

CanvasInput::~CanvasInput() = default;

bool CanvasInput::handle(QEvent* event)
{
    Q_UNUSED(event)
    return false;
}

CanvasActions& CanvasInput::actions() const
{
    return d->actions;
}

bool CanvasInput::insert(const QMimeData& data, QPointF view)
{
    Q_UNUSED(data)
    Q_UNUSED(view)
    return false;
}

void CanvasInput::openPalette() {}

void CanvasInput::editText(const QString& nodeId)
{
    Q_UNUSED(nodeId)
}

bool CanvasInput::isGestureUnderWay() const
{
    return false;
}

bool CanvasInput::cancelGesture()
{
    return false;
}

} // namespace plantain::ui
