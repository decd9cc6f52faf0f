// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Files.h"
#include "tests/ui/project_setup/SetupFixture.h"

#include <QDir>
#include <QFileDialog>
#include <QSemaphore>

namespace plantain::testing {

namespace {

using namespace plantain::ui;

class ProjectPageTest : public SetupTest
{
protected:
    QString path(const QString& name = {}) const { return m_folder.filePath(name); }
    ProjectContext savedProject() const
    {
        ProjectContext context;
        context.facts = {QStringLiteral("Voices"), m_folder.path(), false};
        context.file = context.facts.filePath();
        return context;
    }
    static ProjectContext newProject()
    {
        ProjectContext context;
        context.mode = SetupMode::NewProject;
        return context;
    }
    /// Types a directory and waits for what is said about it.
    QString problemOf(const QString& directory)
    {
        type(edit("projectDirectoryEdit"), directory);
        QTest::keyClick(edit("projectDirectoryEdit"), Qt::Key_Return);
        EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "projectDirectoryError"); }));
        EXPECT_FALSE(saveButton()->isEnabled());
        EXPECT_EQ(QApplication::focusWidget(), edit("projectDirectoryEdit"));
        return textOf(*dialog, "projectDirectoryError");
    }

private:
    QTemporaryDir m_folder;
};

/// A disk that answers when the test says so.
class SlowDiskTest : public ProjectPageTest
{
protected:
    void SetUp() override
    {
        directoryCheck = [answers = m_answers](const QString&, const QString&) {
            answers->acquire();
            return base::Status(base::Done{});
        };
        openAt(Tab::Project, newProject());
        type(edit("projectNameEdit"), QStringLiteral("Voices"));
        type(edit("projectDirectoryEdit"), path());
    }
    /// No thread is left that waits.
    void TearDown() override { answer(); }
    void answer() { m_answers->release(100); }

private:
    std::shared_ptr<QSemaphore> m_answers = std::make_shared<QSemaphore>();
};

} // namespace

TEST(ProjectFacts, TheFileHasTheProjectsNameAsFarAsFilesMay)
{
    ProjectFacts facts{QStringLiteral(" Three voices "), QStringLiteral("/data/./p/"), false};
    EXPECT_EQ(facts.filePath(), QStringLiteral("/data/p/Three voices.plantain"));
    facts.name = QStringLiteral("../a/b:c");
    EXPECT_EQ(facts.filePath(), QStringLiteral("/data/p/_._a_b_c.plantain"));
    facts.name.clear();
    EXPECT_TRUE(facts.filePath().isEmpty());
}

TEST_F(ProjectPageTest, ANewProjectIsCreatedWhenNameAndDirectoryAreGood)
{
    openAt(Tab::Project, newProject());
    EXPECT_EQ(dialog->windowTitle(), QStringLiteral("New project"));
    EXPECT_EQ(saveButton()->text(), QStringLiteral("Create"));
    EXPECT_FALSE(saveButton()->isEnabled());
    EXPECT_EQ(QApplication::focusWidget(), edit("projectNameEdit"));
    type(edit("projectNameEdit"), QStringLiteral("Voices"));
    type(edit("projectDirectoryEdit"), path());
    EXPECT_TRUE(textOf(*dialog, "placesLabel").contains(path(QStringLiteral("Voices.plantain"))));
    EXPECT_TRUE(textOf(*dialog, "placesLabel").contains(path(QStringLiteral("inputs"))));
    ASSERT_TRUE(save());
    ASSERT_EQ(savedProjects.size(), 1);
    EXPECT_EQ(savedProjects.first(), (ProjectFacts{QStringLiteral("Voices"), path(), false}));
}

TEST_F(ProjectPageTest, EnterWaitsForTheCheckThatIsUnderWay)
{
    openAt(Tab::Project, newProject());
    type(edit("projectNameEdit"), QStringLiteral("Voices"));
    type(edit("projectDirectoryEdit"), path());
    EXPECT_TRUE(isShown(*dialog, "projectChecking"));
    EXPECT_FALSE(saveButton()->isEnabled());
    QTest::keyClick(edit("projectDirectoryEdit"), Qt::Key_Return);
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_EQ(savedProjects.size(), 1);
}

TEST_F(ProjectPageTest, ADirectoryThatCannotBeUsedIsSaidInWords)
{
    openAt(Tab::Project, newProject());
    type(edit("projectNameEdit"), QStringLiteral("Voices"));
    EXPECT_TRUE(problemOf(QStringLiteral("some/where")).contains(QStringLiteral("whole path")));
    EXPECT_TRUE(problemOf(path(QStringLiteral("absent"))).contains(QStringLiteral("not exist")));
    putFile(path(QStringLiteral("file")), "x");
    EXPECT_TRUE(problemOf(path(QStringLiteral("file"))).contains(QStringLiteral("a file")));
    EXPECT_TRUE(problemOf({}).contains(QStringLiteral("Choose the directory")));
    EXPECT_TRUE(savedProjects.isEmpty());
}

TEST_F(ProjectPageTest, ADirectoryWithoutTheRightToWriteIsSaid)
{
    openAt(Tab::Project, newProject());
    type(edit("projectNameEdit"), QStringLiteral("Voices"));
    // Nobody can make a file there, whatever the rights.
    EXPECT_TRUE(problemOf(QStringLiteral("/proc")).contains(QStringLiteral("cannot write")));
}

