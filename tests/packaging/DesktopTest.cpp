// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/packaging/Installed.h"
#include "tests/support/Files.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

namespace plantain::testing {

namespace {

QString desktopEntry()
{
    return installed("share/applications/" + applicationId + ".desktop");
}

QString metainfo()
{
    return installed("share/metainfo/" + applicationId + ".metainfo.xml");
}

QString valueInDesktopEntry(const QString& key)
{
    const QRegularExpression line("^" + key + "=(.*)$", QRegularExpression::MultilineOption);
    return line.match(QString::fromUtf8(fileContent(desktopEntry()))).captured(1);
}

/// A desktop that has nothing but what was installed here and the machine's own types.
class MimeTypeTest : public ::testing::Test
{
protected:
    MimeTypeTest()
    {
        const QDir share(data.path());
        EXPECT_TRUE(share.mkpath("mime/packages"));
        EXPECT_TRUE(share.mkpath("applications"));
        const QString type = "mime/packages/" + applicationId + ".xml";
        const QString entry = "applications/" + applicationId + ".desktop";
        EXPECT_TRUE(QFile::copy(installed("share/" + type), share.filePath(type)));
        EXPECT_TRUE(QFile::copy(installed("share/" + entry), share.filePath(entry)));
        environment.insert("XDG_DATA_HOME", data.path());
        environment.insert("XDG_CONFIG_HOME", data.path());
        environment.insert("PATH", installed("bin") + ':' + environment.value("PATH"));
        environment.insert("LC_ALL", "C.UTF-8");
        environment.remove("DISPLAY");
        expectSilent(runTool("update-mime-database", {share.filePath("mime")}, environment),
                     "update-mime-database");
        expectSilent(
            runTool("update-desktop-database", {share.filePath("applications")}, environment),
            "update-desktop-database");
    }

    /// What the desktop takes a file of this name and content for.
    QByteArray typeOf(const QString& name, const QByteArray& content)
    {
        const QString path = data.filePath(name);
        putFile(path, content);
        const ToolRun run =
            runTool("gio", {"info", "-a", "standard::content-type", path}, environment);
        const qsizetype at = run.output.indexOf("content-type: ");
        return at < 0 ? run.output : run.output.mid(at + 14).split('\n').first();
    }

    QTemporaryDir data;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
};

const QByteArray workflow = "{\n    \"edgeStyle\": \"curved\",\n    \"edges\": [\n    ],\n"
                            "    \"nodes\": [\n    ],\n    \"version\": 1\n}\n";

} // namespace

TEST(DesktopEntry, IsValidAndStartsWhatIsInstalled)
{
    expectSilent(runTool("desktop-file-validate", {"--warn-kde", desktopEntry()}),
                 "desktop-file-validate");
    EXPECT_EQ(valueInDesktopEntry("Exec"), "plantain %F");
    EXPECT_TRUE(QFileInfo(installed("bin/plantain")).isExecutable());
    EXPECT_EQ(valueInDesktopEntry("MimeType"), workflowMimeType + ';');
}

TEST(DesktopEntry, OneIdEverywhere)
{
    EXPECT_EQ(valueInDesktopEntry("Icon"), applicationId);
    const QByteArray about = fileContent(metainfo());
    EXPECT_TRUE(about.contains("<id>" + applicationId.toUtf8() + "</id>"));
    EXPECT_TRUE(about.contains("<launchable type=\"desktop-id\">" + applicationId.toUtf8() +
                               ".desktop</launchable>"));
    EXPECT_TRUE(about.contains("<mediatype>" + workflowMimeType.toUtf8() + "</mediatype>"));
    // Wayland finds the window's name and icon by it.
    EXPECT_TRUE(fileContent(inSource("app/gui/GuiMain.cpp"))
                    .contains("setDesktopFileName(u\"" + applicationId.toUtf8() + "\"_s)"));
}

TEST(Metainfo, IsValid)
{
    const ToolRun run = runTool("appstreamcli", {"validate", "--no-net", metainfo()});
    EXPECT_EQ(run.exitCode, 0) << run.output.constData();
    EXPECT_FALSE(run.output.contains("\nW:") || run.output.contains("\nE:"))
        << run.output.constData();
}

TEST(Metainfo, PromisesNoAddressThatDoesNotExist)
{
    // A home page and screenshots are added when there is a place for them.
    EXPECT_FALSE(fileContent(metainfo()).contains("example."));
}

TEST(Metainfo, ItsNewestReleaseIsThisVersion)
{
    QXmlStreamReader xml(fileContent(metainfo()));
    QString newest;
    while (newest.isEmpty() && !xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"release") {
            newest = xml.attributes().value("version").toString();
        }
    }
    EXPECT_EQ(newest, QStringLiteral(PLANTAIN_VERSION));
}

TEST(Icons, EverySizeIsThereAndShowsSomething)
{
    const QStringList icons{"apps/" + applicationId,
                            "mimetypes/application-vnd.plantain.workflow+json"};
    for (const QString& icon : icons) {
        for (const int size : {48, 64, 128, 256}) {
            const QString path =
                installed(QString("share/icons/hicolor/%1x%1/%2.png").arg(size).arg(icon));
            const QImage image(path);
            ASSERT_EQ(image.size(), QSize(size, size)) << path.toStdString();
            EXPECT_EQ(image.pixelColor(0, 0).alpha(), 0) << path.toStdString();
            EXPECT_EQ(image.pixelColor(size / 2, size / 2).alpha(), 255) << path.toStdString();
        }
        EXPECT_TRUE(QFileInfo::exists(installed("share/icons/hicolor/scalable/" + icon + ".svg")));
    }
    EXPECT_TRUE(QFileInfo::exists(
        installed("share/icons/hicolor/symbolic/apps/" + applicationId + "-symbolic.svg")));
}

TEST_F(MimeTypeTest, FilesOfTheProgramAreKnownByTheirEnding)
{
    EXPECT_EQ(typeOf("three-voices.plantain", workflow), workflowMimeType.toUtf8());
    EXPECT_EQ(typeOf("empty.plantain", "{}"), workflowMimeType.toUtf8());
}

TEST_F(MimeTypeTest, AWorkflowWithoutAnEndingIsKnownByItsContent)
{
    EXPECT_EQ(typeOf("download", workflow), workflowMimeType.toUtf8());
    EXPECT_NE(typeOf("other", "{\"edges\": [], \"nodes\": []}"), workflowMimeType.toUtf8());
}

TEST_F(MimeTypeTest, OtherPeoplesJsonStaysJson)
{
    EXPECT_EQ(typeOf("package.json", "{\"name\": \"x\"}"), QByteArray("application/json"));
    EXPECT_FALSE(fileContent(installed("share/mime/packages/" + applicationId + ".xml"))
                     .contains("\"*.json\""));
}

TEST_F(MimeTypeTest, TheProgramIsOfferedForItsFiles)
{
    const ToolRun run = runTool("gio", {"mime", workflowMimeType}, environment);
    EXPECT_EQ(run.exitCode, 0);
    EXPECT_TRUE(run.output.contains(applicationId.toUtf8() + ".desktop")) << run.output.constData();
}

TEST_F(MimeTypeTest, ItsDescriptionIsWellFormed)
{
    expectSilent(
        runTool("xmllint", {"--noout", installed("share/mime/packages/" + applicationId + ".xml"),
                            metainfo()}),
        "xmllint");
}

} // namespace plantain::testing
