// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/RequestQueue.h"

#include <algorithm>
#include <utility>

namespace plantain::llm {

RequestQueue::Turn::Turn(RequestQueue& queue)
    : m_queue(&queue)
{
    --queue.m_freePlaces;
}

RequestQueue::Turn::Turn(Turn&& other) noexcept
    : m_queue(std::exchange(other.m_queue, nullptr))
{
}

RequestQueue::Turn& RequestQueue::Turn::operator=(Turn&& other) noexcept
{
    std::swap(m_queue, other.m_queue);
    Turn(std::move(other)); // what was held here goes back at once
    return *this;
}

RequestQueue::Turn::~Turn()
{
    if (m_queue) {
        ++m_queue->m_freePlaces;
        m_queue->advanceSoon();
    }
}

RequestQueue::RequestQueue(int places)
    : m_freePlaces(std::max(places, 1))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &RequestQueue::advance);
}

void RequestQueue::join(QObject& waiting, std::function<void(Turn)> granted)
{
    m_waiting.push_back({&waiting, std::move(granted)});
    advanceSoon();
}

void RequestQueue::leave(QObject& waiting)
{
    std::erase_if(m_waiting, [&waiting](const Waiting& entry) { return entry.who == &waiting; });
}

void RequestQueue::pauseFor(std::chrono::milliseconds wait)
{
    if (wait > m_pause.remainingTimeAsDuration()) {
        m_pause.start(wait);
    }
}

void RequestQueue::advanceSoon()
{
    QMetaObject::invokeMethod(this, &RequestQueue::advance, Qt::QueuedConnection);
}

void RequestQueue::advance()
{
    while (m_freePlaces > 0 && !m_waiting.empty() && !m_pause.isActive()) {
        const Waiting next = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (next.who) {
            next.granted(Turn(*this));
        }
    }
}

} // namespace plantain::llm
