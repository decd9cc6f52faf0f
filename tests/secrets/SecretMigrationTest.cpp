// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/secrets/SecretMigration.h"
#include "src/secrets/ApiKeys.h"
#include "tests/secrets/MemorySecretStore.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

using namespace plantain;
using plantain::testing::MemorySecretStore;
using plantain::testing::resultOf;
using plantain::testing::waitFor;
using secrets::SecretMigration;

namespace {

const QString record = secrets::tokenRecordName;
const QString key = "some.key";

const QByteArray olderRecord = R"({"access_token":"older","updated_at":1795000000})";
const QByteArray newerRecord = R"({"access_token":"newer","updated_at":1795000060})";

base::Error refused()
{
    return {base::ErrorKind::StorageUnavailable, "The keyring is locked.", {}, {}};
}

/// Two stores, a journal of what happened to them, and a way to let any step fail.
class SecretMigrationTest : public ::testing::Test
{
protected:
    SecretMigrationTest()
    {
        from.contents = {{record, newerRecord}, {key, "sk-one"}};
        from.gate = gateOf("from");
        to.gate = gateOf("to");
    }

    base::JobPtr<SecretMigration> migration()
    {
        return base::makeJob<SecretMigration>(from, to, QStringList{record, key}, [this] {
            const auto switched = arrive("switch");
            inUse = switched ? &to : &from;
            return switched;
        });
    }

    base::Status arrive(const QString& step)
    {
        journal << step;
        return atStep(step);
    }

    MemorySecretStore::Gate gateOf(const QString& store)
    {
        return [this, store](const QString& step, const QString& name) {
            return arrive(store + " " + step + " " + name);
        };
    }

    /// Lets the step of that number fail, once.
    void failAt(qsizetype number)
    {
        atStep = [this, number](const QString&) {
            return journal.size() == number + 1 ? base::Status(refused())
                                                : base::Status(base::Done{});
        };
    }

    void failWhen(const QString& failing)
    {
        atStep = [failing](const QString& step) {
            return step == failing ? base::Status(refused()) : base::Status(base::Done{});
        };
    }

    void startAgain()
    {
        from.contents = {{record, newerRecord}, {key, "sk-one"}};
        to.contents.clear();
        journal.clear();
        inUse = &from;
    }

    /// The steps of a migration that meets no failure.
    qsizetype stepsWithoutFailure()
    {
        atStep = [](const QString&) { return base::Done{}; };
        EXPECT_TRUE(resultOf(migration()).ok());
        const qsizetype steps = journal.size();
        startAgain();
        return steps;
    }

    MemorySecretStore from;
    MemorySecretStore to;
    MemorySecretStore* inUse = &from;
    QStringList journal;
    std::function<base::Status(const QString& step)> atStep = [](const QString&) {
        return base::Done{};
    };
    const MemorySecretStore::Contents everything{{record, newerRecord}, {key, "sk-one"}};
};

} // namespace

TEST_F(SecretMigrationTest, S10_CopiesAndVerifiesAllBeforeItSwitchesAndOnlyThenRemoves)
{
    const auto result = resultOf(migration());
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->moved, (QStringList{record, key}));
    EXPECT_TRUE(result->leftBehind.isEmpty());
    EXPECT_EQ(to.contents, everything);
    EXPECT_TRUE(from.contents.isEmpty());
    EXPECT_EQ(journal, (QStringList{"from read " + record, "to read " + record,
                                    "to write " + record, "to read " + record, "from read " + key,
                                    "to read " + key, "to write " + key, "to read " + key, "switch",
                                    "from remove " + record, "from remove " + key}));
}

TEST_F(SecretMigrationTest, AnEmptyStoreStillSwitches)
{
    from.contents.clear();
    const auto result = resultOf(migration());
    ASSERT_TRUE(result.ok());
    EXPECT_TRUE(result->moved.isEmpty());
    EXPECT_EQ(inUse, &to);
}

TEST_F(SecretMigrationTest, S10_AFailureAtAnyStepLeavesTheStoreInUseWhole)
{
    const qsizetype steps = stepsWithoutFailure();
    for (qsizetype failing = 0; failing < steps; ++failing) {
        startAgain();
        failAt(failing);
        const auto result = resultOf(migration());
        const std::string where = journal.value(failing).toStdString();
        EXPECT_EQ(inUse->contents, everything) << where;
        EXPECT_EQ(result.ok(), inUse == &to) << where;
        if (!result.ok()) {
            EXPECT_EQ(result.error(), refused()) << where;
            EXPECT_TRUE(to.contents.isEmpty()) << where;
        }
    }
}

TEST_F(SecretMigrationTest, S10_StoppedAtAnyStepTheStoreInUseIsWholeAndTheMoveCanBeRepeated)
{
    const qsizetype steps = stepsWithoutFailure();
    for (qsizetype last = 0; last < steps; ++last) {
        for (const bool lastStepHappens : {true, false}) {
            startAgain();
            auto dying = migration();
            atStep = [&](const QString&) -> base::Status {
                if (journal.size() <= last) {
                    return base::Done{};
                }
                dying.reset();
                return lastStepHappens ? base::Status(base::Done{}) : base::Status(refused());
            };
            dying->start();
            ASSERT_TRUE(waitFor([&] { return !dying; }));
            const std::string where = journal.value(last).toStdString();
            EXPECT_EQ(inUse->contents, everything) << where;

            atStep = [](const QString&) { return base::Done{}; };
            ASSERT_TRUE(resultOf(migration()).ok()) << where;
            EXPECT_EQ(to.contents, everything) << where;
            EXPECT_TRUE(from.contents.isEmpty()) << where;
        }
    }
}

