// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/LockedStore.h"
#include "tests/ui/project_setup/SetupFixture.h"
#include "ui/widgets/MessageBanner.h"

#include <QSignalSpy>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using secrets::StorageKind;

} // namespace

TEST_F(SetupTest, S8_ALockedKeyringIsItsOwnStateAndNeverNotConnected)
{
    LockedStore locked;
    WorldOptions options;
    options.store = &locked;
    open(options);
    EXPECT_EQ(badge(), QStringLiteral("Keyring is locked"));
    EXPECT_EQ(textOf(*dialog, "connectButton"), QStringLiteral("Unlock…"));
    EXPECT_TRUE(textOf(*dialog, "noteLabel").contains(QStringLiteral("locked")));
    EXPECT_EQ(badge("googleBadge"), QStringLiteral("Keyring is locked"));
    EXPECT_TRUE(textOf(*dialog, "placeLabel").contains(QStringLiteral("system keyring")));
}

TEST_F(SetupTest, S10_TheOtherStorageIsWishedForAndItsFailureIsSaid)
{
    open();
    QSignalSpy wished(dialog.get(), &ProjectSetupDialog::storageChangeRequested);
    press(*dialog, "changeButton");
    ASSERT_EQ(wished.count(), 1);
    EXPECT_EQ(wished.first().first().value<StorageKind>(), StorageKind::Keychain);
    EXPECT_FALSE(find<QPushButton>(*dialog, "changeButton")->isEnabled());
    dialog->showStorageOutcome(base::Error{
        base::ErrorKind::StorageUnavailable, QStringLiteral("There is no keyring."), {}, {}});
    EXPECT_TRUE(find<QPushButton>(*dialog, "changeButton")->isEnabled());
    EXPECT_EQ(find<MessageBanner>(*dialog, "outcomeBanner")->title(),
              QStringLiteral("There is no keyring."));
}

TEST_F(SetupTest, S9_MovingToFilesAsksFirst)
{
    LockedStore keyring;
    WorldOptions options;
    options.store = &keyring;
    open(options);
    QSignalSpy wished(dialog.get(), &ProjectSetupDialog::storageChangeRequested);
    press(*dialog, "changeButton");
    QMessageBox* asked = question("storageBox");
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(wished.count(), 0);
    press(*asked, "moveButton");
    EXPECT_EQ(wished.count(), 1);
}

} // namespace plantain::testing
