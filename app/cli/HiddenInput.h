// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace plantain::app {

/// While it lives, a terminal does not show what is typed into it. Does nothing to anything else.
class HiddenInput
{
public:
    explicit HiddenInput(int descriptor);
    ~HiddenInput();
    HiddenInput(const HiddenInput&) = delete;
    HiddenInput& operator=(const HiddenInput&) = delete;

    bool isTerminal() const { return m_before != nullptr; }

private:
    struct Settings;
    int m_descriptor;
    std::unique_ptr<Settings> m_before;
};

} // namespace plantain::app
