// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ResultHistory.h"

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

using ui::ResultHistory;
namespace keys = workflow::keys;

workflow::HistoryEntry entry(const char* text, const char* key = "")
{
    workflow::HistoryEntry made;
    made.text = QLatin1String(text);
    made.key = QLatin1String(key);
    return made;
}

/// A node that shows `text` and had these results.
workflow::Node nodeWith(const char* text, const QList<workflow::HistoryEntry>& entries)
{
    workflow::Node node;
    node.data = {{keys::outputText, QLatin1String(text)},
                 {keys::outputHistory, workflow::toJson(entries)}};
    return node;
}

} // namespace

TEST(ResultHistoryTest, WithOneResultThereIsNothingToBrowse)
{
    EXPECT_FALSE(ResultHistory(nodeWith("", {})).canBrowse());
    EXPECT_FALSE(ResultHistory(nodeWith("a", {entry("a")})).canBrowse());
    EXPECT_TRUE(ResultHistory(nodeWith("b", {entry("a")})).canBrowse());
    EXPECT_TRUE(ResultHistory(nodeWith("a", {entry("a"), entry("b")})).canBrowse());
}

TEST(ResultHistoryTest, StepsStayWithinTheList)
{
    const ResultHistory first(nodeWith("a", {entry("a"), entry("b")}));
    EXPECT_EQ(first.placeAt(-1), std::nullopt);
    EXPECT_EQ(first.placeAt(+1), 1);
    EXPECT_EQ(first.position(), QStringLiteral("1 of 2"));
    ASSERT_NE(first.shown(), nullptr);
    EXPECT_EQ(first.shown()->text, QStringLiteral("a"));
    const ResultHistory none(nodeWith("x", {entry("a"), entry("b")}));
    EXPECT_EQ(none.placeAt(-1), 1) << "back to the newest";
    EXPECT_EQ(none.placeAt(+1), std::nullopt);
    EXPECT_EQ(none.shown(), nullptr);
}

TEST(ResultHistoryTest, AChosenResultIsAsGoodAsItsKeySays)
{
    const ResultHistory history(nodeWith("b", {entry("a", "key-a"), entry("b")}));
    EXPECT_EQ(history.choosing(0).value(keys::outputText), QStringLiteral("a"));
    EXPECT_EQ(history.choosing(0).value(keys::resultKey), QStringLiteral("key-a"));
    EXPECT_FALSE(history.choosing(1).contains(keys::resultKey)) << "edited: the key stays";
}

TEST(ResultHistoryTest, WhatWasWrittenByHandIsKeptOnce)
{
    const auto now = base::fromUnixSeconds(1'795'860'000);
    EXPECT_FALSE(ResultHistory(nodeWith("a", {entry("a")})).keeping(QStringLiteral("a"), now));
    EXPECT_FALSE(ResultHistory(nodeWith("x", {})).keeping(QStringLiteral("x"), now));
    const auto kept =
        ResultHistory(nodeWith("mine", {entry("a")})).keeping(QStringLiteral("mine"), now);
    ASSERT_TRUE(kept);
    workflow::Node node;
    node.data.insert(keys::outputHistory, kept->value(keys::outputHistory));
    const auto entries = workflow::historyOf(node);
    ASSERT_EQ(entries.size(), 2);
    EXPECT_EQ(entries.at(1).text, QStringLiteral("mine"));
    EXPECT_EQ(entries.at(1).createdAt, 1'795'860'000);
    EXPECT_TRUE(entries.at(1).key.isEmpty());
}

} // namespace plantain::testing
