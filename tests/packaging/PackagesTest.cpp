// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/packaging/Installed.h"
#include "tests/support/Files.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

#include <QFileInfo>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace plantain::testing {

namespace {

QByteArray debField(const QString& field)
{
    return runTool("dpkg-deb", {"--field", debianPackage(), field}).output.trimmed();
}

/// What the first group of this expression captures in README.md, in order.
QStringList namedInReadme(const QString& expression)
{
    QStringList names;
    const QRegularExpression pattern(expression);
    auto matches = pattern.globalMatch(QString::fromUtf8(fileContent(inSource("README.md"))));
    while (matches.hasNext()) {
        names << matches.next().captured(1);
    }
    return names;
}

QJsonObject flatpakManifest()
{
    const ToolRun run =
        runTool("flatpak-builder",
                {"--show-manifest", inSource("packaging/flatpak/" + applicationId + ".yml")});
    EXPECT_EQ(run.exitCode, 0) << run.output.constData();
    return QJsonDocument::fromJson(run.output).object();
}

} // namespace

TEST(Installation, TheProgramRunsFromWhereItWasInstalled)
{
    QTemporaryDir home;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("HOME", home.path());
    environment.insert("PLANTAIN_DATA_DIR", home.filePath("data"));
    const ToolRun version = runTool(installed("bin/plantain"), {"--version"}, environment);
    EXPECT_EQ(version.output, QByteArray("plantain " PLANTAIN_VERSION "\n"));
    const ToolRun answer =
        runTool(installed("bin/plantain"), {"--sandbox", "generate", "hi"}, environment);
    EXPECT_EQ(answer.exitCode, 0) << answer.output.constData();
    EXPECT_TRUE(answer.output.contains("hi")) << answer.output.constData();
}

TEST(Installation, HasItsLicenceAndItsDocuments)
{
    for (const char* name : {"LICENSE", "README.md", "CHANGELOG.md", "docs/architecture.md"}) {
        EXPECT_EQ(fileContent(installed(QStringLiteral("share/doc/plantain/") + name)).size() > 500,
                  true)
            << name;
    }
}

TEST(Readme, ItsPicturesAreInstalledInBothThemesAndSmallEnough)
{
    const QStringList light = namedInReadme("<img src=\"([^\"]+)\"");
    const QStringList dark = namedInReadme("srcset=\"([^\"]+)\"");
    ASSERT_GE(light.size(), 2);
    EXPECT_EQ(QStringList(light).replaceInStrings("-light.", "-dark."), dark);
    for (const QString& picture : light + dark) {
        const QString path = installed("share/doc/plantain/" + picture);
        const QSize size = QImageReader(path).size();
        // More than software centres want, and than a page of text should weigh.
        EXPECT_TRUE(size.isValid() && size.width() <= 1000 && size.height() <= 700)
            << path.toStdString();
        EXPECT_LT(QFileInfo(path).size(), 200'000) << path.toStdString();
    }
}

TEST(Readme, ItsLinksLeadToFilesThatExist)
{
    const QStringList links = namedInReadme("\\]\\((?!https:)([^)]+)\\)");
    EXPECT_GE(links.size(), 6);
    for (const QString& link : links) {
        EXPECT_TRUE(QFileInfo::exists(inSource(link))) << link.toStdString();
    }
}

TEST(DebianPackage, DependsOnLinkedLibrariesAndOnWhatIsLoadedByName)
{
    const QByteArray depends = debField("Depends");
    for (const char* linked :
         {"libc6", "libqt6core6", "libqt6networkauth6", "libqt6keychain1", "libcjose0"}) {
        EXPECT_TRUE(depends.contains(linked)) << depends.constData();
    }
    for (const char* loaded : {"libqt6svg6", "qt6-image-formats-plugins", "libsecret-1-0",
                               "xdg-utils", "ca-certificates"}) {
        EXPECT_TRUE(depends.contains(loaded)) << depends.constData();
    }
    EXPECT_EQ(debField("Version"), QByteArray(PLANTAIN_VERSION));
}

TEST(DebianPackage, HasWhatDebianLooksFor)
{
    const QByteArray files = runTool("dpkg-deb", {"--contents", debianPackage()}).output;
    for (const char* file :
         {"./usr/bin/plantain", "./usr/share/man/man1/plantain.1.gz",
          "./usr/share/doc/plantain/copyright", "./usr/share/doc/plantain/changelog.gz",
          "./usr/share/zsh/vendor-completions/_plantain",
          "./usr/share/bash-completion/completions/plantain"}) {
        EXPECT_TRUE(files.contains(file)) << file;
    }
}

TEST(DebianPackage, LintianHasNothingToSay)
{
    const ToolRun run = runTool("lintian", {"--allow-root", debianPackage()});
    expectSilent(run, "lintian");
}

TEST(Flatpak, ManifestIsUnderstoodAndHasTheSameId)
{
    const QJsonObject manifest = flatpakManifest();
    EXPECT_EQ(manifest.value("id").toString(), applicationId);
    EXPECT_EQ(manifest.value("command").toString(), QStringLiteral("plantain"));
    const QJsonArray modules = manifest.value("modules").toArray();
    ASSERT_FALSE(modules.isEmpty());
    EXPECT_EQ(modules.last().toObject().value("name").toString(), QStringLiteral("plantain"));
}

TEST(Flatpak, SeesNoFilesOfThePersonByItself)
{
    const QJsonArray permissions = flatpakManifest().value("finish-args").toArray();
    EXPECT_TRUE(permissions.contains("--share=network"));
    for (const QJsonValue& permission : permissions) {
        EXPECT_FALSE(permission.toString().startsWith("--filesystem"))
            << permission.toString().toStdString();
    }
}

TEST(Flatpak, BuildsThisCheckoutAgainstTheRuntimesOwnQt)
{
    const QJsonObject manifest = flatpakManifest();
    const QString qt = manifest.value("runtime-version").toString();
    const QJsonArray modules = manifest.value("modules").toArray();
    const QString qtModule = modules.first()["sources"][0]["url"].toString();
    EXPECT_TRUE(qtModule.contains("networkauth_" + qt + '.')) << qtModule.toStdString();
    const QJsonValue own = modules.last()["sources"][0];
    EXPECT_EQ(own["type"].toString(), QStringLiteral("dir"));
    EXPECT_EQ(
        QFileInfo(inSource("packaging/flatpak/" + own["path"].toString())).canonicalFilePath(),
        QFileInfo(inSource(".")).canonicalFilePath());
}

TEST(Flatpak, EverySourceFromTheNetworkHasItsChecksum)
{
    const QJsonArray modules = flatpakManifest().value("modules").toArray();
    for (const QJsonValue& module : modules) {
        const QJsonArray sources = module.toObject().value("sources").toArray();
        for (const QJsonValue& source : sources) {
            const QJsonObject json = source.toObject();
            EXPECT_TRUE(!json.contains("url") || json.value("sha256").toString().size() == 64)
                << json.value("url").toString().toStdString();
        }
    }
}

} // namespace plantain::testing
