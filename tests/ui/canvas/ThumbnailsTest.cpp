// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/Thumbnails.h"
#include "tests/support/JobTesting.h"
#include "tests/support/Pictures.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

workflow::ImageSource embedded(const QByteArray& bytes)
{
    workflow::ImageSource source;
    source.dataUrl =
        QStringLiteral("data:image/png;base64,") + QString::fromLatin1(bytes.toBase64());
    return source;
}

} // namespace

TEST(ThumbnailsTest, APictureIsReadSmallInAThread)
{
    ui::Thumbnails thumbnails([] { return QString(); });
    QSignalSpy changed(&thumbnails, &ui::Thumbnails::changed);
    const auto source = embedded(png({1024, 768}, Qt::red));
    EXPECT_TRUE(thumbnails.thumbnail(QStringLiteral("n"), source, 100).image.isNull());
    ASSERT_TRUE(waitFor([&] { return !changed.isEmpty(); }));
    const ui::Thumbnail small = thumbnails.thumbnail(QStringLiteral("n"), source, 100);
    EXPECT_EQ(small.image.size(), QSize(128, 96));
    EXPECT_EQ(small.fullSize, QSize(1024, 768));
    EXPECT_EQ(small.image.pixelColor(5, 5), QColor(Qt::red));
}

TEST(ThumbnailsTest, TheSmallerOneIsShownUntilTheLargerIsThere)
{
    ui::Thumbnails thumbnails([] { return QString(); });
    QSignalSpy changed(&thumbnails, &ui::Thumbnails::changed);
    const auto source = embedded(png({1024, 768}, Qt::red));
    const QString id = QStringLiteral("n");
    (void)thumbnails.thumbnail(id, source, 60);
    ASSERT_TRUE(waitFor([&] { return changed.size() == 1; }));
    EXPECT_EQ(thumbnails.thumbnail(id, source, 500).image.width(), 64);
    ASSERT_TRUE(waitFor([&] { return changed.size() == 2; }));
    EXPECT_EQ(thumbnails.thumbnail(id, source, 500).image.width(), 512);
    // Never more than the largest size.
    (void)thumbnails.thumbnail(id, source, 5000);
    EXPECT_EQ(thumbnails.thumbnail(id, source, 5000).image.width(), 512);
}

TEST(ThumbnailsTest, ABrokenPictureIsASentence)
{
    ui::Thumbnails thumbnails([] { return QString(); });
    QSignalSpy changed(&thumbnails, &ui::Thumbnails::changed);
    const auto source = embedded("this is no picture");
    (void)thumbnails.thumbnail(QStringLiteral("n"), source, 100);
    ASSERT_TRUE(waitFor([&] { return !changed.isEmpty(); }));
    const ui::Thumbnail broken = thumbnails.thumbnail(QStringLiteral("n"), source, 100);
    EXPECT_TRUE(broken.image.isNull());
    EXPECT_TRUE(broken.problem.endsWith(QLatin1Char('.'))) << broken.problem.toStdString();
}

TEST(ThumbnailsTest, APictureBesideTheFileThatIsGoneIsASentence)
{
    const QTemporaryDir folder;
    workflow::ImageSource source;
    source.reference = QStringLiteral("gone.png");
    EXPECT_FALSE(ui::readThumbnail(source, folder.path(), 128).problem.isEmpty());
}

TEST(ThumbnailsTest, AnotherPictureOfTheNodeIsReadAnew)
{
    ui::Thumbnails thumbnails([] { return QString(); });
    QSignalSpy changed(&thumbnails, &ui::Thumbnails::changed);
    const QString id = QStringLiteral("n");
    const auto red = embedded(png({200, 100}, Qt::red));
    const auto blue = embedded(png({200, 100}, Qt::blue));
    (void)thumbnails.thumbnail(id, red, 100);
    ASSERT_TRUE(waitFor([&] { return changed.size() == 1; }));
    thumbnails.recheck();
    EXPECT_FALSE(thumbnails.thumbnail(id, red, 100).image.isNull());
    thumbnails.recheck();
    EXPECT_TRUE(thumbnails.thumbnail(id, blue, 100).image.isNull());
    ASSERT_TRUE(waitFor([&] { return changed.size() == 2; }));
    EXPECT_EQ(thumbnails.thumbnail(id, blue, 100).image.pixelColor(5, 5), QColor(Qt::blue));
}

TEST(ThumbnailsTest, GoingWhilePicturesAreReadIsSafe)
{
    const auto source = embedded(png({900, 900}, Qt::green));
    for (int i = 0; i < 20; ++i) {
        ui::Thumbnails thumbnails([] { return QString(); });
        for (int node = 0; node < 6; ++node) {
            (void)thumbnails.thumbnail(QString::number(node), source, 500);
        }
    }
    SUCCEED();
}

} // namespace plantain::testing
