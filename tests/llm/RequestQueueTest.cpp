// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/RequestQueue.h"

#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>

#include <vector>

using namespace plantain::llm;
using namespace std::chrono_literals;
using plantain::testing::waitFor;

namespace {

class RequestQueueTest : public ::testing::Test
{
protected:
    void join(QObject& who, int number)
    {
        queue.join(who, [this, number](RequestQueue::Turn turn) {
            order.push_back(number);
            turns.push_back(std::move(turn));
        });
    }
    /// Everything that is due has happened.
    void settle() { QCoreApplication::processEvents(); }

    QObject owner;
    std::vector<int> order;
    std::vector<RequestQueue::Turn> turns;
    RequestQueue queue{2};
};

} // namespace

TEST_F(RequestQueueTest, R9_OnlySoManyRunAtATimeAndInOrder)
{
    for (int number = 1; number <= 4; ++number) {
        join(owner, number);
    }
    EXPECT_TRUE(order.empty()); // never inside join
    settle();
    EXPECT_EQ(order, (std::vector<int>{1, 2}));
    turns.erase(turns.begin());
    settle();
    EXPECT_EQ(order, (std::vector<int>{1, 2, 3}));
    turns.clear();
    settle();
    EXPECT_EQ(order, (std::vector<int>{1, 2, 3, 4}));
}

TEST_F(RequestQueueTest, R9_APauseHoldsEverybodyBack)
{
    QElapsedTimer timer;
    timer.start();
    queue.pauseFor(120ms);
    queue.pauseFor(10ms); // the longer one stays
    join(owner, 1);
    settle();
    EXPECT_TRUE(order.empty());
    ASSERT_TRUE(waitFor([this] { return order.size() == 1; }));
    EXPECT_GE(timer.elapsed(), 100);
}

TEST_F(RequestQueueTest, WhoLeftOrDiedIsPassedOver)
{
    auto gone = std::make_unique<QObject>();
    QObject leaving;
    join(*gone, 1);
    join(leaving, 2);
    join(owner, 3);
    gone.reset();
    queue.leave(leaving);
    settle();
    EXPECT_EQ(order, (std::vector<int>{3}));
}

TEST_F(RequestQueueTest, AnUnusedTurnComesBack)
{
    for (int round = 0; round < 5; ++round) {
        queue.join(owner, [this](RequestQueue::Turn) { order.push_back(0); });
    }
    settle();
    EXPECT_EQ(order.size(), 5U);
}

TEST(RequestQueue, ATurnMayOutliveItsQueue)
{
    QObject owner;
    RequestQueue::Turn kept;
    {
        RequestQueue queue(1);
        queue.join(owner, [&kept](RequestQueue::Turn turn) { kept = std::move(turn); });
        QCoreApplication::processEvents();
    }
    kept = {};
    SUCCEED();
}
