// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ChildProcess.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QImageReader>
#include <QTemporaryDir>

namespace plantain::testing {

namespace {

const QStringList tabs{"project",       "providers",           "providers-below",
                       "node-defaults", "node-defaults-below", "canvas"};
const QStringList badges{"badge-not-connected",
                         "badge-waiting",
                         "badge-connected",
                         "badge-plan-not-allowed",
                         "badge-renewing",
                         "badge-expired",
                         "badge-limit",
                         "badge-error",
                         "badge-keyring-locked",
                         "badge-environment",
                         "badge-connected-long-name",
                         "badge-long-error"};
const QStringList problems{"project-problem", "providers-problems",  "providers-problems-below",
                           "account-paste",   "account-plan-notice", "account-not-revoked"};
const QStringList questions{"discard-question", "disconnect-question"};
const QStringList once{"new-project",
                       "account-code-offered",
                       "account-code",
                       "banner-not-saved",
                       "banner-not-moved",
                       "banner-sandbox",
                       "banner-sandbox-providers"};
const QStringList variants{"", "de-", "pseudo-", "rtl-", "large-"};

} // namespace

TEST(Screenshots, OneCommandWritesEveryStateOfTheSetup)
{
    const QTemporaryDir folder;
    ChildProcess command(inBuild(QStringLiteral("bin/plantain_ui_screenshots")),
                         {folder.path(), QStringLiteral("setup")},
                         QProcessEnvironment::systemEnvironment());
    command.start();
    constexpr int busyMachineMs = 280'000;
    ASSERT_TRUE(command.waitForEnd(busyMachineMs)) << command.transcript();
    ASSERT_EQ(command.exitCode(), 0) << command.transcript();
    EXPECT_FALSE(command.output().contains("not written")) << command.transcript();
    const auto expect = [&](const QString& name, int leastWidth) {
        for (const int scale : {1, 2}) {
            const QString path = QStringLiteral("%1/%2/setup-%3.png")
                                     .arg(folder.path(), scale == 1 ? "100" : "200", name);
            EXPECT_GE(QImageReader(path).size().width(), leastWidth * scale) << path.toStdString();
        }
    };
    for (const QString scheme : {"dark", "light"}) {
        for (const QString& name : once) {
            expect(name + u'-' + scheme, 720);
        }
        for (const QString& variant : variants) {
            for (const QString& name : tabs + badges + problems) {
                expect(name + u'-' + variant + scheme, 720);
            }
            for (const QString& name : questions) {
                expect(name + u'-' + variant + scheme, 300);
            }
        }
    }
}

} // namespace plantain::testing
