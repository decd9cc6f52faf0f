// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/NodeData.h"
#include "src/workflow/WorkflowFile.h"
#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"
#include "tests/workflow/WorkflowTesting.h"

#include <QDir>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace plantain;
using namespace plantain::workflow;
using plantain::testing::Bench;
using plantain::testing::fileContent;
using plantain::testing::putFile;
using plantain::testing::resultOf;

namespace {

const QByteArray png("\x89PNG\r\n\x1a\nnot really");

WorkflowContent onePrompt(const QString& text)
{
    Bench bench;
    bench.add(NodeKind::Prompt, {}, {{"prompt", text}});
    return bench.workflow.content();
}

WorkflowContent onePicture()
{
    Bench bench;
    const QString node = bench.add(NodeKind::Image);
    bench.workflow.apply(edits::setData(bench.workflow, node, patchForImage(png, "a.png", {1, 1})));
    return bench.workflow.content();
}

base::Status save(const WorkflowContent& content, const QString& path,
                  ImageStorage storage = ImageStorage::Embedded, const QString& previous = {})
{
    return resultOf(saveWorkflow(content, path, storage, previous));
}

class WorkflowStorage : public ::testing::Test
{
protected:
    QTemporaryDir folder;
    const QString path = folder.filePath("a.plantain");
};

} // namespace

TEST_F(WorkflowStorage, WhatIsSavedIsLoaded)
{
    ASSERT_TRUE(save(onePrompt("x"), path).ok());
    const auto loaded = resultOf(loadWorkflow(path));
    ASSERT_TRUE(loaded.ok());
    EXPECT_EQ(ownText(loaded->nodes.front()), "x");
    EXPECT_EQ(loaded->head.name, "a"); // a new workflow is called like its file
}

TEST_F(WorkflowStorage, ANameIsKept)
{
    WorkflowContent content = onePrompt("x");
    content.head.name = "Ads";
    ASSERT_TRUE(save(content, path).ok());
    EXPECT_EQ(resultOf(loadWorkflow(path))->head.name, "Ads");
}

TEST_F(WorkflowStorage, ErrorsNameThePath)
{
    const QString absent = folder.filePath("absent.json");
    for (const QString& wrong : {absent, folder.path()}) {
        const auto loaded = resultOf(loadWorkflow(wrong));
        ASSERT_FALSE(loaded.ok());
        EXPECT_EQ(loaded.error().kind, base::ErrorKind::StorageFailed);
        EXPECT_TRUE(loaded.error().message.contains(wrong)) << loaded.error().message.toStdString();
    }
    const auto saved = save(onePrompt("x"), folder.filePath("no/such/folder/a.json"));
    ASSERT_FALSE(saved.ok());
    EXPECT_TRUE(saved.error().message.contains("no/such/folder/a.json"));
}

TEST_F(WorkflowStorage, ABrokenFileKeepsItsPathInside)
{
    putFile(path, R"({"version":1,"nodes":[{"id":7}],"edges":[]})");
    const auto loaded = resultOf(loadWorkflow(path));
    ASSERT_FALSE(loaded.ok());
    EXPECT_EQ(loaded.error().kind, base::ErrorKind::InvalidInput);
    EXPECT_TRUE(loaded.error().message.startsWith("nodes[0].id"));
}

TEST_F(WorkflowStorage, SavingFollowsASymbolicLink)
{
    ASSERT_TRUE(save(onePrompt("old"), path).ok());
    QDir(folder.path()).mkdir("links");
    const QString link = folder.filePath("links/a.plantain");
    ASSERT_TRUE(QFile::link(path, link));
    ASSERT_TRUE(save(onePrompt("new"), link).ok());
    EXPECT_TRUE(QFileInfo(link).isSymLink());
    EXPECT_EQ(ownText(resultOf(loadWorkflow(path))->nodes.front()), "new");
    EXPECT_EQ(workflowFolder(link), QFileInfo(path).canonicalPath());
}

TEST_F(WorkflowStorage, SavingKeepsTheFilesMode)
{
    ASSERT_TRUE(save(onePrompt("old"), path).ok());
    ASSERT_EQ(::chmod(QFile::encodeName(path).constData(), 0640), 0);
    ASSERT_TRUE(save(onePrompt("new"), path).ok());
    EXPECT_EQ(plantain::testing::fileMode(path), 0640);
}

