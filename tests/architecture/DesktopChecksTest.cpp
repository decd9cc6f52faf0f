// SPDX-License-Identifier: GPL-3.0-or-later
// docs/desktop-checks.md names what proves each of its rows: it has to be there.
#include "tests/architecture/SourceTree.h"

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <QSet>

using namespace plantain::testing;

namespace {

const QString page = QStringLiteral("docs/desktop-checks.md");

struct Row {
    int number = 0;
    QString proof;
};

QList<Row> rows()
{
    static const QRegularExpression line(QStringLiteral("^\\| (\\d+) \\|[^|]*\\|([^|]*)\\|$"),
                                         QRegularExpression::MultilineOption);
    QList<Row> found;
    auto matches = line.globalMatch(QString::fromUtf8(contentOf(page)));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        found.append({match.captured(1).toInt(), match.captured(2)});
    }
    return found;
}

/// What stands between backticks.
QStringList namesIn(const QString& text)
{
    static const QRegularExpression quoted(QStringLiteral("`([^`]+)`"));
    QStringList names;
    auto matches = quoted.globalMatch(text);
    while (matches.hasNext()) {
        names << matches.next().captured(1);
    }
    return names;
}

/// "Suite.Name" of every test, by its source.
QSet<QString> testNames()
{
    static const QRegularExpression test(
        QStringLiteral("\\bTEST(?:_F|_P)?\\(\\s*(\\w+),\\s*(\\w+)\\s*\\)"));
    QSet<QString> names;
    const QStringList files = sourceFiles({"tests"}, {".cpp"});
    for (const QString& file : files) {
        auto matches = test.globalMatch(QString::fromUtf8(contentOf(file)));
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            names << match.captured(1) + u'.' + match.captured(2);
        }
    }
    return names;
}

QByteArray sourcesBelow(const QString& folder)
{
    QByteArray all;
    const QStringList files = sourceFiles({folder}, {".cpp"});
    for (const QString& file : files) {
        all += contentOf(file);
    }
    return all;
}

} // namespace

TEST(DesktopChecks, EveryCheckHasARowWithItsProof)
{
    QSet<int> numbers;
    const QList<Row> all = rows();
    for (const Row& row : all) {
        EXPECT_FALSE(namesIn(row.proof).isEmpty()) << row.number;
        EXPECT_FALSE(numbers.contains(row.number)) << row.number;
        numbers << row.number;
    }
    for (int number = 1; number <= 50; ++number) {
        EXPECT_TRUE(numbers.contains(number)) << "no row " << number;
    }
}

TEST(DesktopChecks, EveryProofExists)
{
    const QSet<QString> tests = testNames();
    EXPECT_GT(tests.size(), 1000);
    const QByteArray pictures = sourcesBelow(QStringLiteral("tests/screenshots"));
    const QByteArray measurements = sourcesBelow(QStringLiteral("tests/bench"));
    const QList<Row> all = rows();
    for (const Row& row : all) {
        const QStringList names = namesIn(row.proof);
        for (const QString& name : names) {
            const QByteArray quoted = '"' + name.section(u' ', -1).toUtf8() + '"';
            const bool exists =
                name.startsWith(QStringLiteral("picture ")) ? pictures.contains(quoted)
                : name.startsWith(QStringLiteral("bench ")) ? measurements.contains(quoted)
                                                            : tests.contains(name);
            EXPECT_TRUE(exists) << row.number << ": " << name.toStdString();
        }
    }
}

/// Whoever moves something asks whether it may.
TEST(DesktopChecks, NothingMovesWithoutAskingTheSettings)
{
    static const QRegularExpression motion(
        QStringLiteral("\\b(QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QScroller|"
                       "QParallelAnimationGroup|QSequentialAnimationGroup)\\b"));
    const QStringList files = sourceFiles({"ui"}, {".cpp"});
    EXPECT_FALSE(files.isEmpty());
    for (const QString& file : files) {
        const QString text = QString::fromUtf8(contentOf(file));
        EXPECT_TRUE(!motion.match(text).hasMatch() || text.contains(u"motionAllowed()"))
            << file.toStdString();
    }
}
