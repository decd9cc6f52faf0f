// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/SingleInstance.h"

#include "tests/support/Files.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QThread>

namespace plantain::testing {

using app::OpenRequest;
using app::SingleInstance;
using Role = SingleInstance::Role;
using std::chrono::milliseconds;

namespace {

class SingleInstanceTest : public ::testing::Test
{
protected:
    void becomeFirst()
    {
        ASSERT_EQ(first.begin({}), Role::First);
        ASSERT_TRUE(first.listen());
        QObject::connect(&first, &SingleInstance::requested, &first,
                         [this](const OpenRequest& request) { requests << request; });
    }
    /// A later start, which blocks as a process of its own does.
    Role start(const OpenRequest& request, milliseconds patience = milliseconds(5000))
    {
        Role role = Role::First;
        const std::unique_ptr<QThread> thread(QThread::create(
            [&] { role = SingleInstance(data.path(), runtime.path()).begin(request, patience); }));
        thread->start();
        EXPECT_TRUE(waitFor([&thread] { return thread->isFinished(); }));
        return role;
    }
    QString socketPath() const
    {
        const QStringList names =
            QDir(runtime.path()).entryList({"plantain-*"}, QDir::System | QDir::Hidden);
        return names.isEmpty() ? QString() : runtime.filePath(names.first());
    }
    /// What the first answers to these bytes before it hangs up.
    QByteArray answerTo(const QByteArray& bytes)
    {
        QLocalSocket socket;
        socket.connectToServer(socketPath());
        EXPECT_TRUE(waitFor([&] { return socket.state() == QLocalSocket::ConnectedState; }));
        socket.write(bytes);
        EXPECT_TRUE(waitFor([&] { return socket.state() == QLocalSocket::UnconnectedState; }));
        return socket.readAll();
    }

    QTemporaryDir data;
    QTemporaryDir runtime;
    SingleInstance first{data.path(), runtime.path()};
    QList<OpenRequest> requests;
};

} // namespace

TEST_F(SingleInstanceTest, Check48_ALaterStartHandsItsFilesOver)
{
    becomeFirst();
    const OpenRequest request{{"/a.plantain", "/b.json"}, false, "token"};
    EXPECT_EQ(start(request), Role::HandedOver);
    EXPECT_EQ(requests, QList<OpenRequest>{request});
}

TEST_F(SingleInstanceTest, WhoComesBeforeTheFirstListensWaitsForIt)
{
    ASSERT_EQ(first.begin({}), Role::First);
    QTimer::singleShot(300, &first, [this] { EXPECT_TRUE(first.listen()); });
    EXPECT_EQ(start({{"/a"}, false, {}}), Role::HandedOver);
}

TEST_F(SingleInstanceTest, AFirstThatDoesNotAnswerKeepsNobodyFromWorking)
{
    ASSERT_EQ(first.begin({}), Role::First);
    EXPECT_EQ(start({}, milliseconds(200)), Role::Alone);
}

TEST_F(SingleInstanceTest, AfterTheEndTheNextIsFirst)
{
    becomeFirst();
    first.close();
    EXPECT_EQ(start({{"/a"}, false, {}}), Role::First);
    EXPECT_TRUE(requests.isEmpty());
}

TEST_F(SingleInstanceTest, ASocketThatWasLeftBehindIsTakenOver)
{
    becomeFirst();
    const QString path = socketPath();
    ASSERT_FALSE(path.isEmpty());
    first.close();
    putFile(path, "");
    putFile(path + ".lock", "");
    QFile lock(path + ".lock");
    ASSERT_TRUE(lock.open(QIODevice::ReadWrite));
    // Whoever was killed while making it, a while ago.
    ASSERT_TRUE(lock.setFileTime(QDateTime::currentDateTime().addSecs(-60),
                                 QFileDevice::FileModificationTime));
    lock.close();
    becomeFirst();
    EXPECT_EQ(start({}), Role::HandedOver);
}

TEST_F(SingleInstanceTest, OtherDataFoldersAndTheSandboxAreOthers)
{
    becomeFirst();
    QDir(data.path()).mkdir("sandbox");
    SingleInstance practice(data.filePath("sandbox"), runtime.path());
    EXPECT_EQ(practice.begin({}), Role::First);
    QFile::link(data.path(), runtime.filePath("link"));
    SingleInstance byAnotherName(runtime.filePath("link"), runtime.path());
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { EXPECT_EQ(byAnotherName.begin({}), Role::HandedOver); }));
    thread->start();
    EXPECT_TRUE(waitFor([&thread] { return thread->isFinished(); }));
}

TEST_F(SingleInstanceTest, GarbageIsHungUpOnAndHarmsNobody)
{
    becomeFirst();
    EXPECT_EQ(answerTo("GET / HTTP/1.1\r\n\r\n"), QByteArray());
    EXPECT_EQ(answerTo(QByteArray(app::maxRequestBytes + 1, 'x')), QByteArray());
    EXPECT_EQ(answerTo(""), QByteArray()) << "silence has its limit too";
    EXPECT_TRUE(requests.isEmpty());
    EXPECT_EQ(start({}), Role::HandedOver);
}

TEST_F(SingleInstanceTest, TheSocketIsTheUsersOwnAndItsNameIsShort)
{
    becomeFirst();
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    EXPECT_FALSE(QFile::permissions(socketPath()) & others);
    EXPECT_LE(QFileInfo(socketPath()).fileName().size(), 40);
    // An end leaves no socket.
    const QString path = socketPath();
    first.close();
    EXPECT_FALSE(QFileInfo::exists(path));
}

TEST_F(SingleInstanceTest, WithoutAPlaceForTheSocketEverybodyIsAlone)
{
    SingleInstance nowhere(data.path(), {});
    EXPECT_EQ(nowhere.begin({}), Role::Alone);
    EXPECT_FALSE(nowhere.listen());
    SingleInstance absent(data.path(), runtime.filePath("absent"));
    EXPECT_EQ(absent.begin({}), Role::Alone);
}

} // namespace plantain::testing