TEST_F(WorkflowStorage, AFullDiskLeavesTheOldFile)
{
    ASSERT_TRUE(save(onePrompt("old"), path).ok());
    const QByteArray before = fileContent(path);
    // Only in a child: the limit would stop this process's other files, too. No thread is alive in
    // it, therefore the job is not used.
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit limit{1'000, 1'000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::signal(SIGXFSZ, SIG_IGN);
        const auto written =
            writeWorkflow(onePrompt(QString(100'000, 'x')), path, ImageStorage::Embedded, {});
        ::_exit(!written && written.error().kind == base::ErrorKind::StorageFailed ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(fileContent(path), before);
    EXPECT_EQ(QDir(folder.path()).entryList(QDir::Files), QStringList{"a.plantain"});
}

TEST_F(WorkflowStorage, PicturesGoBesideAFileThatKeepsThemThere)
{
    ASSERT_TRUE(save(onePicture(), path, ImageStorage::BesideTheFile).ok());
    const auto loaded = resultOf(loadWorkflow(path));
    ASSERT_TRUE(loaded.ok());
    const ImageSource image = imageOf(loaded->nodes.front());
    EXPECT_TRUE(image.dataUrl.isNull());
    EXPECT_TRUE(image.reference.startsWith("img-"));
    EXPECT_EQ(*readImage(image, folder.path()), png);
    EXPECT_EQ(QDir(folder.filePath("inputs")).entryList(QDir::Files),
              QStringList{image.reference + ".png"});
    EXPECT_EQ(imageStorageOf(*loaded), ImageStorage::BesideTheFile);
}

TEST_F(WorkflowStorage, EmbeddedPicturesStayInTheFile)
{
    ASSERT_TRUE(save(onePicture(), path).ok());
    EXPECT_FALSE(QDir(folder.filePath("inputs")).exists());
    EXPECT_EQ(*readImage(imageOf(resultOf(loadWorkflow(path))->nodes.front()), {}), png);
}

TEST_F(WorkflowStorage, PicturesAreTakenInWhenTheFileShallHoldThem)
{
    ASSERT_TRUE(save(onePicture(), path, ImageStorage::BesideTheFile).ok());
    WorkflowContent content = *resultOf(loadWorkflow(path));
    Node lost = content.nodes.front();
    lost.id = "lost";
    lost.data.insert("imageRef", "img-lost");
    content.nodes.push_back(lost);
    const QString other = folder.filePath("inputs/b.plantain");
    ASSERT_TRUE(save(content, other, ImageStorage::Embedded, folder.path()).ok());
    const auto loaded = resultOf(loadWorkflow(other));
    ASSERT_TRUE(loaded.ok());
    EXPECT_EQ(*readImage(imageOf(loaded->nodes[0]), {}), png);
    EXPECT_EQ(imageOf(loaded->nodes[0]).reference, "");
    EXPECT_EQ(imageOf(loaded->nodes[0]).name, "a.png");
    EXPECT_EQ(imageOf(loaded->nodes[1]).reference, "img-lost"); // not there: nothing is lost
}

TEST_F(WorkflowStorage, PicturesComeAlongToAnotherFolder)
{
    ASSERT_TRUE(save(onePicture(), path, ImageStorage::BesideTheFile).ok());
    const auto loaded = resultOf(loadWorkflow(path));
    QDir(folder.path()).mkdir("other");
    const QString other = folder.filePath("other");
    ASSERT_TRUE(
        save(*loaded, other + "/b.plantain", ImageStorage::BesideTheFile, folder.path()).ok());
    EXPECT_EQ(*readImage(imageOf(loaded->nodes.front()), other), png);
}

TEST_F(WorkflowStorage, AReferenceCannotCopyWhatLiesElsewhere)
{
    putFile(folder.filePath("secret.png"), "s");
    WorkflowContent content = onePicture();
    content.nodes[0].data.insert("image", QJsonValue::Null);
    content.nodes[0].data.insert("imageRef", "../secret.png");
    QDir(folder.path()).mkdir("other");
    const QString other = folder.filePath("other");
    ASSERT_TRUE(save(content, other + "/b.json", ImageStorage::BesideTheFile, folder.path()).ok());
    EXPECT_EQ(QDir(other).entryList(QDir::Files | QDir::NoDotAndDotDot | QDir::Dirs),
              QStringList{"b.json"});
}
