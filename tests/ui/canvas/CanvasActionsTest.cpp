// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/canvas/CanvasFixture.h"

#include "ui/canvas/ShortcutSheet.h"

#include <QMenu>

namespace plantain::testing {

namespace {

class CanvasActions : public CanvasTest
{
protected:
    static void expectUniqueMnemonics(const QMenu& menu)
    {
        QHash<QChar, QString> taken;
        for (const QAction* each : menu.actions()) {
            if (each->isSeparator()) {
                continue;
            }
            const QString text = each->text();
            const qsizetype place = text.indexOf(u'&');
            ASSERT_GE(place, 0) << text.toStdString() << " has no mnemonic";
            const QChar letter = text.at(place + 1).toLower();
            EXPECT_FALSE(taken.contains(letter))
                << text.toStdString() << " and " << taken.value(letter).toStdString();
            taken.insert(letter, text);
            if (each->menu()) {
                expectUniqueMnemonics(*each->menu());
            }
        }
    }
};

TEST_F(CanvasActions, MnemonicsAreUniqueInEachMenu)
{
    const ui::CanvasActions& actions = canvas->input().actions();
    QMenu edit;
    actions.fillEditMenu(edit);
    expectUniqueMnemonics(edit);
    QMenu nodes;
    actions.fillNodeMenu(nodes);
    expectUniqueMnemonics(nodes);
    QMenu view;
    actions.fillViewMenu(view);
    expectUniqueMnemonics(view);
}

TEST_F(CanvasActions, NoTwoShareAShortcut)
{
    QHash<QKeySequence, QString> taken;
    const QList<QAction*> actions = canvas->actions();
    EXPECT_GT(actions.size(), 40);
    for (const QAction* each : actions) {
        for (const QKeySequence& shortcut : each->shortcuts()) {
            EXPECT_FALSE(taken.contains(shortcut))
                << each->text().toStdString() << " and " << taken.value(shortcut).toStdString();
            taken.insert(shortcut, each->text());
        }
    }
}

TEST_F(CanvasActions, LettersWorkOnlyWhileTheCanvasHasTheFocus)
{
    for (const QAction* each : canvas->actions()) {
        for (const QKeySequence& shortcut : each->shortcuts()) {
            const bool isPlain =
                (shortcut[0].keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier)) == 0;
            if (isPlain) {
                EXPECT_EQ(each->shortcutContext(), Qt::WidgetShortcut)
                    << each->text().toStdString();
            }
        }
    }
}

TEST_F(CanvasActions, EachHasATooltipWithItsShortcut)
{
    for (const QAction* each : canvas->actions()) {
        EXPECT_FALSE(each->toolTip().contains(u'&')) << each->toolTip().toStdString();
        if (!each->shortcut().isEmpty()) {
            EXPECT_TRUE(each->toolTip().contains(
                each->shortcuts().front().toString(QKeySequence::NativeText)))
                << each->toolTip().toStdString();
        }
    }
}

TEST_F(CanvasActions, WhatCannotBeDoneIsDisabled)
{
    for (const Command command :
         {Command::Undo, Command::Redo, Command::Copy, Command::Delete, Command::Group,
          Command::AlignLeft, Command::EditText, Command::ZoomAll, Command::Ungroup}) {
        EXPECT_FALSE(action(command)->isEnabled()) << action(command)->text().toStdString();
    }
    key(Qt::Key_P, Qt::ShiftModifier);
    EXPECT_TRUE(action(Command::Undo)->isEnabled());
    EXPECT_TRUE(action(Command::Copy)->isEnabled());
    EXPECT_TRUE(action(Command::EditText)->isEnabled());
    EXPECT_FALSE(action(Command::AlignLeft)->isEnabled());
    key(Qt::Key_P, Qt::ShiftModifier);
    key(Qt::Key_A, Qt::ControlModifier);
    EXPECT_TRUE(action(Command::AlignLeft)->isEnabled());
}

TEST_F(CanvasActions, UndoAndRedoNameTheirStep)
{
    key(Qt::Key_P, Qt::ShiftModifier);
    EXPECT_EQ(action(Command::Undo)->text(), QStringLiteral("&Undo Add Prompt"));
    key(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(action(Command::Undo)->text(), QStringLiteral("&Undo"));
    EXPECT_EQ(action(Command::Redo)->text(), QStringLiteral("&Redo Add Prompt"));
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(flow().nodes().size(), 1U);
}

TEST_F(CanvasActions, TheSheetListsEveryKeyAndIsSearched)
{
    key(Qt::Key_Question);
    auto* sheet = canvas->findChild<ui::ShortcutSheet*>();
    ASSERT_NE(sheet, nullptr);
    const QString all = sheet->rows().join(u'\n');
    for (const QAction* each : canvas->actions()) {
        if (!each->shortcut().isEmpty()) {
            EXPECT_TRUE(all.contains(each->shortcut().toString(QKeySequence::NativeText)))
                << each->text().toStdString();
        }
    }
    auto* field = sheet->findChild<QLineEdit*>();
    field->setText(QStringLiteral("duplicate"));
    EXPECT_EQ(sheet->rows().size(), 2);
    field->setText(QStringLiteral("Ctrl+G"));
    EXPECT_FALSE(sheet->rows().isEmpty());
    EXPECT_TRUE(sheet->rows().front().contains(QStringLiteral("Group")));
    sheet->close();
}

} // namespace

} // namespace plantain::testing
