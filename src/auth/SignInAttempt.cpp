// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/SignInAttempt.h"

#include <algorithm>

namespace plantain::auth {

using std::chrono::seconds;

seconds SignInAttempt::secondsLeft() const
{
    if (m_phase != Phase::WaitingForBrowser) {
        return seconds(0);
    }
    return std::max(seconds(0),
                    std::chrono::ceil<seconds>(m_deadline - m_context.clock.monotonic()));
}

void SignInAttempt::setPhase(Phase next)
{
    m_phase = next;
    emit phaseChanged();
}

void SignInAttempt::waitForPerson(seconds patience)
{
    m_deadline = m_context.clock.monotonic() + patience;
    m_lastSecondsLeft = patience;
    setPhase(Phase::WaitingForBrowser);
}

void SignInAttempt::noticeSeconds()
{
    if (m_phase == Phase::WaitingForBrowser && secondsLeft() != m_lastSecondsLeft) {
        m_lastSecondsLeft = secondsLeft();
        emit phaseChanged();
    }
}

} // namespace plantain::auth
