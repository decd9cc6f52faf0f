// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Browsing.h"
#include "tests/support/PeerProcess.h"
#include "tests/support/PlantainCli.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

namespace plantain::testing {

/// The program and the sign-in peer. After each test nothing that was printed or written, the
/// record apart, may hold a token (S6).
class AccountTest : public ::testing::Test
{
protected:
    void startPeer(const OidcOptions& options = {});
    void TearDown() override;

    OidcPeer& peer() { return *m_peer; }

    /// `auth login --no-browser`, with the address it printed.
    struct Attempt {
        std::unique_ptr<ChildProcess> process;
        QUrl url; ///< invalid when none was printed
    };
    Attempt beginSignIn();
    /// Waits for the program's end.
    CliRun endOf(const Attempt& attempt);
    /// A whole sign-in without pages.
    CliRun signIn();
    CliRun generate(const QStringList& more = {});
    QJsonObject status();

    PlantainCli cli;
    quint16 browserProxyPort = 0;

private:
    void rememberTokens();

    std::unique_ptr<OidcPeer> m_peer;
    QList<QByteArray> m_tokens;
};

inline QString string(const QJsonObject& json, const char* name)
{
    return json.value(QLatin1String(name)).toString();
}

} // namespace plantain::testing