TEST_F(ProjectPageTest, AFileThatIsThereIsNotOverwritten)
{
    putFile(path(QStringLiteral("Voices.plantain")), "{}");
    openAt(Tab::Project, newProject());
    type(edit("projectNameEdit"), QStringLiteral("Voices"));
    EXPECT_TRUE(problemOf(path()).contains(QStringLiteral("Voices.plantain")));
    type(edit("projectNameEdit"), QStringLiteral("Choir"));
    EXPECT_TRUE(save());
}

TEST_F(ProjectPageTest, AMissingNameIsSaidFirst)
{
    openAt(Tab::Project, newProject());
    type(edit("projectDirectoryEdit"), path());
    QTest::keyClick(edit("projectDirectoryEdit"), Qt::Key_Return);
    EXPECT_EQ(textOf(*dialog, "projectNameError"), QStringLiteral("Give the project a name."));
    EXPECT_TRUE(isShown(*dialog, "projectNameError"));
    EXPECT_EQ(QApplication::focusWidget(), edit("projectNameEdit"));
}

TEST_F(ProjectPageTest, SettingsOfAWorkflowThatWasNeverSavedNeedNoProject)
{
    openAt(Tab::Canvas);
    box("snapBox")->click();
    ASSERT_TRUE(save());
    EXPECT_TRUE(savedProjects.isEmpty());
    EXPECT_TRUE(world->settings.values().canvas.snapToGrid);
}

TEST_F(ProjectPageTest, OnlyChangedFactsAreTold)
{
    openAt(Tab::Project, savedProject());
    EXPECT_EQ(dialog->windowTitle(), QStringLiteral("Project settings"));
    box("embedImagesBox")->click();
    EXPECT_FALSE(textOf(*dialog, "placesLabel").contains(QStringLiteral("inputs")));
    ASSERT_TRUE(save());
    ASSERT_EQ(savedProjects.size(), 1);
    EXPECT_TRUE(savedProjects.first().embedImages);
    EXPECT_EQ(savedProjects.first().name, QStringLiteral("Voices"));
}

TEST_F(SlowDiskTest, NothingFreezesWhileTheDiskTakesItsTime)
{
    QTest::keyClick(edit("projectDirectoryEdit"), Qt::Key_Return);
    EXPECT_TRUE(isShown(*dialog, "projectChecking"));
    EXPECT_FALSE(saveButton()->isEnabled());
    EXPECT_EQ(saveButton()->toolTip(), QStringLiteral("What you typed is being checked."));
    dialog->showTab(Tab::Canvas);
    box("snapBox")->click();
    EXPECT_TRUE(box("snapBox")->isChecked());
    dialog->showTab(Tab::Project);
    EXPECT_TRUE(dialog->isVisible());
    answer();
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); })) << "what Enter asked for";
    EXPECT_EQ(savedProjects.size(), 1);
    EXPECT_TRUE(world->settings.values().canvas.snapToGrid);
}

TEST_F(SlowDiskTest, EnterWaitsForTheAnswerAndThenSaves)
{
    QTest::keyClick(edit("projectDirectoryEdit"), Qt::Key_Return);
    EXPECT_TRUE(dialog->isVisible());
    answer();
    EXPECT_TRUE(waitFor([this] { return !dialog->isVisible(); }));
    EXPECT_EQ(savedProjects.size(), 1);
}

TEST_F(SlowDiskTest, CancelDoesNotWait)
{
    QTest::keyClick(edit("projectDirectoryEdit"), Qt::Key_Return);
    dialog->reject();
    press(*question("discardBox"), "discardButton");
    EXPECT_FALSE(dialog->isVisible());
    EXPECT_TRUE(savedProjects.isEmpty());
}

TEST_F(SlowDiskTest, ADiskThatDoesNotAnswerIsSaid)
{
    QTest::keyClick(edit("projectDirectoryEdit"), Qt::Key_Return);
    EXPECT_TRUE(waitFor([this] { return isShown(*dialog, "projectDirectoryError"); }));
    EXPECT_TRUE(
        textOf(*dialog, "projectDirectoryError").contains(QStringLiteral("does not answer")));
    EXPECT_FALSE(saveButton()->isEnabled());
    EXPECT_FALSE(isShown(*dialog, "projectChecking"));
}

TEST_F(ProjectPageTest, TheCostOfEmbeddingIsTold)
{
    ProjectContext context = savedProject();
    workflow::ImageSource picture;
    picture.dataUrl = QStringLiteral("data:image/png;base64,") +
                      QString::fromLatin1(QByteArray(1'500'000, 'x').toBase64());
    context.pictures = {picture, picture};
    openAt(Tab::Project, context);
    EXPECT_TRUE(waitFor([this] {
        return textOf(*dialog, "embedCostLabel").contains(QStringLiteral("2 images")) &&
               textOf(*dialog, "embedCostLabel").contains(QStringLiteral("4.0 MB"));
    })) << textOf(*dialog, "embedCostLabel").toStdString();
}

TEST_F(ProjectPageTest, BrowseFillsInWhatIsChosen)
{
    openAt(Tab::Project, newProject());
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    press(*dialog, "browseDirectoryButton");
    auto* chooser = find<QFileDialog>(*dialog, "browseDialog");
    EXPECT_EQ(chooser->fileMode(), QFileDialog::Directory);
    emit chooser->fileSelected(path());
    chooser->close();
    EXPECT_EQ(edit("projectDirectoryEdit")->text(), path());
}

} // namespace plantain::testing
