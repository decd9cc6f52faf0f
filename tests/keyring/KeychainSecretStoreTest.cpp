// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/keyring/KeyringTest.h"

#include "src/base/Json.h"

#include <QTimer>

#include <functional>

using namespace plantain;
using namespace plantain::testing;
using std::chrono::milliseconds;

namespace {

/// To be called after a read was started: the job's own start and the library's are one turn of the
/// event loop each, and the keyring's answer is at least one more.
void whenTheKeyringIsAsked(const std::function<void()>& action)
{
    QTimer::singleShot(0, [action] { QTimer::singleShot(0, action); });
}

} // namespace

TEST_F(UnlockedKeyring, GivesBackWhatWasWritten)
{
    const QByteArray value("{\"access_token\":\"caf\xc3\xa9\"}");
    ASSERT_TRUE(write(value).ok());
    const auto found = read();
    ASSERT_TRUE(found.ok());
    EXPECT_EQ(found->value().reveal(), value);
}

TEST_F(UnlockedKeyring, GivesBackBytesThatAreNoText)
{
    const QByteArray value("a\0b\xff\xfe\n", 6);
    ASSERT_TRUE(write(value).ok());
    EXPECT_EQ(read()->value().reveal(), value);
}

TEST_F(UnlockedKeyring, S7_KeepsARecordOf20KilobytesInOneEntry)
{
    const QByteArray value = "{\"id_token\":\"" + QByteArray(20'000, 'x') + "\"}";
    ASSERT_TRUE(write(value).ok());
    EXPECT_EQ(read()->value().reveal(), value);
    EXPECT_EQ(SecretService::count(marker.account(name)), 1);
}

TEST_F(UnlockedKeyring, ASecondWriteReplacesTheFirst)
{
    ASSERT_TRUE(write("first").ok());
    ASSERT_TRUE(write("second").ok());
    EXPECT_EQ(read()->value().reveal(), "second");
    EXPECT_EQ(SecretService::count(marker.account(name)), 1);
}

TEST_F(UnlockedKeyring, EntriesAreApartByName)
{
    ASSERT_TRUE(write("record").ok());
    ASSERT_TRUE(resultOf(store.write("some.key", Secret("key"))).ok());
    ASSERT_TRUE(remove().ok());
    EXPECT_EQ(resultOf(store.read("some.key"))->value().reveal(), "key");
    EXPECT_TRUE(resultOf(store.remove("some.key")).ok());
}

TEST_F(UnlockedKeyring, S8_TwoDataFoldersDoNotShareAnEntry)
{
    const QTemporaryDir otherFolder;
    secrets::KeychainSecretStore other(otherFolder.path(), clock);
    ASSERT_TRUE(write("mine").ok());
    EXPECT_FALSE(resultOf(other.read(name))->has_value());
    ASSERT_TRUE(resultOf(other.write(name, Secret("theirs"))).ok());
    EXPECT_EQ(read()->value().reveal(), "mine");
}

TEST_F(UnlockedKeyring, AnAbsentSecretIsKnownToBeAbsent)
{
    const auto found = read();
    ASSERT_TRUE(found.ok());
    EXPECT_FALSE(found->has_value());
    EXPECT_TRUE(remove().ok());
}

TEST_F(UnlockedKeyring, RemovingTakesTheEntryAndItsMarkAway)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_TRUE(remove().ok());
    EXPECT_EQ(SecretService::count(marker.account(name)), 0);
    EXPECT_EQ(marked(), Entry::None);
    EXPECT_FALSE(read()->has_value());
}

TEST_F(UnlockedKeyring, S8_MarksWhatItStoresWithoutTheSecret)
{
    ASSERT_TRUE(write("canary").ok());
    const auto content = base::parseJsonObject(dataFolderContent());
    ASSERT_TRUE(content.ok());
    const QJsonObject entry{{"updated_at", base::toUnixSeconds(clock.now())}};
    EXPECT_EQ(content->value("names").toObject(), (QJsonObject{{name, entry}}));
}

