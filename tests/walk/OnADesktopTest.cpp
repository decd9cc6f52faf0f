// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Desktop.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

using namespace plantain::testing;

/// The widget tests that the offscreen platform cannot show: those of what is told to screen
/// readers need an accessibility bus.
TEST(OnADesktop, TheTestsThatNeedOnePass)
{
    Desktop desktop;
    ASSERT_TRUE(desktop.start()) << desktop.problem();
    QProcessEnvironment environment = desktop.environment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    // Whoever asks for the accessibility bus starts it; Qt only looks whether it is there.
    ChildProcess asker(QStringLiteral("gdbus"),
                       {QStringLiteral("call"), QStringLiteral("--session"),
                        QStringLiteral("--dest"), QStringLiteral("org.a11y.Bus"),
                        QStringLiteral("--object-path"), QStringLiteral("/org/a11y/bus"),
                        QStringLiteral("--method"), QStringLiteral("org.a11y.Bus.GetAddress")},
                       environment);
    asker.start();
    ASSERT_TRUE(asker.waitForEnd()) << asker.transcript();
    ASSERT_EQ(asker.exitCode(), 0) << asker.transcript();
    ChildProcess tests(inBuild(QStringLiteral("bin/plantain_ui_tests")),
                       {QStringLiteral("--gtest_filter=*OnADesktop.*")}, environment);
    tests.start();
    ASSERT_TRUE(tests.waitForEnd()) << tests.transcript();
    EXPECT_EQ(tests.exitCode(), 0) << tests.transcript();
    EXPECT_TRUE(tests.output().contains("[  PASSED  ] 3 tests")) << tests.transcript();
}
