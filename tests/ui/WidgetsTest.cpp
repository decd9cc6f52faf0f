// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JobTesting.h"
#include "tests/support/Pictures.h"
#include "tests/support/Printers.h"
#include "tests/ui/UiWorld.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/MessageBanner.h"
#include "ui/widgets/OutputView.h"
#include "ui/widgets/PictureOffer.h"
#include "ui/widgets/SecretLineEdit.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/StatusBadge.h"

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using theme::ColorRole;
using theme::Scheme;

class WidgetsTest : public UiTest
{
};

QColor pixelOf(const QIcon& icon, int size)
{
    const QImage image = icon.pixmap(QSize(size, size), 1.0).toImage();
    return image.pixelColor(image.width() / 2, image.height() / 2);
}

} // namespace

TEST(Colors, TextIsReadableOnEveryGroundInBothSchemes)
{
    const QList<ColorRole> inks{ColorRole::Text, ColorRole::Dim, ColorRole::Faint};
    const QList<ColorRole> grounds{ColorRole::Surface1, ColorRole::Surface2, ColorRole::Surface3,
                                   ColorRole::Canvas};
    for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
        for (const ColorRole ink : inks) {
            for (const ColorRole ground : grounds) {
                EXPECT_GE(theme::contrast(theme::color(ink, scheme), theme::color(ground, scheme)),
                          4.5)
                    << int(ink) << " on " << int(ground) << " in " << int(scheme);
            }
        }
    }
}

TEST(Colors, StatesAndTheAccentAreReadableOnTheirGrounds)
{
    const QList<std::pair<ColorRole, ColorRole>> pairs{
        {ColorRole::Ok, ColorRole::OkGround},       {ColorRole::Warn, ColorRole::WarnGround},
        {ColorRole::Error, ColorRole::ErrorGround}, {ColorRole::Info, ColorRole::InfoGround},
        {ColorRole::OnAccent, ColorRole::Accent},   {ColorRole::Ok, ColorRole::Surface2},
        {ColorRole::Error, ColorRole::Surface2},    {ColorRole::Info, ColorRole::Surface1},
        {ColorRole::Info, ColorRole::Surface2},     {ColorRole::Error, ColorRole::Surface1},
        {ColorRole::Surface3, ColorRole::Focus}, // selected text
        {ColorRole::Surface3, ColorRole::Text}}; // the chosen segment
    for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
        for (const auto& [ink, ground] : pairs) {
            EXPECT_GE(theme::contrast(theme::color(ink, scheme), theme::color(ground, scheme)), 4.5)
                << int(ink) << " on " << int(ground) << " in " << int(scheme);
        }
    }
}

TEST(Colors, OutlinesFocusAndPortsAreVisible)
{
    const QList<ColorRole> marks{ColorRole::Control, ColorRole::Focus, ColorRole::TextPort,
                                 ColorRole::ImagePort};
    const QList<ColorRole> grounds{ColorRole::Surface1, ColorRole::Surface2, ColorRole::Surface3,
                                   ColorRole::Canvas};
    for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
        for (const ColorRole mark : marks) {
            for (const ColorRole ground : grounds) {
                EXPECT_GE(theme::contrast(theme::color(mark, scheme), theme::color(ground, scheme)),
                          3.0)
                    << int(mark) << " on " << int(ground) << " in " << int(scheme);
            }
        }
    }
}

TEST(Colors, TheTableIsInTheOrderOfTheRoles)
{
    int role = 0;
    for (const theme::ColorRow& row : theme::colorTable()) {
        EXPECT_EQ(int(row.role), role++) << row.name.data();
    }
    EXPECT_EQ(role, int(ColorRole::Shadow) + 1);
}

TEST_F(WidgetsTest, IconsAreDrawnForTheScaleAndFollowTheTheme)
{
    const QIcon dot = theme::icon(theme::Icon::Dot, ColorRole::Text);
    EXPECT_EQ(dot.pixmap(QSize(16, 16), 2.0).size(), QSize(32, 32));
    EXPECT_EQ(pixelOf(dot, 16), theme::color(ColorRole::Text, Scheme::Dark));
    theme::Theme look(*qApp);
    look.apply(settings::ThemeChoice::Light);
    EXPECT_EQ(pixelOf(dot, 16), theme::color(ColorRole::Text, Scheme::Light));
    look.apply(settings::ThemeChoice::Dark);
}