TEST_F(UnlockedKeyring, S8_AnEntryThatVanishedIsNotTakenForSignedOut)
{
    ASSERT_TRUE(write("secret").ok());
    SecretService::removeEntries(marker.account(name));
    const auto found = read();
    ASSERT_FALSE(found.ok());
    expectUnavailable(found.error(), "locked");

    ASSERT_TRUE(remove().ok()) << "signing out must end that state";
    EXPECT_FALSE(read()->has_value());
}

TEST_F(UnlockedKeyring, S8_AnEntryWithoutAMarkIsMarkedWhenItIsRead)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_TRUE(marker.forget(name).ok());
    EXPECT_EQ(read()->value().reveal(), "secret");
    EXPECT_EQ(marked(), Entry::Written);
}

TEST_F(UnlockedKeyring, S8_AnEntryOfAnInterruptedFirstWriteIsRemovedToo)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_TRUE(marker.forget(name).ok());
    ASSERT_TRUE(marker.begin(name).ok());
    ASSERT_TRUE(remove().ok());
    EXPECT_EQ(SecretService::count(marker.account(name)), 0);
}

TEST_F(UnlockedKeyring, ABrokenMarkerStopsWritingAndRemovingBeforeTheKeyring)
{
    QFile file(folder.filePath("keychain-marker.json"));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    expectUnavailable(write("secret").error(), "keychain-marker.json");
    expectUnavailable(remove().error(), "keychain-marker.json");
    EXPECT_EQ(SecretService::count(marker.account(name)), 0);
}

TEST_F(UnlockedKeyring, ALateAnswerComesAfterTheTimeoutAndStillCounts)
{
    secrets::KeychainSecretStore impatient(folder.path(), clock, milliseconds(0));
    expectUnavailable(resultOf(impatient.write(name, Secret("secret"))).error(), "did not answer");
    ASSERT_TRUE(waitFor([this] { return marked() == Entry::Written; }));
    EXPECT_EQ(read()->value().reveal(), "secret");
}

TEST_F(UnlockedKeyring, ACancelledJobLeavesItsRequestToEndByItself)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_TRUE(marker.forget(name).ok());
    const auto job = store.read(name);
    job->start();
    whenTheKeyringIsAsked([&job] { job->cancel(); });
    ASSERT_TRUE(waitFor([&job] { return job->isFinished(); }));
    ASSERT_FALSE(job->result().ok());
    EXPECT_EQ(job->result().error().kind, base::ErrorKind::Cancelled);
    EXPECT_TRUE(waitFor([this] { return marked() == Entry::Written; })) << "the late answer";
}

TEST_F(UnlockedKeyring, AJobMayBeDroppedWhileTheKeyringWorks)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_TRUE(marker.forget(name).ok());
    auto dropped = store.read(name);
    const QPointer<base::Job> watched(dropped.get());
    dropped->start();
    whenTheKeyringIsAsked([&dropped] { dropped.reset(); });
    ASSERT_TRUE(waitFor([&watched] { return watched.isNull(); }));
    EXPECT_TRUE(waitFor([this] { return marked() == Entry::Written; })) << "the late answer";
    EXPECT_EQ(read()->value().reveal(), "secret") << "the queue goes on behind it";
}

TEST_F(UnlockedKeyring, JobsStartedTogetherAllEnd)
{
    const auto first = store.write(name, Secret("one"));
    const auto second = store.write(name, Secret("two"));
    first->start();
    second->start();
    ASSERT_TRUE(waitFor([&] { return first->isFinished() && second->isFinished(); }));
    EXPECT_TRUE(first->result().ok());
    EXPECT_TRUE(second->result().ok());
    EXPECT_EQ(read()->value().reveal(), "two");
}

TEST_F(LockedKeyring, S8_AStoredSecretIsUnavailableAndNotAbsent)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_TRUE(SecretService::lock());
    const auto locked = read();
    ASSERT_FALSE(locked.ok());
    expectUnavailable(locked.error(), "The keyring is locked");
    EXPECT_EQ(SecretService::count(marker.account(name)), 1);

    ASSERT_TRUE(SecretService::unlock());
    const auto unlocked = read();
    ASSERT_TRUE(unlocked.ok());
    EXPECT_EQ(unlocked->value().reveal(), "secret");
}

