// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasActions.h"

#include "ui/canvas/CanvasWidget.h"

#include <map>

namespace plantain::ui {

class CanvasActions::Private
{
public:
    mutable std::map<int, std::unique_ptr<QAction>> actions;
    QAction* action(int number) const
    {
        auto& action = actions[number];
        if (!action) {
            action = std::make_unique<QAction>();
        }
        return action.get();
    }
};

CanvasActions::CanvasActions(CanvasWidget& canvas)
    : d(std::make_unique<Private>())
{
    Q_UNUSED(canvas)
}

CanvasActions::~CanvasActions() = default;

QAction* CanvasActions::action(Command command) const
{
    return d->action(static_cast<int>(command));
}

QAction* CanvasActions::addAction(workflow::NodeKind kind) const
{
    return d->action(1000 + static_cast<int>(kind));
}

void CanvasActions::fillEditMenu(QMenu& menu) const
{
    Q_UNUSED(menu)
}

void CanvasActions::fillNodeMenu(QMenu& menu) const
{
    Q_UNUSED(menu)
}

void CanvasActions::fillViewMenu(QMenu& menu) const
{
    Q_UNUSED(menu)
}

} // namespace plantain::ui
