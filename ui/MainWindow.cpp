// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/MainWindow.h"

namespace plantain::ui {

class MainWindow::Private
{
public:
    WindowServices services;
};

MainWindow::MainWindow(const WindowServices& services)
    : d(std::make_unique<Private>(Private{services}))
{
    setWindowTitle(tr("Plantain"));
}

MainWindow::~MainWindow() = default;

void MainWindow::showStorageChangeOutcome(const base::Status& outcome)
{
    Q_UNUSED(outcome)
}

} // namespace plantain::ui
