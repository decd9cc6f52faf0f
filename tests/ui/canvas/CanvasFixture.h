// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/WorkflowRunner.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "tests/support/JobTesting.h"
#include "tests/ui/UiWorld.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/InPlaceEditor.h"
#include "ui/canvas/SearchPopup.h"
#include "ui/document/WorkflowDocument.h"

#include <QLineEdit>
#include <QPainterPath>
#include <QSignalSpy>
#include <QTest>

namespace plantain::testing {

/// A real canvas over a real document, 1000 × 700 at 100 %, with the world's origin at its top
/// left: world and view have the same numbers until a test pans or zooms. Events are those of a
/// person.
class CanvasTest : public UiTest
{
protected:
    using Command = ui::CanvasActions::Command;
    using Kind = workflow::NodeKind;

    CanvasTest()
        : runner(document.workflow(),
                 {world.clients, world.catalog, world.clock, [this] { return document.folder(); }})
        , services{document,      runner,         world.actions, world.keys,
                   world.catalog, world.settings, world.clock}
        , canvas(std::make_unique<ui::CanvasWidget>(services))
    {
        canvas->resize(1000, 700);
        QObject::connect(&canvas->input(), &ui::CanvasInput::announced,
                         [this](const QString& sentence) { announcements << sentence; });
        QObject::connect(&canvas->input(), &ui::CanvasInput::nodeButtonPressed,
                         [this](const QString& node, const QString& button) {
                             buttons << node + u' ' + button;
                         });
    }

    void SetUp() override
    {
        ASSERT_TRUE(show(*canvas));
        canvas->setFocus();
        ASSERT_TRUE(canvas->hasFocus());
    }

    const workflow::Workflow& flow() const { return document.workflow(); }
    QUndoStack& undo() { return document.undoStack(); }
    ui::Selection& selection() { return canvas->selection(); }
    QAction* action(Command command) { return canvas->input().actions().action(command); }

    /// Not a step of the undo stack: the test's beginning.
    QString add(Kind kind, QPointF place, const QJsonObject& data = {})
    {
        const auto edit = workflow::edits::addNode(flow(), kind, place, data);
        document.workflow().apply(edit);
        return edit.nodes.inserted.front().item.id;
    }
    QString connectNodes(const QString& source, const QString& target,
                         const QString& port = QStringLiteral("text"))
    {
        const auto edit = workflow::edits::connectPorts(flow(), {source, port}, {target, port});
        EXPECT_TRUE(edit.ok()) << (edit ? "" : edit.error().message.toStdString());
        document.workflow().apply(*edit);
        return edit->edges.inserted.front().item.id;
    }

    const workflow::Node& node(const QString& id) const { return *flow().node(id); }
    QPoint view(QPointF at) const { return canvas->viewport().toView(at).toPoint(); }
    QRectF rectOf(const QString& id) const
    {
        return canvas->scene().nodeRect(flow().nodeIndex(id));
    }
    /// In the body, where no button and no port is.
    QPoint bodyOf(const QString& id) const
    {
        return view(rectOf(id).bottomLeft() + QPointF(60, -20));
    }
    QPoint headerOf(const QString& id) const
    {
        return view(rectOf(id).topLeft() + QPointF(60, 14));
    }
    QPoint portOf(const QString& id, const char* port, bool isInput) const
    {
        const int index = flow().nodeIndex(id);
        const int place = canvas->scene().portIndex(index, QLatin1String(port), isInput);
        EXPECT_GE(place, 0) << port;
        return view(canvas->scene().ports(index)[static_cast<std::size_t>(place)].center);
    }
    /// A point of its curve.
    QPoint wireAt(const QString& edge, double share) const
    {
        const int index = flow().edgeIndex(edge);
        const QPointF start = canvas->scene().wireStart(index);
        const QPointF end = canvas->scene().wireEnd(index);
        const QPointF bend(ui::wireBend(start, end), 0);
        QPainterPath curve(start);
        curve.cubicTo(start + bend, end - bend, end);
        return view(curve.pointAtPercent(share));
    }