TEST_F(WidgetsTest, EveryIconHasADrawing)
{
    for (int i = 0; i <= int(theme::Icon::Warning); ++i) {
        const QImage image = theme::icon(theme::Icon(i)).pixmap(QSize(32, 32), 1.0).toImage();
        bool drawn = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                drawn = drawn || image.pixelColor(x, y).alpha() > 128;
            }
        }
        EXPECT_TRUE(drawn) << i;
    }
}

TEST_F(WidgetsTest, TheThemeChangesAtRunTime)
{
    QWidget window;
    ASSERT_TRUE(show(window));
    const auto ground = [&window] { return window.grab().toImage().pixelColor(5, 5); };
    theme::Theme look(*qApp);
    look.apply(settings::ThemeChoice::Light);
    EXPECT_EQ(ground().name(), theme::color(ColorRole::Surface1, Scheme::Light).name());
    look.apply(settings::ThemeChoice::Dark);
    EXPECT_EQ(ground().name(), theme::color(ColorRole::Surface1, Scheme::Dark).name());
}

TEST_F(WidgetsTest, TheStyleSheetHasNoUnknownColourName)
{
    EXPECT_FALSE(qApp->styleSheet().isEmpty());
    EXPECT_FALSE(qApp->styleSheet().contains(QLatin1Char('@')));
}

TEST_F(WidgetsTest, T6_2_ABadgeIsReadOutAsItsWords)
{
    StatusBadge badge;
    badge.setBadge({Tone::Ok, theme::Icon::Check, QStringLiteral("Connected")});
    const QAccessibleInterface* seen = QAccessible::queryAccessibleInterface(&badge);
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->text(QAccessible::Name), QStringLiteral("Connected"));
}

TEST_F(WidgetsTest, ACountdownDoesNotChangeTheBadgesWidth)
{
    const Badge ones{Tone::Info, theme::Icon::Clock, QStringLiteral("1:11")};
    const Badge nines{Tone::Info, theme::Icon::Clock, QStringLiteral("4:59")};
    EXPECT_EQ(badgeSize(ones, badgeFont()), badgeSize(nines, badgeFont()));
}

TEST_F(WidgetsTest, ASecretIsMaskedUntilTheEyeIsPressed)
{
    SecretLineEdit edit;
    ASSERT_TRUE(show(edit));
    EXPECT_EQ(edit.findChildren<QAction*>().value(0)->isVisible(), false);
    QTest::keyClicks(&edit, QStringLiteral("sk-practice"));
    EXPECT_EQ(edit.echoMode(), QLineEdit::Password);
    QAction* eye = edit.actions().value(0);
    ASSERT_NE(eye, nullptr);
    EXPECT_EQ(eye->text(), QStringLiteral("Show API key"));
    eye->trigger();
    EXPECT_TRUE(edit.isRevealed());
    EXPECT_EQ(eye->text(), QStringLiteral("Hide API key"));
}

TEST_F(WidgetsTest, ASecretIsMaskedAgainWhenTheFieldIsLeftOrHidden)
{
    QWidget window;
    auto* edit = new SecretLineEdit(&window);
    auto* other = new QLineEdit(&window);
    other->move(0, 60);
    ASSERT_TRUE(show(window));
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("sk-practice"));
    edit->actions().value(0)->trigger();
    other->setFocus();
    EXPECT_FALSE(edit->isRevealed());
    edit->setFocus();
    edit->actions().value(0)->trigger();
    EXPECT_TRUE(edit->isRevealed());
    edit->hide();
    EXPECT_FALSE(edit->isRevealed());
}

TEST_F(WidgetsTest, AStoredSecretShowsFourCharactersAtMost)
{
    SecretLineEdit edit;
    edit.setStored(QStringLiteral("abcdef3f9A"), QStringLiteral("sk-…"));
    EXPECT_TRUE(edit.placeholderText().endsWith(QStringLiteral("•3f9A")));
    EXPECT_FALSE(edit.placeholderText().contains(QStringLiteral("ef3f9A")));
    EXPECT_TRUE(edit.text().isEmpty());
    edit.setStored({}, QStringLiteral("sk-…"));
    EXPECT_EQ(edit.placeholderText(), QStringLiteral("sk-…"));
}

