// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxStream.h"

#include <QTimer>

namespace plantain::sandbox {

namespace {

/// Lives as a child of the connection, so that it stops when the peer goes.
class Player : public QTimer
{
public:
    Player(PracticeStream stream, const SandboxKnobs& knobs, const PracticeReply& reply)
        : QTimer(reply.lifetime())
        , m_stream(std::move(stream))
        , m_reply(reply)
        , m_pace(knobs.timePerToken)
        , m_cutAfter(knobs.cutAfterTokens)
    {
        m_reply.begin(m_stream.contentType);
        m_reply.write(m_stream.opening);
        callOnTimeout(this, [this] { playNext(); });
        start(knobs.timeToFirstToken);
    }

private:
    void playNext()
    {
        if (m_next < m_stream.pieces.size()) {
            m_reply.write(m_stream.pieces.at(m_next++));
            setInterval(m_pace);
            if (m_next == m_cutAfter) {
                stop();
                m_reply.drop();
                deleteLater();
            }
            return;
        }
        stop();
        m_reply.write(m_stream.closing);
        m_reply.end();
        deleteLater();
    }

    PracticeStream m_stream;
    PracticeReply m_reply;
    std::chrono::milliseconds m_pace;
    qsizetype m_cutAfter;
    qsizetype m_next = 0;
};

} // namespace

void playStream(const PracticeStream& stream, const SandboxKnobs& knobs, const PracticeReply& reply)
{
    if (reply.isOpen()) {
        new Player(stream, knobs, reply); // NOLINT(cppcoreguidelines-owning-memory): Qt parent
    }
}

} // namespace plantain::sandbox
