// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Secret.h"
#include "src/base/Logging.h"

#include <gtest/gtest.h>

using namespace plantain::base;

TEST(Secret, S6_PrintsAsDots)
{
    QString printed;
    QDebug(&printed) << Secret("canary-token-1234");
    EXPECT_FALSE(printed.contains("canary"));
    EXPECT_TRUE(printed.contains(QString::fromUtf8("•••")));
}

TEST(Secret, ComparesByContentAndLength)
{
    EXPECT_EQ(Secret("abc"), Secret("abc"));
    EXPECT_FALSE(Secret("abc") == Secret("abd"));
    EXPECT_FALSE(Secret("abc") == Secret("abcd"));
    EXPECT_EQ(Secret(), Secret(""));
}

TEST(Secret, ACopyOutlivesTheOriginal)
{
    Secret copy;
    {
        const Secret original("still here");
        copy = original;
    }
    EXPECT_EQ(copy.reveal(), "still here");
}

TEST(Logging, S6_RedactsWhatLooksLikeASecret)
{
    const char* const lines[] = {
        "Authorization: Bearer canary.abc-123",
        "x-goog-api-key: canary-key-abc",
        "grant_type=refresh_token&refresh_token=canary123&client_id=app",
        "{\"access_token\":\"canary\",\"token_type\":\"Bearer\"}",
        "http://127.0.0.1:1455/auth/callback?code=canary&state=canary",
        "key sk-canary0123456789 was used",
        "AIzacanary0123456789",
        "eyJcanary.eyJcanary.canary",
        "data:image/png;base64,canaryAAAA==",
        "code_verifier=canary",
    };
    for (const char* line : lines) {
        EXPECT_FALSE(redacted(line).contains("canary")) << redacted(line).toStdString();
    }
}

TEST(Logging, LeavesOrdinaryTextAlone)
{
    const QString text = "GET https://api.example.test/v1/models answered 200 in 12 ms";
    EXPECT_EQ(redacted(text), text);
}

TEST(Logging, RefusesAnUnknownLevel)
{
    EXPECT_FALSE(installLogging("loud"));
}