    void moveMouse(QPoint at, Qt::MouseButtons buttonsDown = Qt::NoButton,
                   Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QMouseEvent event(QEvent::MouseMove, at, canvas->mapToGlobal(at), Qt::NoButton, buttonsDown,
                          modifiers);
        QApplication::sendEvent(canvas.get(), &event);
    }
    void press(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
               Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mousePress(canvas.get(), button, modifiers, at);
    }
    void release(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
                 Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mouseRelease(canvas.get(), button, modifiers, at);
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(canvas.get(), Qt::LeftButton, modifiers, at);
    }
    void doubleClick(QPoint at)
    {
        click(at);
        QTest::mouseDClick(canvas.get(), Qt::LeftButton, Qt::NoModifier, at);
        release(at);
    }
    /// Pressed, moved in several steps, not released.
    void dragTo(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
                Qt::MouseButton button = Qt::LeftButton)
    {
        press(from, modifiers, button);
        const QPoint way = to - from;
        for (int part = 1; part <= 4; ++part) {
            moveMouse(from + way * part / 4, button, modifiers);
        }
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
              Qt::MouseButton button = Qt::LeftButton)
    {
        dragTo(from, to, modifiers, button);
        release(to, modifiers, button);
    }
    void key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : canvas.get(), static_cast<Qt::Key>(code), modifiers);
    }
    void type(const char* text)
    {
        ASSERT_NE(QApplication::focusWidget(), nullptr);
        QTest::keyClicks(QApplication::focusWidget(), QLatin1String(text));
    }
    void wheel(QPoint at, QPoint angle, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
               QPoint pixels = {}, Qt::ScrollPhase phase = Qt::NoScrollPhase)
    {
        QWheelEvent event(at, canvas->mapToGlobal(at), pixels, angle, Qt::NoButton, modifiers,
                          phase, false);
        QApplication::sendEvent(canvas.get(), &event);
    }

    /// Null when none is open.
    ui::SearchPopup* popup() const
    {
        const auto found = canvas->findChildren<ui::SearchPopup*>();
        for (ui::SearchPopup* each : found) {
            if (each->isVisible()) {
                return each;
            }
        }
        return nullptr;
    }
    ui::InPlaceEditor& editor() const { return *canvas->findChild<ui::InPlaceEditor*>(); }

    QSet<QString> ids(std::initializer_list<QString> list) const { return QSet<QString>(list); }
    QStringList edgeList() const
    {
        QStringList list;
        for (const workflow::Edge& edge : flow().edges()) {
            list << edge.source.node + u':' + edge.source.port + u'>' + edge.target.node + u':' +
                        edge.target.port;
        }
        return list;
    }

    /// One step was made since `before`, and undoing it gives `before` to the letter.
    void expectOneStep(const workflow::WorkflowContent& before, const char* name)
    {
        ASSERT_EQ(undo().count(), stepsBefore + 1);
        EXPECT_EQ(undo().undoText(), QLatin1String(name));
        const workflow::WorkflowContent after = flow().content();
        EXPECT_NE(after, before);
        undo().undo();
        EXPECT_EQ(flow().content(), before);
        undo().redo();
        EXPECT_EQ(flow().content(), after);
        stepsBefore = undo().count();
    }
    void expectNoStep(const workflow::WorkflowContent& before)
    {
        EXPECT_EQ(undo().count(), stepsBefore);
        EXPECT_EQ(flow().content(), before);
    }

    UiWorld world;
    ui::WorkflowDocument document;
    run::WorkflowRunner runner;
    ui::EditorServices services;
    std::unique_ptr<ui::CanvasWidget> canvas;
    QStringList announcements;
    QStringList buttons;
    int stepsBefore = 0;
};

} // namespace plantain::testing
