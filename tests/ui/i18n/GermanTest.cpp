// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/IdTokenVerifier.h"
#include "tests/ui/i18n/Speaking.h"
#include "tests/ui/i18n/TranslationFile.h"
#include "tests/ui/panels/InspectorTest.h"
#include "ui/account/AccountWords.h"

#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTabWidget>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using workflow::NodeKind;

const QStringList englishWords{"File",  "Edit", "View",  "Node",   "Run",    "Help", "New",
                               "Open…", "Save", "Quit",  "Undo",   "Redo",   "Copy", "Paste",
                               "Stop",  "Dark", "Light", "Cancel", "Connect"};

void collectMenu(const QMenu& menu, QStringList& texts)
{
    QSet<QChar> letters;
    const auto actions = menu.actions();
    for (const QAction* action : actions) {
        const QChar letter = mnemonicOf(action->text());
        EXPECT_TRUE(letter.isNull() || !letters.contains(letter))
            << menu.title().toStdString() << ": " << action->text().toStdString();
        letters << letter;
        texts << QString(action->text()).remove(u'&');
        if (action->menu()) {
            collectMenu(*action->menu(), texts);
        }
    }
}

class German : public InspectorTest
{
protected:
    /// The workflow of the window has each kind of node, which are shown in turn.
    void openWindow()
    {
        small = std::make_unique<UiWorld>();
        window = std::make_unique<MainWindow>(small->windowServices());
        small->loadAll();
        ASSERT_TRUE(show(*window));
    }
    void openEverything()
    {
        openWindow();
        press(*window, "setupButton");
        ASSERT_TRUE(waitFor([this] { return dialog() != nullptr; }));
        auto* tabs = find<QTabWidget>(*dialog(), "tabs");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
        }
        open();
        for (int kind = 0; kind <= static_cast<int>(NodeKind::Note); ++kind) {
            showNew(static_cast<NodeKind>(kind));
        }
        world->selection.clear();
    }
    ProjectSetupDialog* dialog() { return window->findChild<ProjectSetupDialog*>(); }
    void TearDown() override
    {
        InspectorTest::TearDown();
        window.reset();
        small.reset();
    }

    Speaking german{QStringLiteral("de")};
    std::unique_ptr<UiWorld> small;
    std::unique_ptr<MainWindow> window;
};

/// The messages that the program can find.
QSet<QString> translated(const QString& language)
{
    QSet<QString> known;
    const auto messages = messagesOf(translationPath(language));
    for (const Message& message : messages) {
        known << Listener::key(message.context, message.source);
    }
    return known;
}

} // namespace

TEST_F(German, MenusAndTheirLettersAreGerman)
{
    openWindow();
    QStringList texts;
    const auto menus = window->menuBar()->actions();
    QSet<QChar> letters;
    for (const QAction* menu : menus) {
        texts << QString(menu->text()).remove(u'&');
        EXPECT_FALSE(letters.contains(mnemonicOf(menu->text()))) << menu->text().toStdString();
        letters << mnemonicOf(menu->text());
        collectMenu(*menu->menu(), texts);
    }
    EXPECT_TRUE(texts.contains("Datei"));
    EXPECT_TRUE(texts.contains("Ausführen"));
    for (const QString& word : englishWords) {
        EXPECT_FALSE(texts.contains(word)) << word.toStdString();
    }
}

TEST_F(German, ButtonsOfTheWindowAndTheSetupAreGerman)
{
    openEverything();
    for (const QWidget* root :
         {static_cast<QWidget*>(window.get()), static_cast<QWidget*>(dialog()),
          static_cast<QWidget*>(inspector.get())}) {
        const auto buttons = root->findChildren<QAbstractButton*>();
        for (const QAbstractButton* button : buttons) {
            EXPECT_FALSE(englishWords.contains(QString(button->text()).remove(u'&')))
                << button->objectName().toStdString();
        }
    }
    EXPECT_EQ(dialog()->windowTitle(), QStringLiteral("Projekteinstellungen"));
    EXPECT_EQ(find<QPushButton>(*dialog(), "saveButton")->text(), QStringLiteral("Speichern"));
}

TEST_F(German, EveryTextThatIsAskedForIsInTheFile)
{
    const Listener listener;
    openEverything();
    ASSERT_TRUE(small->signIn());
    for (int state = 0; state <= static_cast<int>(auth::AuthState::Failed); ++state) {
        auth::AuthStatus status;
        status.state = static_cast<auth::AuthState>(state);
        accountView(status);
    }
    const QSet<QString> known = translated(QStringLiteral("de"));
    EXPECT_GT(listener.heard().size(), 300);
    for (const QString& key : listener.heard()) {
        EXPECT_TRUE(known.contains(key)) << key.toStdString();
    }
}

TEST_F(German, PluralsAgreeWithTheirNumber)
{
    const auto pictures = [](int n) {
        return QCoreApplication::translate("NodeFaces", "%Ln picture(s)", nullptr, n);
    };
    EXPECT_EQ(pictures(1), QStringLiteral("1 Bild"));
    EXPECT_EQ(pictures(2), QStringLiteral("2 Bilder"));
    EXPECT_EQ(pictures(0), QStringLiteral("0 Bilder"));
}

TEST(English, PluralsAgreeWithTheirNumber)
{
    const Speaking english(QStringLiteral("C"));
    const auto pictures = [](int n) {
        return QCoreApplication::translate("NodeFaces", "%Ln picture(s)", nullptr, n);
    };
    EXPECT_EQ(pictures(1), QStringLiteral("1 picture"));
    EXPECT_EQ(pictures(2), QStringLiteral("2 pictures"));
    const auto minutes = [](int n) {
        return auth::IdTokenVerifier::tr("This computer's clock is %n minute(s) ahead.", nullptr,
                                         n);
    };
    EXPECT_EQ(minutes(1), QStringLiteral("This computer's clock is 1 minute ahead."));
    EXPECT_EQ(minutes(9), QStringLiteral("This computer's clock is 9 minutes ahead."));
}

} // namespace plantain::testing
