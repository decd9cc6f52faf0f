// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/AboutDialog.h"

#include "tests/support/Files.h"
#include "tests/support/Folders.h"
#include "tests/ui/window/WindowTest.h"
#include "ui/window/Libraries.h"
#include "ui/window/VersionDetails.h"

#include <QAction>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTreeWidget>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

class AboutDialogTest : public WindowTest
{
protected:
    void openAbout()
    {
        open();
        menuAction(u"About Plantain"_s)->trigger();
        about = window->findChild<AboutDialog*>();
        ASSERT_NE(about, nullptr);
        ASSERT_TRUE(about->isVisible());
    }

    AboutDialog* about = nullptr;
};

/// What CMake links into the program.
QSet<QString> linkedTargets()
{
    static const QRegularExpression command(u"target_link_libraries\\(([^)]*)\\)"_s);
    static const QRegularExpression imported(u"\\b(?!PRIVATE|PUBLIC)\\w+::\\w+"_s);
    QSet<QString> targets;
    for (const char* folder : {"src", "ui", "app", "resources"}) {
        const QString text =
            QString::fromUtf8(fileContent(inSource(QLatin1String(folder) + u"/CMakeLists.txt"_s)));
        auto commands = command.globalMatch(text);
        while (commands.hasNext()) {
            auto names = imported.globalMatch(commands.next().captured(1));
            while (names.hasNext()) {
                targets << names.next().captured();
            }
        }
    }
    return targets;
}

} // namespace

TEST_F(AboutDialogTest, SaysVersionAndLicenceAndHoldsItsWholeText)
{
    openAbout();
    EXPECT_EQ(textOf(*about, "versionLabel"), u"Plantain " PLANTAIN_VERSION ""_s);
    const QString license = find<QPlainTextEdit>(*about, "licenseView")->toPlainText();
    EXPECT_EQ(license.trimmed(), QString::fromUtf8(fileContent(inSource(u"LICENSE"_s))).trimmed());
    EXPECT_TRUE(license.contains(u"GNU GENERAL PUBLIC LICENSE"_s));
}

TEST_F(AboutDialogTest, NamesEveryLibraryThatIsLinked)
{
    const QSet<QString> linked = linkedTargets();
    EXPECT_GE(linked.size(), 8);
    QSet<QString> named;
    for (const Library& library : usedLibraries()) {
        EXPECT_FALSE(library.license.isEmpty()) << library.name.toStdString();
        EXPECT_TRUE(QUrl(library.page).isValid()) << library.name.toStdString();
        EXPECT_TRUE(library.targets.isEmpty() || !library.version.isEmpty())
            << library.name.toStdString();
        named += QSet<QString>(library.targets.begin(), library.targets.end());
    }
    EXPECT_EQ(named, linked);
    openAbout();
    EXPECT_EQ(find<QTreeWidget>(*about, "librariesList")->topLevelItemCount(),
              usedLibraries().size());
}

TEST_F(AboutDialogTest, CopiesTheVersionsAndOpensThePageOfALibrary)
{
    openAbout();
    press(*about, "copyVersionsButton");
    EXPECT_EQ(QApplication::clipboard()->text(), versionDetails(world->settings, false));
    EXPECT_TRUE(world->openedUrls.isEmpty());
    auto* list = find<QTreeWidget>(*about, "librariesList");
    emit list->itemActivated(list->topLevelItem(0), 0);
    EXPECT_EQ(world->openedUrls, QList<QUrl>{QUrl(usedLibraries().first().page)});
    // No button leads nowhere.
    const QString page = find<QPushButton>(*about, "projectPageButton")->toolTip();
    EXPECT_EQ(isShown(*about, "projectPageButton"), !page.isEmpty());
}

TEST_F(AboutDialogTest, FitsASmallScreenAndClosesByEscape)
{
    openAbout();
    EXPECT_LE(about->minimumSizeHint().width(), 1024);
    EXPECT_LE(about->minimumSizeHint().height(), 700);
    QTest::keyClick(about, Qt::Key_Escape);
    EXPECT_TRUE(waitFor([this] { return window->findChild<AboutDialog*>() == nullptr; }));
}

} // namespace plantain::testing