TEST_F(LockedKeyring, S8_ASecretThatWasNeverStoredIsAbsent)
{
    ASSERT_TRUE(SecretService::lock());
    const auto found = read();
    ASSERT_TRUE(found.ok());
    EXPECT_FALSE(found->has_value());
    EXPECT_TRUE(remove().ok());
}

TEST_F(LockedKeyring, S8_AFailedWriteKeepsTheOldSecret)
{
    ASSERT_TRUE(write("old").ok());
    ASSERT_TRUE(SecretService::lock());
    const auto written = write("new");
    ASSERT_FALSE(written.ok());
    expectUnavailable(written.error(), "The keyring is locked");
    EXPECT_FALSE(written.error().detail.isEmpty());

    ASSERT_TRUE(SecretService::unlock());
    EXPECT_EQ(read()->value().reveal(), "old");
}

TEST_F(LockedKeyring, S8_RemovingFailsAndKeepsTheSecret)
{
    ASSERT_TRUE(write("secret").ok());
    ASSERT_TRUE(SecretService::lock());
    const auto removed = remove();
    ASSERT_FALSE(removed.ok());
    expectUnavailable(removed.error(), "The keyring is locked");
    EXPECT_EQ(marked(), Entry::Written);

    ASSERT_TRUE(SecretService::unlock());
    EXPECT_EQ(read()->value().reveal(), "secret");
}

TEST_F(LockedKeyring, S9_AFailedWriteFallsBackToNothing)
{
    ASSERT_TRUE(SecretService::lock());
    expectUnavailable(write("canary").error(), "The keyring is locked");
    EXPECT_EQ(marked(), Entry::None);
    EXPECT_FALSE(dataFolderContent().contains("canary"));
    EXPECT_FALSE(QFile::exists(folder.filePath(name)));
}

namespace {

class NoKeyring : public KeyringTest
{
};

class NoService : public KeyringTest
{
};

class NoBus : public KeyringTest
{
};

/// In an unlocked session, with an event loop that never calls the keyring's library back.
class NoGlib : public KeyringTest
{
};

} // namespace

TEST_F(NoKeyring, S9_WritingSaysWhatIsMissingAndFallsBackToNothing)
{
    const auto written = write("canary");
    ASSERT_FALSE(written.ok());
    expectUnavailable(written.error(), "cannot be used");
    EXPECT_FALSE(written.error().detail.isEmpty());
    EXPECT_FALSE(read()->has_value());
    EXPECT_FALSE(dataFolderContent().contains("canary"));
}

TEST_F(NoService, S9_NamesTheMissingServiceAndFallsBackToNothing)
{
    expectNothingIsStored("No keyring service");
}

TEST_F(NoService, RemovingWhatWasNeverStoredNeedsNoKeyring)
{
    EXPECT_TRUE(remove().ok());
}

TEST_F(NoService, S8_AStoredSecretIsNotForgotten)
{
    ASSERT_TRUE(marker.setWritten(name, clock.now()).ok());
    expectUnavailable(read().error(), "No keyring service");
    expectUnavailable(write("new").error(), "No keyring service");
    expectUnavailable(remove().error(), "No keyring service");
    EXPECT_EQ(marked(), Entry::Written);
}

TEST_F(NoBus, S9_NamesTheMissingSessionAndFallsBackToNothing)
{
    expectNothingIsStored("no D-Bus session");
}

TEST_F(NoGlib, AKeyringThatNeverAnswersEndsInATimeout)
{
    secrets::KeychainSecretStore impatient(folder.path(), clock, milliseconds(50));
    expectUnavailable(resultOf(impatient.read(name)).error(), "did not answer");
    expectUnavailable(resultOf(impatient.write(name, Secret("secret"))).error(), "did not answer");
    expectUnavailable(resultOf(impatient.remove(name)).error(), "did not answer");
}
