// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/SourceTree.h"

#include <gtest/gtest.h>

#include <QHash>
#include <QRegularExpression>

using namespace plantain::testing;

namespace {

/// What each room may include of the project, beside itself. An arrow that is not here runs back.
const QHash<QString, QStringList>& allowedArrows()
{
    static const QHash<QString, QStringList> arrows{
        {"src/base", {}},
        {"src/net", {"src/base"}},
        {"src/secrets", {"src/base"}},
        {"src/auth", {"src/base", "src/net", "src/secrets"}},
        {"src/llm", {"src/base", "src/net", "src/secrets", "src/auth"}},
        {"src/settings", {"src/base", "src/secrets"}},
        {"src/workflow", {"src/base"}},
        {"src/run", {"src/base", "src/llm", "src/workflow"}},
        {"src/sandbox", {}},
        {"ui",
         {"src/base", "src/secrets", "src/auth", "src/llm", "src/settings", "src/workflow",
          "src/run"}},
        {"app",
         {"src/base", "src/net", "src/secrets", "src/auth", "src/llm", "src/settings",
          "src/workflow", "src/run", "src/sandbox", "ui"}},
    };
    return arrows;
}

QString roomOf(const QString& path)
{
    const QStringList parts = path.split('/');
    return parts.first() == "src" ? parts.mid(0, 2).join('/') : parts.first();
}

QStringList includesOf(const QString& file, const QString& pattern)
{
    QStringList found;
    auto matches = QRegularExpression(pattern, QRegularExpression::MultilineOption)
                       .globalMatch(QString::fromUtf8(contentOf(file)));
    while (matches.hasNext()) {
        found << matches.next().captured(1);
    }
    return found;
}

const QStringList sources{".cpp", ".h"};

} // namespace

TEST(Layers, IncludesOfTheProjectOnlyPointDownwards)
{
    const QStringList files = sourceFiles({"src", "ui", "app"}, sources);
    ASSERT_FALSE(files.isEmpty());
    for (const QString& file : files) {
        const QString room = roomOf(file);
        ASSERT_TRUE(allowedArrows().contains(room))
            << "a room without a place: " << file.toStdString();
        for (const QString& included :
             includesOf(file, R"re(^#include "((?:src|ui|app|tests)/[^"]+)")re")) {
            const QString target = roomOf(included);
            EXPECT_TRUE(target == room || allowedArrows().value(room).contains(target))
                << file.toStdString() << " includes " << included.toStdString();
        }
    }
}

TEST(Layers, IncludesAreWrittenFromTheRoot)
{
    for (const QString& file : sourceFiles({"src", "ui", "app"}, sources)) {
        for (const QString& included : includesOf(file, R"re(^#include "([^"]+)")re")) {
            const bool generated = included.endsWith(".moc") || included.startsWith("ui_");
            EXPECT_TRUE(generated || included.startsWith("src/") || included.startsWith("ui/") ||
                        included.startsWith("app/"))
                << file.toStdString() << " includes " << included.toStdString();
        }
    }
}

TEST(Layers, CoreKnowsNoWidgets)
{
    for (const QString& file : sourceFiles({"src"}, sources)) {
        for (const QString& included : includesOf(file, R"(^#include <(Q[A-Za-z0-9/]+)>)")) {
            static const QRegularExpression widgets(
                "^(QtWidgets.*|QApplication|QWidget|QDialog|QMessageBox|QMainWindow|QPainter|"
                "QGraphics.*|"
                "QDesktopServices|QLabel|Q[A-Za-z]*Button|Q[A-Za-z]*Layout)$");
            EXPECT_FALSE(widgets.match(included).hasMatch())
                << file.toStdString() << " includes " << included.toStdString();
        }
    }
}

TEST(Layers, ADrawnWindowSpeaksNoHttp)
{
    for (const QString& file : sourceFiles({"ui"}, sources)) {
        for (const QString& included : includesOf(file, R"(^#include <(Q[A-Za-z0-9/]+)>)")) {
            EXPECT_FALSE(included.startsWith("QNetwork") || included.startsWith("QTcp") ||
                         included.startsWith("QOAuth"))
                << file.toStdString() << " includes " << included.toStdString();
        }
    }
}

TEST(Layers, OnlyTheFlowTalksOAuth)
{
    for (const QString& file : sourceFiles({"src", "ui", "app"}, sources)) {
        for (const QString& included :
             includesOf(file, R"(^#include <(Q[A-Za-z0-9/]*OAuth[A-Za-z0-9]*)>)")) {
            EXPECT_TRUE(roomOf(file) == "src/auth" || file == "src/base/QtCompat.h")
                << file.toStdString() << " includes " << included.toStdString();
        }
    }
}

TEST(Layers, SecretsAreRevealedOnlyWhereTheyAreUsed)
{
    const QStringList mayReveal{"src/base", "src/secrets", "src/auth", "src/llm"};
    for (const QString& file : sourceFiles({"src", "ui", "app"}, sources)) {
        EXPECT_TRUE(mayReveal.contains(roomOf(file)) || !contentOf(file).contains("reveal()"))
            << file.toStdString();
    }
}
