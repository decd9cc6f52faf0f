// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <QCoreApplication>

#include <iostream>

/// Only inside session.sh: these tests write into, lock and empty the keyring that they find.
int main(int argc, char** argv)
{
    ::testing::InitGoogleTest(&argc, argv);
    if (!qEnvironmentVariableIsSet("PLANTAIN_KEYRING_SITUATION")) {
        std::cerr << "Run this by tests/keyring/session.sh: it would change your own keyring.\n";
        return 2;
    }
    // As on a server: no display, no GUI application.
    const QCoreApplication application(argc, argv);
    const int failures = RUN_ALL_TESTS();
    if (::testing::UnitTest::GetInstance()->test_to_run_count() == 0) {
        std::cerr << "The filter matches no test.\n";
        return 3;
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return failures;
}
