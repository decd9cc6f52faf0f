// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/settings/AppSettings.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace plantain;
using settings::AppSettings;
using settings::Settings;
using settings::ThemeChoice;

namespace {

Settings everythingSet()
{
    Settings values;
    values.storage = QStringLiteral("keychain");
    values.theme = ThemeChoice::Light;
    values.nodeDefaults = {QStringLiteral("google"),
                           QStringLiteral("gemini-x"),
                           QStringLiteral("Be brief."),
                           0.25,
                           4096,
                           QStringLiteral("low"),
                           7};
    values.providers = {QStringLiteral("https://a.example/v1"),
                        QStringLiteral("https://b.example"),
                        QStringLiteral("http://127.0.0.1:8080/v1"),
                        {{QStringLiteral("X-Team"), QStringLiteral("blue")}}};
    values.network = {QStringLiteral("socks5://127.0.0.1:1080"), QStringLiteral("ca.pem"),
                      std::chrono::seconds(5), std::chrono::seconds(6)};
    values.canvas = {settings::PanMode::MiddleButton,
                     settings::ZoomMode::CtrlScroll,
                     settings::SelectionMode::AltDrag,
                     false,
                     true,
                     settings::EdgeStyle::Angular,
                     true,
                     settings::TextSize::Large};
    values.planNoticeSeen = true;
    values.windowState = QByteArray("\x00\x01\xff", 3);
    values.windowGeometry = "geometry";
    values.setupTab = QStringLiteral("canvas");
    values.recentFiles = {QStringLiteral("/data/ada/b.plantain"),
                          QStringLiteral("/data/ada/a.json")};
    return values;
}

class AppSettingsTest : public ::testing::Test
{
protected:
    void put(const QByteArray& text) const
    {
        QFile file(path());
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QByteArray content(const QString& of) const
    {
        QFile file(of);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
    }
    QString path() const { return m_folder.filePath(QStringLiteral("settings.json")); }

private:
    QTemporaryDir m_folder;
};

} // namespace

TEST_F(AppSettingsTest, StartsWithDefaultsAndFileStorageWhenThereIsNoFile)
{
    const AppSettings settings(path());
    EXPECT_EQ(settings.values(), Settings());
    EXPECT_EQ(settings.values().storage, QStringLiteral("file"));
    EXPECT_FALSE(settings.loadError());
}

TEST_F(AppSettingsTest, T1_3_KeepsEveryValueOverARestart)
{
    AppSettings settings(path());
    QSignalSpy changed(&settings, &AppSettings::changed);
    ASSERT_TRUE(settings.save(everythingSet()).ok());
    ASSERT_TRUE(settings.save(everythingSet()).ok());
    EXPECT_EQ(changed.count(), 1);
    EXPECT_EQ(AppSettings(path()).values(), everythingSet());
}

TEST_F(AppSettingsTest, WritesBackFieldsOfANewerVersion)
{
    put(R"({"version": 9, "future": [1], "node_defaults": {"model": "m", "mood": "calm"},
            "canvas": {"gravity": 3}})");
    AppSettings settings(path());
    ASSERT_FALSE(settings.loadError());
    Settings values = settings.values();
    values.nodeDefaults.model = QStringLiteral("n");
    ASSERT_TRUE(settings.save(values).ok());
    const QJsonObject written = QJsonDocument::fromJson(content(path())).object();
    EXPECT_EQ(written["version"].toInt(), 9);
    EXPECT_EQ(written["future"].toArray().size(), 1);
    EXPECT_EQ(written["node_defaults"]["model"].toString(), QStringLiteral("n"));
    EXPECT_EQ(written["node_defaults"]["mood"].toString(), QStringLiteral("calm"));
    EXPECT_EQ(written["canvas"]["gravity"].toInt(), 3);
    EXPECT_EQ(written["canvas"]["zoom"].toString(), QStringLiteral("scroll"));
}

