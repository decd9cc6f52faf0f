// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>

namespace plantain::llm {

/// Lets a few requests with one key run at a time, in order, and none begin while the provider asks
/// for a pause (R9).
class RequestQueue : public QObject
{
    Q_OBJECT

public:
    explicit RequestQueue(int places);

    /// A place among the running; given back when it is destroyed.
    class Turn
    {
    public:
        Turn() = default;
        Turn(Turn&& other) noexcept;
        Turn& operator=(Turn&& other) noexcept;
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        ~Turn();

    private:
        explicit Turn(RequestQueue& queue);
        QPointer<RequestQueue> m_queue;
        friend class RequestQueue;
    };

    /// `granted` is called from the event loop when it is the turn of `waiting`, never when that
    /// was destroyed before.
    void join(QObject& waiting, std::function<void(Turn)> granted);
    void leave(QObject& waiting);
    /// Nobody begins before that. A longer pause under way stays.
    void pauseFor(std::chrono::milliseconds wait);

private:
    struct Waiting {
        QPointer<QObject> who;
        std::function<void(Turn)> granted;
    };

    void advanceSoon();
    void advance();

    std::deque<Waiting> m_waiting;
    QTimer m_pause;
    int m_freePlaces;
};

} // namespace plantain::llm
