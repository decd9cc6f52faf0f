// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasIndex.h"

#include <gtest/gtest.h>

#include <random>

namespace plantain::testing {

namespace {

class RandomRects
{
public:
    explicit RandomRects(unsigned seed)
        : m_random(seed)
    {
    }

    /// Mostly small, sometimes far away or enormous.
    QRectF next()
    {
        const double world = chance(0.05) ? 1e6 : 20'000;
        const double size = chance(0.05) ? 90'000 : 400;
        return {number(-world, world), number(-world, world), number(0, size), number(0, size)};
    }
    bool chance(double share) { return number(0, 1) < share; }
    int below(int count) { return std::uniform_int_distribution(0, count - 1)(m_random); }

private:
    double number(double from, double to)
    {
        return std::uniform_real_distribution(from, to)(m_random);
    }
    std::mt19937 m_random;
};

std::vector<int> bruteForce(const std::vector<QRectF>& rects, const QRectF& area)
{
    std::vector<int> found;
    for (std::size_t i = 0; i < rects.size(); ++i) {
        if (ui::touches(rects[i], area)) {
            found.push_back(static_cast<int>(i));
        }
    }
    return found;
}

} // namespace

class CanvasIndexTest : public ::testing::TestWithParam<unsigned>
{
};

TEST_P(CanvasIndexTest, AnswersLikeLookingAtEachAfterRandomEdits)
{
    RandomRects random(GetParam());
    std::vector<QRectF> rects;
    for (int i = 0; i < 700; ++i) {
        rects.push_back(random.next());
    }
    ui::CanvasIndex index(600);
    index.rebuild(rects);
    for (int edit = 0; edit < 400; ++edit) {
        if (random.chance(0.3)) {
            rects.push_back(random.next());
            index.append(rects.back());
        } else {
            const int item = random.below(static_cast<int>(rects.size()));
            rects[static_cast<std::size_t>(item)] = random.next();
            index.move(item, rects[static_cast<std::size_t>(item)]);
        }
        const QRectF area = random.next();
        ASSERT_EQ(index.touching(area), bruteForce(rects, area)) << "edit " << edit;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CanvasIndexTest, ::testing::Range(1U, 6U));

TEST(CanvasIndexBordersTest, TouchingBordersAndPointsCount)
{
    ui::CanvasIndex index(600);
    index.rebuild({{0, 0, 600, 600}, {600, 0, 10, 10}, {100, 100, 0, 0}});
    EXPECT_EQ(index.touching({600, 5, 0, 0}), (std::vector<int>{0, 1}));
    EXPECT_EQ(index.touching({100, 100, 0, 0}), (std::vector<int>{0, 2}));
    EXPECT_EQ(index.touching({-50, -50, 20, 20}), (std::vector<int>{}));
}

} // namespace plantain::testing
