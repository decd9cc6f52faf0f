// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JobTesting.h"
#include "tests/ui/canvas/CanvasFixture.h"

#include <QAccessible>

namespace plantain::testing {

namespace {

struct ToldEvent {
    QAccessible::Event type;
    QString name; ///< of the item that it is about
    bool operator==(const ToldEvent&) const = default;
};
QList<ToldEvent> toldEvents;

void remember(QAccessibleEvent* event)
{
    QAccessibleInterface* about = event->accessibleInterface();
    toldEvents << ToldEvent{event->type(), about ? about->text(QAccessible::Name) : QString()};
}

class CanvasAccessible : public CanvasTest
{
protected:
    void SetUp() override
    {
        CanvasTest::SetUp();
        QAccessible::setActive(true);
        previous = QAccessible::installUpdateHandler(remember);
        toldEvents.clear();
    }
    void TearDown() override
    {
        QAccessible::installUpdateHandler(previous);
        QAccessible::setActive(false);
    }
    QAccessibleInterface& list() const
    {
        return *QAccessible::queryAccessibleInterface(canvas.get());
    }
    QAccessibleInterface& item(const QString& id) const
    {
        return *list().child(flow().nodeIndex(id));
    }
    static bool wasTold(QAccessible::Event type, const char* name)
    {
        return toldEvents.contains(ToldEvent{type, QLatin1String(name)});
    }

