// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/Inspector.h"

#include <QStackedWidget>

namespace plantain::ui {

class Inspector::Private
{
public:
    QStackedWidget* pages = nullptr;
};

Inspector::Inspector(const EditorServices& services, Selection& selection, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    Q_UNUSED(services)
    Q_UNUSED(selection)
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    d->pages = new QStackedWidget(this);
    layout->addWidget(d->pages);
}

Inspector::~Inspector() = default;

void Inspector::focusFirstField()
{
    d->pages->setFocus();
}

} // namespace plantain::ui
