// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/NodeRun.h"

namespace plantain::run {

using namespace Qt::StringLiterals;

QString toString(NodeState state)
{
    switch (state) {
    case NodeState::Idle:
        return u"idle"_s;
    case NodeState::Waiting:
        return u"waiting"_s;
    case NodeState::Running:
        return u"running"_s;
    case NodeState::Completed:
        return u"completed"_s;
    case NodeState::Cached:
        return u"cached"_s;
    case NodeState::Skipped:
        return u"skipped"_s;
    case NodeState::Paused:
        return u"paused"_s;
    case NodeState::Failed:
        return u"failed"_s;
    case NodeState::Stopped:
        return u"stopped"_s;
    }
    Q_UNREACHABLE();
}

} // namespace plantain::run
