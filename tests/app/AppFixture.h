// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/sandbox/SandboxProvider.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"
#include "tests/support/PlantainCli.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

namespace plantain::testing {

/// The page a browser ends at after a button of the consent page was pressed.
struct ConsentOutcome {
    int status = 0;
    QByteArray page; ///< of the program's own listener
    QUrl callback;   ///< the address the provider sent the browser to
};

enum class Decision { Continue, ContinueWithoutPlan, Decline };

/// Does what a person does in the browser. `follow` false: the callback address is not opened.
ConsentOutcome pressConsent(const QUrl& authorizationUrl, Decision decision = Decision::Continue,
                            bool follow = true);

/// The address that a running `auth login` prints.
QUrl addressPrintedBy(ChildProcess& login);
/// A whole `auth login`, with a person at the browser.
CliRun signIn(PlantainCli& cli, Decision decision = Decision::Continue);

/// The executable with the practice provider of this test as its authorization server and API.
class PracticeTest : public ::testing::Test
{
protected:
    PracticeTest();

    std::unique_ptr<ChildProcess> startLogin(const QStringList& options = {});
    /// False when it failed.
    bool signIn(Decision decision = Decision::Continue);

    QTemporaryDir keyFolder;
    sandbox::SandboxProvider provider{keyFolder.path()};
    PlantainCli cli;
};

/// The executable with API keys in its environment and an API that the test scripts.
class ScriptedApiTest : public ::testing::Test
{
protected:
    ScriptedApiTest();

    /// Answers every request to the Responses API with these deltas and a good end.
    void answerWith(const QList<QByteArray>& deltas);

    static QByteArray deltaRecord(const QByteArray& text);
    static QByteArray completedRecord(const QByteArray& text);
    /// The `delta` texts of `--json` lines.
    static QString deltasOf(const QByteArray& output);

    FakeHttpServer server;
    PlantainCli cli;
};

} // namespace plantain::testing
