// SPDX-License-Identifier: GPL-3.0-or-later
// What must not get lost or out: docs/desktop-checks.md, rows 41, 43, 45 and 47.
#include "tests/ui/checks/Scenes.h"
#include "ui/widgets/MessageBanner.h"
#include "ui/widgets/SecretLineEdit.h"
#include "ui/widgets/StatusBadge.h"

#include <QClipboard>
#include <QDirIterator>
#include <QFile>
#include <QMimeData>
#include <QTabWidget>

#include <csignal>
#include <sys/resource.h>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using namespace Qt::StringLiterals;

/// As long as this lives no file of this process grows beyond a size: a disk that is full.
class FullDisk
{
public:
    explicit FullDisk(rlim_t most)
        : m_handler(std::signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{most, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    void (*m_handler)(int);
    rlimit m_before{};
};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The files below a folder, but for those in `except`, that hold these bytes.
QStringList filesWith(const QByteArray& needle, const QString& folder, const QString& except)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!path.startsWith(except) && contentOf(path).contains(needle)) {
            found << path;
        }
    }
    return found;
}

class SafetyTest : public SceneTest
{
};

} // namespace

TEST_F(SafetyTest, Check41_AfterTheSignInTheDialogIsInFrontOpenAndSaysSo)
{
    QWidget* setup = waitingForTheBrowser();
    QWidget browser; // where the person is
    ASSERT_TRUE(UiTest::show(browser));
    ASSERT_FALSE(setup->isActiveWindow());
    ASSERT_TRUE(world->approve(world->openedUrls.first()));
    EXPECT_TRUE(QTest::qWaitForWindowActive(setup));
    EXPECT_TRUE(setup->isVisible());
    const QString badge = find<StatusBadge>(*setup, "statusBadge")->badge().text;
    EXPECT_TRUE(badge.contains(u"Connected"_s)) << badge.toStdString();
}

TEST_F(SafetyTest, Check43_AnEndedSessionIsABannerAndAWarningAndOpensNoBrowser)
{
    sessionEnded();
    const qsizetype opened = world->openedUrls.size();
    EXPECT_TRUE(isShown(*window, "sessionBanner"));
    const int node = document().workflow().nodeIndex(model(0));
    EXPECT_TRUE(waitFor([&] {
        return canvas().faces().face(node).stateText.contains(u"Session expired"_s);
    })) << canvas().faces().face(node).stateText.toStdString();
    press(*window, "mainRunButton");
    ASSERT_TRUE(waitForRun());
    EXPECT_EQ(world->openedUrls.size(), opened) << "nobody asked for a browser";
    EXPECT_EQ(opened, 0);
}

TEST_F(SafetyTest, Check45_AKeyIsInNothingThatLeavesTheKeysOwnFile)
{
    const QByteArray key = "sk-practice-Walnut-7731";
    QWidget* setup = setupProviders();
    auto* field = find<SecretLineEdit>(*setup, "apiKeyEdit_openai");
    field->setFocus();
    QTest::keyClicks(field, QString::fromLatin1(key));
    EXPECT_EQ(field->echoMode(), QLineEdit::Password);
    field->copy();
    EXPECT_FALSE(QGuiApplication::clipboard()->text().contains(QString::fromLatin1(key)));
    press(*setup, "saveButton");
    ASSERT_TRUE(waitFor([&] { return !setup->isVisible(); }));
    ASSERT_TRUE(
        waitFor([&] { return world->keys.source(u"openai"_s) == secrets::KeySource::Stored; }));
    show(flowWith({u"openai"_s}));
    change();
    bringToFront(*window);
    canvas().setFocus();
    QTest::keyClick(&canvas(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&canvas(), Qt::Key_C, Qt::ControlModifier);
    const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
    ASSERT_NE(copied, nullptr);
    const QStringList formats = copied->formats();
    EXPECT_FALSE(formats.isEmpty());
    for (const QString& format : formats) {
        EXPECT_FALSE(copied->data(format).contains(key)) << format.toStdString();
    }
    const QString path = save(u"walnut.plantain"_s);
    change(u"Once more."_s);
    const QDir recovery(world->recoveryFolder());
    ASSERT_TRUE(waitFor([&] {
        return !recovery.entryList({u"*.plantain"_s}, QDir::Files).isEmpty();
    })) << "the copy comes within its three seconds";
    EXPECT_FALSE(contentOf(path).isEmpty());
    EXPECT_EQ(filesWith(key, world->folder.path(), world->folder.filePath(u"secrets"_s)),
              QStringList());
    EXPECT_FALSE(filesWith(key, world->folder.filePath(u"secrets"_s), u"-"_s).isEmpty())
        << "the search finds keys";
}

TEST_F(SafetyTest, Check47_AFullDiskLeavesTheOldFileAndOffersToTryAgain)
{
    openWindow();
    show(flowWith({u"openai"_s}));
    change();
    const QString path = save(u"market.plantain"_s);
    const QByteArray old = contentOf(path);
    ASSERT_FALSE(old.isEmpty());
    change(QString(300'000, u'x'));
    {
        const FullDisk disk(100'000);
        document().save(path);
        ASSERT_TRUE(waitFor([this] { return isShown(*window, "saveFailedBanner"); }));
    }
    EXPECT_EQ(contentOf(path), old);
    EXPECT_TRUE(document().isModified());
    const auto* banner = find<MessageBanner>(*window, "saveFailedBanner");
    EXPECT_TRUE((banner->title() + banner->hint()).contains(u"market.plantain"_s))
        << (banner->title() + banner->hint()).toStdString();
    press(*window, "retrySaveButton");
    ASSERT_TRUE(waitFor([this] { return !document().isModified(); }));
    EXPECT_GT(contentOf(path).size(), 300'000);
}

} // namespace plantain::testing