TEST_F(AppSettingsTest, RemovedHeadersStayRemoved)
{
    put(R"({"providers": {"compatible_headers": {"A": "1", "B": "2"}}})");
    AppSettings settings(path());
    Settings values = settings.values();
    values.providers.compatibleHeaders.remove(QStringLiteral("A"));
    ASSERT_TRUE(settings.save(values).ok());
    EXPECT_EQ(AppSettings(path()).values(), values);
    EXPECT_FALSE(content(path()).contains("\"A\""));
}

TEST_F(AppSettingsTest, TheLatestFileComesFirstOnceAndOnlyTenAreKept)
{
    Settings values;
    for (int number = 1; number <= 12; ++number) {
        values.addRecentFile(QStringLiteral("%1.plantain").arg(number));
    }
    values.addRecentFile(QStringLiteral("5.plantain"));
    ASSERT_EQ(values.recentFiles.size(), Settings::mostRecentFiles);
    EXPECT_EQ(values.recentFiles.first(), QStringLiteral("5.plantain"));
    EXPECT_EQ(values.recentFiles.count(QStringLiteral("5.plantain")), 1);
    EXPECT_EQ(values.recentFiles.last(), QStringLiteral("3.plantain"));
}

struct BrokenFile {
    const char* name;
    QByteArray text;
    const char* said;
};
class BrokenSettings : public AppSettingsTest, public ::testing::WithParamInterface<BrokenFile>
{
};

TEST_P(BrokenSettings, AreKeptAsideAndDefaultsAreUsed)
{
    put(GetParam().text);
    const AppSettings settings(path());
    EXPECT_EQ(settings.values(), Settings());
    ASSERT_TRUE(settings.loadError());
    EXPECT_TRUE(settings.loadError()->message.contains(QString::fromUtf8(GetParam().said)))
        << qPrintable(settings.loadError()->message);
    EXPECT_EQ(content(path() + ".bad"), GetParam().text);
    EXPECT_FALSE(QFile::exists(path()));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenSettings,
    ::testing::Values(
        BrokenFile{"empty", "", "JSON"}, BrokenFile{"cut", "{\"storage\": \"fi", "line 1"},
        BrokenFile{"list", "[]", "not an object"},
        BrokenFile{"number", R"({"storage": 3})", "storage"},
        BrokenFile{"storage", R"({"storage": "cloud"})", "storage"},
        BrokenFile{"pan", R"({"canvas": {"pan": "feet"}})", "canvas.pan"},
        BrokenFile{"grid", R"({"canvas": {"show_grid": 1}})", "canvas.show_grid"},
        BrokenFile{"text_size", R"({"canvas": {"text_size": "huge"}})", "small, normal, large"},
        BrokenFile{"theme", R"({"theme": "sepia"})", "theme"},
        BrokenFile{"parallel", R"({"node_defaults": {"max_parallel": 11}})",
                   "node_defaults.max_parallel: must be 1 to 10"},
        BrokenFile{"tokens", R"({"node_defaults": {"max_tokens": 0}})", "node_defaults.max_tokens"},
        BrokenFile{"timeout", R"({"network": {"idle_timeout_s": -1}})", "network.idle_timeout_s"},
        BrokenFile{"header", R"({"providers": {"compatible_headers": {"A": 1}}})",
                   "providers.compatible_headers"},
        BrokenFile{"recent", R"({"recent_files": ["a", 1]})", "recent_files"},
        BrokenFile{"group", R"({"providers": []})", "providers: must be an object"},
        BrokenFile{"huge", "{\"x\":\"" + QByteArray(5 * 1024 * 1024, 'x') + "\"}", "too large"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(AppSettingsTest, DoesNotFollowALinkNorReplaceIt)
{
    const QString elsewhere = path() + ".elsewhere";
    QFile target(elsewhere);
    ASSERT_TRUE(target.open(QIODevice::WriteOnly));
    target.write("{}");
    target.close();
    ASSERT_TRUE(QFile::link(elsewhere, path()));
    AppSettings settings(path());
    EXPECT_TRUE(settings.loadError());
    EXPECT_FALSE(settings.save(everythingSet()).ok());
    EXPECT_EQ(settings.values(), Settings());
    EXPECT_EQ(content(elsewhere), "{}");
}
