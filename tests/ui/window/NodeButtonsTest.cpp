// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/WindowTest.h"

#include <QDialog>
#include <QFileDialog>
#include <QImage>
#include <QPlainTextEdit>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

const QString account = u"openai-auth"_s;

class NodeButtonsTest : public WindowTest
{
protected:
    const NodeFace& face(const QString& nodeId)
    {
        return canvas().faces().face(document().workflow().nodeIndex(nodeId));
    }
    void failOnce()
    {
        ASSERT_TRUE(world->signIn());
        show(flowWith({account}));
        world->provider.knobs().failNextRequests = 1;
        world->provider.knobs().failStatus = 400;
        press(*window, "mainRunButton");
        ASSERT_TRUE(waitForRun());
        ASSERT_EQ(runner().run(model(0)).state, run::NodeState::Failed);
    }
};

} // namespace

TEST_F(NodeButtonsTest, T6_3_ConnectWorksInEveryNodeAndAllBecomeReady)
{
    open();
    show(flowWith({account, account, account}));
    for (int each = 0; each < 3; ++each) {
        ASSERT_TRUE(face(model(each)).bodyBadge) << each;
        ASSERT_TRUE(pressOnNode(model(each), "connect"));
        ASSERT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); })) << each;
        world->auth.cancelSignIn();
        world->openedUrls.clear();
    }
    ASSERT_TRUE(pressOnNode(model(1), "connect"));
    ASSERT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); }));
    ASSERT_TRUE(world->approve(world->openedUrls.first()));
    ASSERT_TRUE(waitFor([this] { return world->auth.status().connected; }));
    for (int each = 0; each < 3; ++each) {
        EXPECT_TRUE(waitFor([&] { return !face(model(each)).bodyBadge; })) << each;
    }
}

TEST_F(NodeButtonsTest, AMissingKeyLeadsToTheProjectSetup)
{
    open();
    show(flowWith({u"openai"_s}));
    ASSERT_TRUE(pressOnNode(model(0), "connect"));
    EXPECT_TRUE(waitFor([this] { return window->findChild<ProjectSetupDialog*>() != nullptr; }));
}

TEST_F(NodeButtonsTest, RetryRunsTheNodeAgain)
{
    open();
    failOnce();
    ASSERT_TRUE(pressOnNode(model(0), "retry"));
    ASSERT_TRUE(waitForRun());
    EXPECT_EQ(runner().run(model(0)).state, run::NodeState::Completed);
    EXPECT_FALSE(resultOf(model(0)).isEmpty());
}

TEST_F(NodeButtonsTest, DetailsTellWhatTheProviderSaid)
{
    open();
    failOnce();
    ASSERT_TRUE(pressOnNode(model(0), "details"));
    auto* dialog = window->findChild<QDialog*>(u"DetailsDialog"_s);
    ASSERT_NE(dialog, nullptr);
    EXPECT_TRUE(find<QPlainTextEdit>(*dialog, "detailsEdit")->toPlainText().contains(u"400"_s));
}

TEST_F(NodeButtonsTest, APictureIsChosenForAnImageNode)
{
    open();
    workflow::WorkflowContent content;
    workflow::Node node;
    node.id = u"imageInput-1"_s;
    node.type = u"imageInput"_s;
    node.kind = workflow::NodeKind::Image;
    node.size = {264, 208};
    content.nodes.push_back(node);
    show(content);
    const QString picture = world->folder.filePath(u"stall.png"_s);
    QImage image(64, 48, QImage::Format_RGB32);
    image.fill(Qt::green);
    ASSERT_TRUE(image.save(picture));
    ASSERT_TRUE(pressOnNode(node.id, "choose-image"));
    auto* dialog = window->findChild<QFileDialog*>();
    ASSERT_NE(dialog, nullptr);
    emit dialog->fileSelected(picture);
    dialog->close();
    ASSERT_TRUE(waitFor([this] { return document().isModified(); }));
    const auto source = workflow::imageOf(document().workflow().nodes().front());
    EXPECT_FALSE(source.isEmpty());
    EXPECT_EQ(source.name, u"stall.png"_s);
    EXPECT_EQ(source.size, QSize(64, 48));
}

} // namespace plantain::testing
