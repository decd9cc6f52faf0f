// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Interrupts.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace plantain::app {

namespace {

/// A signal handler may do little more than write to a pipe; the event loop reads the other end.
std::array<int, 2> wakeUp{-1, -1};

void passOn(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(wakeUp[1], &byte, 1);
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action {
    };
    action.sa_handler = handler;
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

} // namespace

Interrupts::Interrupts()
{
    if (::pipe2(wakeUp.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(wakeUp[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(wakeUp[0], &byte, 1) == 1) {
            emit interrupted();
        }
    });
    handle(SIGINT, passOn);
    handle(SIGTERM, passOn);
}

Interrupts::~Interrupts()
{
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    m_notifier.reset();
    ::close(wakeUp[0]);
    ::close(wakeUp[1]);
}

} // namespace plantain::app