TEST_F(SecretMigrationTest, S10_AStoreThatGivesBackSomethingElseIsNotSwitchedTo)
{
    to.distort = [](const QByteArray& value) { return value.left(5); };
    const auto result = resultOf(migration());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::StorageFailed);
    EXPECT_EQ(inUse, &from);
    EXPECT_EQ(from.contents, everything);
    EXPECT_TRUE(to.contents.isEmpty());
}

TEST_F(SecretMigrationTest, S10_TheNewerRecordWinsWhenBothStoresHoldOne)
{
    from.contents[record] = olderRecord;
    to.contents[record] = newerRecord;
    const auto result = resultOf(migration());
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(to.contents.value(record), newerRecord);
    EXPECT_EQ(result->moved, (QStringList{record, key}));
    EXPECT_TRUE(from.contents.isEmpty());
}

TEST_F(SecretMigrationTest, S10_AnOlderRecordInTheNewStoreIsReplaced)
{
    to.contents[record] = olderRecord;
    ASSERT_TRUE(resultOf(migration()).ok());
    EXPECT_EQ(to.contents.value(record), newerRecord);
}

TEST_F(SecretMigrationTest, ARecordWithoutATimeNeverBeatsOneWithATime)
{
    to.contents[record] = "not a record";
    ASSERT_TRUE(resultOf(migration()).ok());
    EXPECT_EQ(to.contents.value(record), newerRecord);
    std::swap(from.contents, to.contents);
    from.contents[record] = R"({"updated_at":"soon"})";
    to.contents[record] = newerRecord;
    ASSERT_TRUE(resultOf(migration()).ok());
    EXPECT_EQ(to.contents.value(record), newerRecord);
}

TEST_F(SecretMigrationTest, AKeyWinsFromTheStoreInUse)
{
    to.contents[key] = "sk-stale";
    ASSERT_TRUE(resultOf(migration()).ok());
    EXPECT_EQ(to.contents.value(key), "sk-one");
}

TEST_F(SecretMigrationTest, WhatOnlyTheNewStoreHoldsIsLeftAlone)
{
    from.contents.remove(key);
    to.contents[key] = "sk-there";
    ASSERT_TRUE(resultOf(migration()).ok());
    EXPECT_EQ(to.contents.value(key), "sk-there");
}

TEST_F(SecretMigrationTest, AFailureGivesTheNewStoreBackWhatItHeld)
{
    to.contents = {{record, olderRecord}};
    failWhen("to write " + key);
    EXPECT_FALSE(resultOf(migration()).ok());
    EXPECT_EQ(to.contents, (MemorySecretStore::Contents{{record, olderRecord}}));
    EXPECT_EQ(from.contents, everything);
}

TEST_F(SecretMigrationTest, ANewerRecordSurvivesTheTakingBack)
{
    from.contents[record] = olderRecord;
    to.contents[record] = newerRecord;
    failWhen("to write " + key);
    EXPECT_FALSE(resultOf(migration()).ok());
    EXPECT_EQ(to.contents.value(record), newerRecord);
    EXPECT_EQ(from.contents.value(record), olderRecord);
}

TEST_F(SecretMigrationTest, AChoiceThatCannotBeRecordedChangesNothing)
{
    failWhen("switch");
    const auto result = resultOf(migration());
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error(), refused());
    EXPECT_EQ(from.contents, everything);
    EXPECT_TRUE(to.contents.isEmpty());
}

TEST_F(SecretMigrationTest, ReportsWhatTheOldStoreKeeps)
{
    failWhen("from remove " + record);
    const auto result = resultOf(migration());
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->leftBehind, QStringList{record});
    EXPECT_EQ(result->leftBehindWhy, refused().message);
    EXPECT_EQ(to.contents, everything);
    EXPECT_FALSE(from.contents.contains(key));
}

TEST_F(SecretMigrationTest, CancelBeforeTheSwitchKeepsTheOldStoreInUse)
{
    const auto job = migration();
    atStep = [&](const QString& step) -> base::Status {
        if (step == "to write " + key) {
            job->cancel();
        }
        return base::Done{};
    };
    const auto result = resultOf(job);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, base::ErrorKind::Cancelled);
    EXPECT_EQ(inUse, &from);
    EXPECT_EQ(from.contents, everything);
}

TEST(SecretNames, AllAreTheTokenRecordAndTheKeyOfEveryProvider)
{
    const QStringList names = secrets::allSecretNames();
    EXPECT_EQ(names.size(), 1 + secrets::ApiKeys::providers().size());
    EXPECT_TRUE(names.contains(record));
    for (const QString& provider : secrets::ApiKeys::providers()) {
        EXPECT_TRUE(names.contains(secrets::ApiKeys::secretName(provider)));
    }
}
