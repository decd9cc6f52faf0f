// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace plantain::app {

/// Ctrl+C (and a polite kill) as a signal in the event loop. The second one ends the process at
/// once, as if nobody had asked to be told. One object a process.
class Interrupts : public QObject
{
    Q_OBJECT

public:
    Interrupts();
    ~Interrupts() override;

signals:
    void interrupted();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace plantain::app
