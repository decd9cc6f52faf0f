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
    ChildProcess tests(inBuild(QStringLiteral("bin/plantain_ui_tests")),
                       {QStringLiteral("--gtest_filter=*OnADesktop.*")}, environment);
    tests.start();
    ASSERT_TRUE(tests.waitForEnd()) << tests.transcript();
    EXPECT_EQ(tests.exitCode(), 0) << tests.transcript();
    EXPECT_TRUE(tests.output().contains("[  PASSED  ] 3 tests")) << tests.transcript();
}
