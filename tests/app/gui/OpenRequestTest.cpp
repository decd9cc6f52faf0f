// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/OpenRequest.h"

#include <gtest/gtest.h>

namespace plantain::testing {

using app::OpenRequest;
using app::requestFromLine;
using app::toLine;

TEST(OpenRequest, ComesBackAsItWent)
{
    const OpenRequest request{
        {"/pictures/a b.plantain", QString::fromUtf8("/Wörter\nund \"Zeilen\".json")},
        true,
        "token-1"};
    const QByteArray line = toLine(request);
    EXPECT_EQ(line.count('\n'), 1);
    const auto read = requestFromLine(line);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, request);
    EXPECT_EQ(*requestFromLine(toLine({})), OpenRequest());
}

TEST(OpenRequest, WhateverElseComesIsRefused)
{
    const QList<QByteArray> others{
        "",
        "\n",
        "GET / HTTP/1.1\r\n",
        "[]\n",
        "{}\n",
        R"({"version":2,"files":[],"newWindow":false,"activationToken":""})"
        "\n",
        R"({"version":1,"files":"/a","newWindow":false,"activationToken":""})"
        "\n",
        R"({"version":1,"files":["relative"],"newWindow":false,"activationToken":""})"
        "\n",
        R"({"version":1,"files":[7],"newWindow":false,"activationToken":""})"
        "\n",
        R"({"version":1,"files":["/a\u0000b"],"newWindow":false,"activationToken":""})"
        "\n",
        R"({"version":1,"files":[],"newWindow":"yes","activationToken":""})"
        "\n",
        R"({"version":1,"files":[],"newWindow":false,"activationToken":")" + QByteArray(1001, 'x') +
            "\"}\n",
        toLine({}).chopped(1)};
    for (const QByteArray& line : others) {
        EXPECT_FALSE(requestFromLine(line).ok()) << line.constData();
    }
}

} // namespace plantain::testing
