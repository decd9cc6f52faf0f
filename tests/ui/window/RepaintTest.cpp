// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpServer.h"
#include "tests/ui/window/WindowTest.h"

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

using RepaintTest = WindowTest;

TEST_F(RepaintTest, ARunThatFailsLeavesNoPartOfTheCanvasAsItWas)
{
    FakeHttpServer server;
    server.onAny([](const ReceivedRequest&, const FakeAnswer& answer) {
        answer.send(400, R"({"error":{"message":"no"}})");
    });
    WorldOptions options;
    options.accountApi = server.url(u"/v1"_s);
    open(options);
    ASSERT_TRUE(world->signIn());
    show(flowWith({u"openai-auth"_s, u"openai-auth"_s}));
    QTest::keyClick(&canvas(), Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(waitForRun());
    ASSERT_EQ(runner().failedNodes().size(), 2);
    const auto settled = [this] {
        int turns = 0;
        return waitFor([&turns] { return ++turns > 10; });
    };
    ASSERT_TRUE(settled());
    const QImage inParts = canvas().grab().toImage();
    // Settings may change the look of everything: all is painted anew.
    emit world->settings.changed(world->settings.values());
    ASSERT_TRUE(settled());
    EXPECT_EQ(inParts, canvas().grab().toImage());
}

} // namespace plantain::testing