    QString prompt =
        add(Kind::Prompt, {60, 60}, {{workflow::keys::prompt, QStringLiteral("Hello")}});
    QString llm = add(Kind::LlmGenerate, {420, 60});
    QString output = add(Kind::Output, {720, 60});
    QAccessible::UpdateHandler previous = nullptr;
};

/// The offscreen platform has no accessibility: told events are seen on a desktop only, to which
/// tests/walk takes these.
class CanvasAccessibleOnADesktop : public CanvasAccessible
{
protected:
    /// The accessibility bus is started by the first who asks for it.
    static bool becomesActive()
    {
        return waitFor([] {
            QAccessible::setActive(true);
            return QAccessible::isActive();
        });
    }
};

TEST_F(CanvasAccessible, IsAListWithOneItemANode)
{
    EXPECT_EQ(list().role(), QAccessible::List);
    EXPECT_EQ(list().text(QAccessible::Name), QStringLiteral("Workflow canvas"));
    ASSERT_EQ(list().childCount(), 3);
    EXPECT_EQ(item(prompt).role(), QAccessible::ListItem);
    EXPECT_EQ(item(prompt).text(QAccessible::Name), QStringLiteral("Prompt"));
    EXPECT_EQ(list().indexOfChild(&item(llm)), 1);
    EXPECT_EQ(item(llm).parent(), &list());
    EXPECT_EQ(list().child(3), nullptr);
}

TEST_F(CanvasAccessible, ATitleOfOnesOwnIsFollowedByTheKind)
{
    document.workflow().apply(workflow::edits::setData(
        flow(), prompt, {{workflow::keys::customTitle, QStringLiteral("Subject")}}));
    EXPECT_EQ(item(prompt).text(QAccessible::Name), QStringLiteral("Subject, Prompt"));
}

TEST_F(CanvasAccessible, TheDescriptionTellsTextAndPorts)
{
    connectNodes(prompt, llm);
    connectNodes(prompt, output);
    const QString source = item(prompt).text(QAccessible::Description);
    EXPECT_TRUE(source.contains(QStringLiteral("Hello")));
    EXPECT_TRUE(source.contains(QStringLiteral("out text, to 2 nodes"))) << source.toStdString();
    const QString target = item(llm).text(QAccessible::Description);
    EXPECT_TRUE(target.contains(QStringLiteral("in text, connected from Prompt")));
    EXPECT_TRUE(target.contains(QStringLiteral("in image, empty")));
    EXPECT_TRUE(target.contains(QStringLiteral("out text, not connected")));
}

TEST_F(CanvasAccessible, AnItemLiesWhereItsNodeIsDrawn)
{
    EXPECT_EQ(item(prompt).rect(),
              rectOf(prompt).toAlignedRect().translated(canvas->mapToGlobal(QPoint())));
    const QPoint middle = item(llm).rect().center();
    EXPECT_EQ(list().childAt(middle.x(), middle.y()), &item(llm));
}

TEST_F(CanvasAccessibleOnADesktop, TabTellsTheFocusAndTheStates)
{
    ASSERT_TRUE(becomesActive());
    key(Qt::Key_Tab);
    EXPECT_TRUE(wasTold(QAccessible::Focus, "Prompt"));
    EXPECT_TRUE(item(prompt).state().focused);
    EXPECT_TRUE(item(prompt).state().selected);
    EXPECT_EQ(list().focusChild(), &item(prompt));
    key(Qt::Key_Tab);
    EXPECT_TRUE(wasTold(QAccessible::Focus, "LLM Generate"));
    EXPECT_FALSE(item(prompt).state().focused);
    EXPECT_FALSE(item(prompt).state().selected);
}

TEST_F(CanvasAccessible, ItsActionsDoWhatPeopleDo)
{
    QAccessibleActionInterface* actions = item(llm).actionInterface();
    ASSERT_NE(actions, nullptr);
    for (const char* name : {"Run", "Edit", "Delete"}) {
        EXPECT_TRUE(actions->actionNames().contains(QLatin1String(name))) << name;
    }
    actions->doAction(QStringLiteral("Run"));
    EXPECT_EQ(buttons, QStringList{llm + QStringLiteral(" run")});
    actions->doAction(QStringLiteral("Edit"));
    EXPECT_TRUE(editor().isVisible());
    EXPECT_EQ(list().childCount(), 4) << "the editor is reachable, too";
    key(Qt::Key_Escape);
    actions->doAction(QAccessibleActionInterface::setFocusAction());
    EXPECT_EQ(selection().focusNode(), llm);
    actions->doAction(QStringLiteral("Delete"));
    EXPECT_EQ(flow().nodes().size(), 2U);
    EXPECT_EQ(undo().undoText(), QStringLiteral("Delete node"));
}

TEST_F(CanvasAccessible, TheFacesButtonsAreActions)
{
    const ui::NodeFace face = canvas->faces().face(flow().nodeIndex(llm));
    QAccessibleActionInterface* actions = item(llm).actionInterface();
    for (const ui::FaceButton& button : face.buttons) {
        buttons.clear();
        EXPECT_EQ(actions->localizedActionName(button.id), button.text);
        actions->doAction(button.id);
        EXPECT_EQ(buttons, QStringList{llm + u' ' + button.id});
    }
}

TEST_F(CanvasAccessible, ItemsGoWithTheirNodes)
{
    QAccessibleInterface* gone = &item(prompt);
    const QAccessible::Id id = QAccessible::uniqueId(gone);
    document.workflow().apply(workflow::edits::removeItems(flow(), {prompt}));
    EXPECT_EQ(QAccessible::accessibleInterface(id), nullptr);
    EXPECT_EQ(list().childCount(), 2);
    document.clear();
    EXPECT_EQ(list().childCount(), 0);
}

TEST_F(CanvasAccessibleOnADesktop, RenamingIsTold)
{
    ASSERT_TRUE(becomesActive());
    (void)item(prompt);
    document.workflow().apply(workflow::edits::setData(
        flow(), prompt, {{workflow::keys::customTitle, QStringLiteral("Subject")}}));
    EXPECT_TRUE(wasTold(QAccessible::NameChanged, "Subject, Prompt"));
}

TEST_F(CanvasAccessibleOnADesktop, AnnouncementsAreAlertsAndStayToBeRead)
{
    ASSERT_TRUE(becomesActive());
    emit canvas->input().announced(QStringLiteral("An image cannot go into a text input."));
    EXPECT_TRUE(wasTold(QAccessible::Alert, "Workflow canvas"));
    EXPECT_EQ(list().text(QAccessible::Description),
              QStringLiteral("An image cannot go into a text input."));
}

} // namespace

} // namespace plantain::testing
