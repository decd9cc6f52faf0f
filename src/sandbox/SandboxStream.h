// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/sandbox/SandboxHttp.h"
#include "src/sandbox/SandboxProvider.h"

namespace plantain::sandbox {

/// A streamed answer, ready to be played.
struct PracticeStream {
    QByteArray contentType = "text/event-stream";
    QByteArray opening;       ///< at once
    QList<QByteArray> pieces; ///< one by one, at the knobs' pace
    QByteArray closing;       ///< right after the last piece
};

/// Plays in the background; ends early when the peer goes. The knobs are read now.
void playStream(const PracticeStream& stream, const SandboxKnobs& knobs,
                const PracticeReply& reply);

} // namespace plantain::sandbox
