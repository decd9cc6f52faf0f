// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HiddenInput.h"

#include <termios.h>

namespace plantain::app {

struct HiddenInput::Settings {
    termios value{};
};

HiddenInput::HiddenInput(int descriptor)
    : m_descriptor(descriptor)
    , m_before(std::make_unique<Settings>())
{
    if (::tcgetattr(m_descriptor, &m_before->value) != 0) {
        m_before.reset();
        return;
    }
    termios hidden = m_before->value;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(m_descriptor, TCSAFLUSH, &hidden);
}

HiddenInput::~HiddenInput()
{
    if (m_before) {
        ::tcsetattr(m_descriptor, TCSAFLUSH, &m_before->value);
    }
}

} // namespace plantain::app
