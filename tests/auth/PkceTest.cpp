// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/Pkce.h"
#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <QSet>

using namespace plantain;

TEST(Pkce, A1_VerifiersAreLongUrlSafeAndNeverTheSame)
{
    static const QRegularExpression unreserved("^[A-Za-z0-9_-]{43}$");
    QSet<QByteArray> seen;
    for (int i = 0; i < 1000; ++i) {
        const auth::AttemptSecrets secrets = auth::AttemptSecrets::create();
        for (const base::Secret& value : {secrets.verifier, secrets.state, secrets.nonce}) {
            EXPECT_TRUE(unreserved.match(QString::fromLatin1(value.reveal())).hasMatch());
            seen.insert(value.reveal());
        }
    }
    EXPECT_EQ(seen.size(), 3000);
}

TEST(Pkce, A1_ChallengeIsTheOneOfTheStandard)
{
    // RFC 7636 appendix B
    const base::Secret verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
    EXPECT_EQ(auth::challengeOf(verifier),
              QByteArray("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

TEST(Pkce, A2_StatesAreComparedByValueAndLength)
{
    const QByteArray state = auth::randomToken().reveal();
    QByteArray lastDiffers = state;
    lastDiffers.back() = lastDiffers.back() == 'A' ? 'B' : 'A';
    EXPECT_TRUE(base::constantTimeEquals(state, QByteArray(state.constData(), state.size())));
    EXPECT_FALSE(base::constantTimeEquals(state, lastDiffers));
    EXPECT_FALSE(base::constantTimeEquals(state, state.left(42)));
    EXPECT_FALSE(base::constantTimeEquals(state, state + 'A'));
    EXPECT_FALSE(base::constantTimeEquals(state, QByteArray()));
}
