// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/packaging/Installed.h"
#include "tests/support/Folders.h"

#include "tests/support/ChildProcess.h"

#include <gtest/gtest.h>

#include <QDir>

namespace plantain::testing {

namespace {

QDir folder()
{
    return QDir(plantain::testing::inBuild(QStringLiteral("packaging-tests")));
}

} // namespace

QString installed(const QString& path)
{
    return folder().filePath("prefix/" + path);
}

QString debianPackage()
{
    const QDir packages(folder().filePath("packages"));
    const QStringList found = packages.entryList({"plantain_*.deb"});
    EXPECT_EQ(found.size(), 1);
    return packages.filePath(found.value(0));
}

ToolRun runTool(const QString& program, const QStringList& arguments,
                const QProcessEnvironment& environment)
{
    ChildProcess process(program, arguments, environment);
    process.start();
    process.closeInput();
    const bool ended = process.waitForEnd();
    return {ended ? process.exitCode() : -1, process.output() + process.errorOutput()};
}

void expectSilent(const ToolRun& run, const char* tool)
{
    EXPECT_EQ(run.exitCode, 0) << tool;
    EXPECT_EQ(run.output.toStdString(), "") << tool;
}

} // namespace plantain::testing