TEST_F(WidgetsTest, TheEndOfThePastedSecretIsTrimmed)
{
    SecretLineEdit edit;
    edit.setText(QStringLiteral("  sk-practice \n"));
    EXPECT_EQ(edit.secret().reveal(), QByteArray("sk-practice"));
}

TEST_F(WidgetsTest, SegmentsAreChosenByTheArrowKeysAndAreOneTabStop)
{
    QWidget window;
    auto* control = new SegmentedControl(&window);
    control->setSegments({{QStringLiteral("low"), QStringLiteral("Low"), {}},
                          {QStringLiteral("high"), QStringLiteral("High"), {}},
                          {QStringLiteral("max"), QStringLiteral("Max"), {}}});
    control->setCurrent(QStringLiteral("low"));
    auto* after = new QLineEdit(&window);
    QSignalSpy changed(control, &SegmentedControl::currentChanged);
    ASSERT_TRUE(show(window));
    auto* low = find<QPushButton>(window, "segment_low");
    low->setFocus();
    QTest::keyClick(low, Qt::Key_Right);
    EXPECT_EQ(control->current(), QStringLiteral("high"));
    EXPECT_EQ(changed.count(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    EXPECT_EQ(QApplication::focusWidget(), after);
}

TEST_F(WidgetsTest, SegmentsUseShortLabelsWhereTheLongOnesDoNotFit)
{
    QWidget window;
    SegmentedControl control(&window);
    control.setSegments(
        {{QStringLiteral("xhigh"), QStringLiteral("Extra high"), QStringLiteral("Extra")},
         {QStringLiteral("medium"), QStringLiteral("Medium"), QStringLiteral("Med")}});
    ASSERT_TRUE(show(window));
    control.resize(control.sizeHint());
    auto* button = find<QPushButton>(control, "segment_xhigh");
    ASSERT_NE(button, nullptr);
    EXPECT_EQ(button->text(), QStringLiteral("Extra high"));
    control.resize(control.minimumSizeHint());
    EXPECT_EQ(button->text(), QStringLiteral("Extra"));
    EXPECT_EQ(button->accessibleName(), QStringLiteral("Extra high"));
}

TEST_F(WidgetsTest, SegmentsKeepTheChoiceThatIsStillThere)
{
    SegmentedControl control;
    control.setSegments({{QStringLiteral("low"), {}, {}}, {QStringLiteral("high"), {}, {}}});
    control.setCurrent(QStringLiteral("high"));
    control.setSegments({{QStringLiteral("high"), {}, {}}, {QStringLiteral("max"), {}, {}}});
    EXPECT_EQ(control.current(), QStringLiteral("high"));
    control.setSegments({{QStringLiteral("max"), {}, {}}});
    EXPECT_TRUE(control.current().isEmpty());
}

TEST_F(WidgetsTest, ABannerHasWordsAndCanBeDismissedWhereThatIsAllowed)
{
    QWidget window;
    auto* banner = new MessageBanner(&window);
    banner->resize(400, 60);
    ASSERT_TRUE(show(window));
    banner->setClosable(true);
    banner->showMessage(Tone::Warn, theme::Icon::Warning, QStringLiteral("It happened."),
                        QStringLiteral("Do this."));
    EXPECT_EQ(banner->accessibleName(), QStringLiteral("It happened."));
    EXPECT_EQ(banner->hint(), QStringLiteral("Do this."));
    QSignalSpy closed(banner, &MessageBanner::closed);
    auto* cross = banner->findChild<QToolButton*>();
    ASSERT_NE(cross, nullptr);
    EXPECT_EQ(cross->accessibleName(), QStringLiteral("Dismiss"));
    QTest::mouseClick(cross, Qt::LeftButton);
    EXPECT_EQ(closed.count(), 1);
    EXPECT_FALSE(banner->isVisible());
}

TEST_F(WidgetsTest, OutputFollowsTheEndOnlyForAReaderWhoIsThere)
{
    OutputView view;
    view.resize(300, 120);
    ASSERT_TRUE(show(view));
    view.setOutput(QStringLiteral("line\n").repeated(60));
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
    view.appendOutput(QStringLiteral("more\n").repeated(20));
    EXPECT_EQ(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    view.verticalScrollBar()->setValue(40);
    view.appendOutput(QStringLiteral("more\n").repeated(20));
    EXPECT_EQ(view.verticalScrollBar()->value(), 40);
}

TEST_F(WidgetsTest, OutputAppendedInPiecesIsTheWholeText)
{
    OutputView view;
    view.setOutput({});
    view.appendOutput(QStringLiteral("One <b>line</b>\nand "));
    view.appendOutput(QStringLiteral("*two*\n"));
    EXPECT_EQ(view.toPlainText(), QStringLiteral("One <b>line</b>\nand *two*\n"));
    EXPECT_EQ(view.text(), view.toPlainText());
}

TEST_F(WidgetsTest, MarkdownIsAViewOfTheSameText)
{
    OutputView view;
    const QString text = QStringLiteral("# Title\n\n- **one**\n\n`code`\n");
    view.setOutput(text);
    view.setMarkdownShown(true);
    EXPECT_FALSE(view.toPlainText().contains(QLatin1Char('#')));
    EXPECT_TRUE(view.toPlainText().contains(QStringLiteral("Title")));
    EXPECT_EQ(view.text(), text);
    view.setMarkdownShown(false);
    EXPECT_EQ(view.toPlainText(), text);
}

TEST_F(WidgetsTest, MarkdownIsRenderedWhileItArrives)
{
    OutputView view;
    view.setMarkdownShown(true);
    view.appendOutput(QStringLiteral("**bold**"));
    EXPECT_TRUE(waitFor([&] { return view.toPlainText() == QStringLiteral("bold"); }));
}

TEST_F(WidgetsTest, MarkdownNeverLoadsAnything)
{
    OutputView view;
    view.setMarkdownShown(true);
    const QString html = QStringLiteral("<b>x</b> <img src=\"https://a.example/x.png\">");
    view.setOutput(html);
    EXPECT_EQ(view.toPlainText(), html) << "HTML stays text";
    EXPECT_FALSE(
        view.loadResource(QTextDocument::ImageResource, QUrl(QStringLiteral("https://a.example/")))
            .isValid());
    EXPECT_FALSE(view.openLinks());
}

TEST_F(WidgetsTest, APictureOnTheClipboardIsOffered)
{
    QMimeData data;
    data.setImageData(QImage::fromData(png({40, 30})));
    EXPECT_TRUE(offersPictures(data));
    const auto pictures = picturesIn(data);
    ASSERT_EQ(pictures.size(), 1U);
    EXPECT_EQ(QImage::fromData(pictures.front().bytes).size(), QSize(40, 30));
}

TEST_F(WidgetsTest, OnlyPicturesAreOfferedFromFiles)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/x/readme.txt"))});
    EXPECT_FALSE(offersPictures(data));
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/x/readme.txt")),
                  QUrl::fromLocalFile(QStringLiteral("/x/photo.JPEG"))});
    EXPECT_TRUE(offersPictures(data));
    const auto pictures = picturesIn(data);
    ASSERT_EQ(pictures.size(), 1U);
    EXPECT_EQ(pictures.front().name, QStringLiteral("photo.JPEG"));
}

TEST_F(WidgetsTest, ANarrowBannerPutsItsButtonsBelowItsWords)
{
    MessageBanner banner;
    const QPushButton* button = banner.addButton(QStringLiteral("Retry"), QStringLiteral("retry"));
    banner.showMessage(Tone::Error, theme::Icon::Error, QStringLiteral("The provider is busy."));
    banner.resize(700, 60);
    ASSERT_TRUE(show(banner));
    const auto* title = find<QLabel>(banner, "bannerTitle");
    EXPECT_TRUE(waitFor([&] { return button->x() > title->geometry().right(); }));
    banner.resize(290, 90);
    EXPECT_TRUE(waitFor([&] { return button->y() > title->geometry().bottom(); }));
}

} // namespace plantain::testing
