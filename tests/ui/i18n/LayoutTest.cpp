// SPDX-License-Identifier: GPL-3.0-or-later
// Layouts with longer texts, and from right to left.
#include "tests/ui/checks/Fits.h"
#include "tests/ui/i18n/Speaking.h"
#include "tests/ui/panels/InspectorTest.h"
#include "ui/canvas/CanvasWidget.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using workflow::NodeKind;

/// The pages of the setup, each at its smallest size.
void forEachTab(QDialog& dialog, const std::function<void()>& look)
{
    auto* tabs = dialog.findChild<QTabWidget*>(QStringLiteral("tabs"));
    ASSERT_NE(tabs, nullptr);
    for (int tab = 0; tab < tabs->count(); ++tab) {
        SCOPED_TRACE(tabs->tabText(tab).toStdString());
        tabs->setCurrentIndex(tab);
        QCoreApplication::sendPostedEvents();
        look();
    }
}

class Pseudo : public InspectorTest
{
protected:
    PseudoLocale longer;
};

class RightToLeft : public InspectorTest
{
protected:
    RightToLeft() { QApplication::setLayoutDirection(Qt::RightToLeft); }
    ~RightToLeft() override { QApplication::setLayoutDirection(Qt::LayoutDirectionAuto); }

    /// 1 when a person reads the label before its field from right to left, -1 when the other way
    /// round, 0 when they are not beside each other.
    static int sideOf(const QLabel& label)
    {
        const QWidget* field = label.buddy();
        if (!field || !field->isVisible() || !label.isVisible()) {
            return 0;
        }
        const QRect first(label.mapToGlobal(QPoint()), label.size());
        const QRect second(field->mapToGlobal(QPoint()), field->size());
        const bool areBeside = first.bottom() > second.top() && second.bottom() > first.top();
        return !areBeside ? 0 : first.center().x() > second.center().x() ? 1 : -1;
    }
};

} // namespace

TEST_F(Pseudo, NoTextOfTheInspectorIsCut)
{
    open();
    for (const auto kind : {NodeKind::Prompt, NodeKind::PromptConstructor, NodeKind::Image,
                            NodeKind::LlmGenerate, NodeKind::Output, NodeKind::Note}) {
        SCOPED_TRACE(static_cast<int>(kind));
        showNew(kind);
        QCoreApplication::sendPostedEvents();
        expectNothingCut(*inspector);
    }
    world->selection.clear();
    QCoreApplication::sendPostedEvents();
    expectNothingCut(*inspector);
}

TEST_F(Pseudo, NoTextOfTheSetupIsCut)
{
    UiWorld small;
    small.loadAll();
    ProjectSetupDialog dialog(small.setupServices());
    ASSERT_TRUE(show(dialog));
    dialog.resize(dialog.minimumSizeHint());
    EXPECT_LE(dialog.width(), 1024);
    EXPECT_LE(dialog.height(), 700);
    forEachTab(dialog, [&dialog] { expectNothingCut(dialog); });
}

TEST_F(Pseudo, TheWindowStillFitsASmallScreen)
{
    UiWorld small;
    MainWindow window(small.windowServices());
    small.loadAll();
    ASSERT_TRUE(show(window));
    window.resize(1024, 700);
    EXPECT_EQ(window.size(), QSize(1024, 700));
}

TEST_F(RightToLeft, LabelsStandRightOfTheirFields)
{
    UiWorld small;
    small.loadAll();
    ProjectSetupDialog dialog(small.setupServices());
    ASSERT_TRUE(show(dialog));
    int mirrored = 0;
    forEachTab(dialog, [&] {
        const auto labels = dialog.findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            EXPECT_GE(sideOf(*label), 0) << pathOf(*label) << label->text().toStdString();
            mirrored += sideOf(*label) > 0 ? 1 : 0;
        }
    });
    EXPECT_GT(mirrored, 3);
    const auto* cancel = find<QPushButton>(dialog, "cancelButton");
    const auto* save = find<QPushButton>(dialog, "saveButton");
    EXPECT_GT(cancel->x(), save->x());
}

TEST_F(RightToLeft, TheCanvasIsAWorldAndNotMirrored)
{
    EditorWorld editor;
    editor.add(NodeKind::Prompt, {{workflow::keys::prompt, QStringLiteral("A red car")}}, {0, 0});
    const QString target = editor.add(NodeKind::PromptConstructor, {}, {500, 80});
    editor.wire(editor.document.workflow().nodes().front().id, target);
    const auto picture = [&editor] {
        CanvasWidget canvas(editor.editor());
        canvas.resize(1000, 700);
        EXPECT_TRUE(show(canvas));
        canvas.showAll();
        return canvas.grab().toImage();
    };
    const QImage fromTheRight = picture();
    QApplication::setLayoutDirection(Qt::LeftToRight);
    EXPECT_EQ(fromTheRight, picture());
}

} // namespace plantain::testing
