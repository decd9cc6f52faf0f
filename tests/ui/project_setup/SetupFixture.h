// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/JobTesting.h"
#include "tests/ui/UiWorld.h"
#include "ui/widgets/SecretLineEdit.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/StatusBadge.h"

#include <QCheckBox>
#include <QLabel>
#include <QMessageBox>
#include <QScrollArea>
#include <QTabWidget>
#include <QTest>

namespace plantain::testing {

/// The project setup over a world of real services.
class SetupTest : public UiTest
{
protected:
    using Tab = ui::ProjectSetupDialog::Tab;

    /// At the tab "Providers".
    void open(const WorldOptions& options = {})
    {
        world = std::make_unique<UiWorld>(options);
        world->loadAll();
        openDialog();
    }
    void openDialog(Tab tab = Tab::Providers, const ui::ProjectContext& context = {})
    {
        ui::SetupServices services = world->setupServices();
        services.directoryCheck = directoryCheck;
        dialog = std::make_unique<ui::ProjectSetupDialog>(services, context);
        QObject::connect(dialog.get(), &ui::ProjectSetupDialog::projectSaved, dialog.get(),
                         [this](const ui::ProjectFacts& facts) { savedProjects << facts; });
        dialog->showTab(tab);
        ASSERT_TRUE(show(*dialog));
    }
    /// A fresh world, at a tab.
    void openAt(Tab tab, const ui::ProjectContext& context = {})
    {
        world = std::make_unique<UiWorld>();
        world->loadAll();
        openDialog(tab, context);
    }

    QString badge(const char* name = "statusBadge")
    {
        return find<ui::StatusBadge>(*dialog, name)->badge().text;
    }
    QLineEdit* edit(const char* name) { return find<QLineEdit>(*dialog, name); }
    QLineEdit* keyEdit(const char* name) { return find<ui::SecretLineEdit>(*dialog, name); }
    ui::SegmentedControl* choice(const char* name)
    {
        return find<ui::SegmentedControl>(*dialog, name);
    }
    QCheckBox* box(const char* name) { return find<QCheckBox>(*dialog, name); }
    QPushButton* saveButton() { return find<QPushButton>(*dialog, "saveButton"); }
    /// Types over what is there, as a person does.
    static void type(QLineEdit* field, const QString& text)
    {
        field->setFocus();
        field->selectAll();
        if (text.isEmpty()) {
            QTest::keyClick(field, Qt::Key_Delete);
        } else {
            QTest::keyClicks(field, text);
        }
    }
    bool canSaveSoon()
    {
        return waitFor([this] { return saveButton()->isEnabled(); });
    }
    /// Presses Save when it can be pressed; true when the dialog has gone.
    bool save()
    {
        return canSaveSoon() && press(*dialog, "saveButton") &&
               waitFor([this] { return !dialog->isVisible(); });
    }
    QTabWidget* tabs() { return find<QTabWidget>(*dialog, "tabs"); }
    QString tabText(Tab tab) { return tabs()->tabText(static_cast<int>(tab)); }
    bool isAt(Tab tab) { return tabs()->currentIndex() == static_cast<int>(tab); }

    bool keyComesFrom(const QString& provider, secrets::KeySource source)
    {
        return waitFor([&] { return world->keys.source(provider) == source; });
    }
    /// Starts a sign-in by its button; gives the address that the browser got.
    QUrl connectAccount()
    {
        press(*dialog, "connectButton");
        EXPECT_TRUE(waitFor([this] { return !world->openedUrls.isEmpty(); }));
        return world->openedUrls.value(0);
    }
    QMessageBox* question(const char* name)
    {
        QMessageBox* found = nullptr;
        EXPECT_TRUE(waitFor([&] {
            found = dialog->findChild<QMessageBox*>(QLatin1String(name));
            return found && found->isVisible();
        })) << name;
        return found;
    }

    ui::DirectoryCheck directoryCheck = ui::tryDirectory; ///< of the dialogs that are opened
    std::unique_ptr<UiWorld> world;
    std::unique_ptr<ui::ProjectSetupDialog> dialog;
    QList<ui::ProjectFacts> savedProjects;
};

} // namespace plantain::testing
