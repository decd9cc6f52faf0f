// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/LogPanel.h"

#include "tests/ui/window/WindowTest.h"
#include "ui/window/VersionDetails.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QDockWidget>
#include <QPlainTextEdit>

namespace plantain::testing {

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

class LogPanelTest : public WindowTest
{
protected:
    LogPanelTest() { base::installLogging(u"error"_s); }
    ~LogPanelTest() override { qInstallMessageHandler(nullptr); }

    void openLog()
    {
        open();
        window->findChild<QDockWidget*>(u"logDock"_s)->toggleViewAction()->trigger();
        ASSERT_TRUE(isShown(*window, "logPanel"));
    }
    QString log() { return find<QPlainTextEdit>(*window, "logView")->toPlainText(); }
    bool logs(const QString& text)
    {
        return waitFor([&] { return log().contains(text); });
    }
    QString copied()
    {
        press(*window, "copyReportButton");
        return QApplication::clipboard()->text();
    }
};

} // namespace

TEST_F(LogPanelTest, ShowsWhatWasLoggedBeforeAndWhileItIsOpen)
{
    qCWarning(base::logNet) << "before";
    openLog();
    EXPECT_TRUE(log().contains(u"warning plantain.net: before"_s));
    qCInfo(base::logUi) << "meanwhile";
    EXPECT_TRUE(logs(u"info plantain.ui: meanwhile"_s));
    press(*window, "closeLogButton");
    EXPECT_FALSE(isShown(*window, "logPanel"));
    EXPECT_FALSE(window->findChild<QDockWidget*>(u"logDock"_s)->toggleViewAction()->isChecked());
}

TEST_F(LogPanelTest, NoSecretAndNoHomeIsInThePanelOrOnTheClipboard)
{
    openLog();
    qCWarning(base::logNet) << "Authorization: Bearer canary-token-0123456789";
    qCWarning(base::logUi).noquote() << "reading" << QDir::homePath() + u"/letters/a.plantain"_s;
    ASSERT_TRUE(logs(u"~/letters/a.plantain"_s));
    const QString report = copied();
    for (const QString& text : {log(), report}) {
        EXPECT_TRUE(text.contains(u"Bearer •••"_s)) << text.toStdString();
        EXPECT_FALSE(text.contains(u"canary"_s)) << text.toStdString();
        EXPECT_FALSE(text.contains(QDir::homePath() + u'/')) << text.toStdString();
    }
}

TEST_F(LogPanelTest, TheReportSaysWhatItRanOn)
{
    openLog();
    const QString report = copied();
    for (const QString& part :
         {u"Plantain " PLANTAIN_VERSION ""_s, QLatin1String(qVersion()) + u", built with"_s,
          u"platform plugin offscreen"_s, u"Secrets: file"_s, u"Language: "_s, u"Screen: "_s,
          u"QtKeychain"_s, QSysInfo::currentCpuArchitecture()}) {
        EXPECT_TRUE(report.contains(part)) << part.toStdString() << " in " << report.toStdString();
    }
}

TEST_F(LogPanelTest, ARunIsLoggedWithItsNumbersAndWithoutItsTexts)
{
    openLog();
    show(flowWith({u"openai"_s}));
    runner().start({});
    ASSERT_TRUE(waitForRun());
    EXPECT_TRUE(logs(u"run failed: 3 nodes, 1 failed"_s)) << log().toStdString();
    EXPECT_TRUE(logs(u"a node failed: "_s)) << log().toStdString();
    EXPECT_FALSE(copied().contains(u"market stall"_s));
}

TEST(WithoutHome, ReplacesTheHomeFolderAndNoOtherThatBeginsLikeIt)
{
    const QString home = QDir::homePath();
    EXPECT_EQ(withoutHome(home + u"/a and "_s + home), u"~/a and ~"_s);
    EXPECT_EQ(withoutHome(home + u"er/a"_s), home + u"er/a"_s);
}

} // namespace plantain::testing
