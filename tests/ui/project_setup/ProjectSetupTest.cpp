// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProjectSetup.h"

#include "src/workflow/Edits.h"
#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/ui/UiWorld.h"
#include "ui/document/WorkflowDocument.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QTabWidget>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using workflow::ImageStorage;

class ProjectSetupTest : public UiTest
{
protected:
    void SetUp() override
    {
        world.loadAll();
        QObject::connect(&setup, &ProjectSetup::newProjectWanted, &window,
                         [this](const ProjectFacts& facts) { wanted = facts; });
    }
    QString path(const QString& name) const { return world.folder.filePath(name); }
    ProjectFacts facts(const QString& name, bool embed = false) const
    {
        return {name, world.folder.path(), embed};
    }
    /// Says "Save" with these facts, as the dialog does.
    void saveIn(const ProjectFacts& saved)
    {
        setup.open();
        emit setup.dialog()->projectSaved(saved);
        setup.dialog()->done(0);
    }
    bool saved()
    {
        return waitFor([this] { return !document.isBusy(); }) && !document.isModified();
    }
    void draw()
    {
        document.perform(
            workflow::edits::addNode(document.workflow(), workflow::NodeKind::Prompt, {}),
            QStringLiteral("Add"));
    }

    UiWorld world;
    QWidget window;
    WorkflowDocument document;
    ProjectSetup setup{world.setupServices(), document, window};
    std::optional<ProjectFacts> wanted;
};

} // namespace

TEST_F(ProjectSetupTest, KnowsTheDocumentsNamePlaceAndPictures)
{
    draw();
    document.save(path(QStringLiteral("voices.plantain")));
    ASSERT_TRUE(saved());
    setup.open(ProjectSetup::Tab::Project);
    QDialog& dialog = *setup.dialog();
    EXPECT_EQ(find<QLineEdit>(dialog, "projectNameEdit")->text(), QStringLiteral("voices"));
    EXPECT_EQ(find<QLineEdit>(dialog, "projectDirectoryEdit")->text(), world.folder.path());
    EXPECT_TRUE(textOf(dialog, "placesLabel").contains(path(QStringLiteral("voices.plantain"))));
}

TEST_F(ProjectSetupTest, AProjectThatGetsANameAndAPlaceIsSavedThere)
{
    draw();
    saveIn(facts(QStringLiteral("Voices")));
    ASSERT_TRUE(saved());
    EXPECT_EQ(document.path(), path(QStringLiteral("Voices.plantain")));
    EXPECT_EQ(document.workflow().head().name, QStringLiteral("Voices"));
    EXPECT_EQ(document.workflow().nodes().size(), 1u);
    EXPECT_EQ(document.imageStorage(), ImageStorage::BesideTheFile);
}

TEST_F(ProjectSetupTest, ARenamedProjectGoesToItsNewFileAndTheOldOneStays)
{
    saveIn(facts(QStringLiteral("Voices")));
    ASSERT_TRUE(saved());
    saveIn(facts(QStringLiteral("Choir")));
    ASSERT_TRUE(saved());
    EXPECT_EQ(document.path(), path(QStringLiteral("Choir.plantain")));
    EXPECT_TRUE(QFile::exists(path(QStringLiteral("Voices.plantain"))));
}

TEST_F(ProjectSetupTest, WhatAFileSaysOfProvidersThatAreNotHereIsKept)
{
    putFile(path(QStringLiteral("other.json")), R"({"version":1,"id":"w","name":"other","edges":[],
        "providerSettings":{"replicate":{"apiKeyRef":"r"}},
        "nodes":[{"id":"n","type":"nanoBanana","position":{"x":0,"y":0},
                  "data":{"provider":"replicate","selectedModel":{"provider":"fal"}}}]})");
    document.open(path(QStringLiteral("other.json")));
    ASSERT_TRUE(waitFor([this] { return !document.isBusy(); }));
    ASSERT_EQ(document.workflow().nodes().size(), 1u);
    saveIn(facts(QStringLiteral("Mine")));
    ASSERT_TRUE(saved());
    const QJsonObject file = QJsonDocument::fromJson(fileContent(document.path())).object();
    EXPECT_EQ(file["providerSettings"].toObject()["replicate"].toObject()["apiKeyRef"], "r");
    const QJsonObject data = file["nodes"].toArray().first().toObject()["data"].toObject();
    EXPECT_EQ(data["provider"], "replicate");
    EXPECT_EQ(data["selectedModel"].toObject()["provider"], "fal");
}

TEST_F(ProjectSetupTest, EmbeddingHoldsFromTheNextSave)
{
    saveIn(facts(QStringLiteral("Voices"), false));
    ASSERT_TRUE(saved());
    const QByteArray before = fileContent(document.path());
    saveIn(facts(QStringLiteral("Voices"), true));
    EXPECT_EQ(document.imageStorage(), ImageStorage::Embedded);
    EXPECT_TRUE(document.isModified());
    EXPECT_EQ(fileContent(document.path()), before);
}

TEST_F(ProjectSetupTest, ANewProjectWaitsUntilTheDocumentMayGo)
{
    draw();
    setup.openForNewProject();
    EXPECT_EQ(setup.dialog()->windowTitle(), QStringLiteral("New project"));
    emit setup.dialog()->projectSaved(facts(QStringLiteral("Choir")));
    ASSERT_TRUE(wanted);
    EXPECT_EQ(document.workflow().nodes().size(), 1u) << "not yet";
    setup.create(*wanted);
    ASSERT_TRUE(saved());
    EXPECT_TRUE(document.workflow().nodes().empty());
    EXPECT_EQ(document.path(), path(QStringLiteral("Choir.plantain")));
    EXPECT_TRUE(QFile::exists(document.path()));
}

TEST_F(ProjectSetupTest, OneDialogAtATime)
{
    setup.open(ProjectSetup::Tab::Canvas);
    const QDialog* first = setup.dialog();
    setup.open(ProjectSetup::Tab::Providers);
    EXPECT_EQ(setup.dialog(), first);
    EXPECT_EQ(find<QTabWidget>(*setup.dialog(), "tabs")->currentIndex(), 1);
}

TEST_F(ProjectSetupTest, NewWorkflowsAreDrawnWithTheWiresOfTheSettings)
{
    settings::Settings values = world.settings.values();
    values.canvas.edgeStyle = settings::EdgeStyle::Angular;
    ASSERT_TRUE(world.settings.save(values).ok());
    EXPECT_EQ(document.workflow().head().edgeStyle, QStringLiteral("angular"))
        << "an untouched document";
    EXPECT_FALSE(document.isModified());
    draw();
    values.canvas.edgeStyle = settings::EdgeStyle::Curved;
    ASSERT_TRUE(world.settings.save(values).ok());
    EXPECT_EQ(document.workflow().head().edgeStyle, QStringLiteral("angular")) << "keeps its own";
    document.clear();
    EXPECT_EQ(document.workflow().head().edgeStyle, QStringLiteral("curved"));
}

} // namespace plantain::testing
