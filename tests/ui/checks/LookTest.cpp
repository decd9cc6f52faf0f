// SPDX-License-Identifier: GPL-3.0-or-later
// What every window and dialog looks like: docs/desktop-checks.md, rows 1 to 5, 8 and 50.
#include "tests/support/ChildProcess.h"
#include "tests/ui/EditorWorld.h"
#include "tests/ui/checks/Fits.h"
#include "tests/ui/checks/Scenes.h"
#include "tests/ui/i18n/Speaking.h"
#include "ui/theme/Colors.h"
#include "ui/window/MainToolBar.h"

#include <QScrollBar>
#include <QToolButton>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using namespace Qt::StringLiterals;
using workflow::NodeKind;

constexpr int blockSize = 8;

/// All colours that may cover an area: those of the table, and the tints that are made of them.
QSet<QRgb> knownColours(theme::Scheme scheme)
{
    QSet<QRgb> known;
    const auto of = [scheme](theme::ColorRole role) { return theme::color(role, scheme); };
    for (const theme::ColorRow& row : theme::colorTable()) {
        known << of(row.role).rgb();
        // The header of a group lies over its ground.
        known << theme::mixed(theme::mixed(of(theme::ColorRole::Canvas), of(row.role), 0.07),
                              of(row.role), 0.16)
                     .rgb();
        for (const double share : {0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.2}) {
            for (const auto ground : {theme::ColorRole::Canvas, theme::ColorRole::Surface1,
                                      theme::ColorRole::Surface2, theme::ColorRole::Surface3}) {
                known << theme::mixed(of(ground), of(row.role), share).rgb();
            }
        }
    }
    return known;
}

/// Or one that blending has rounded otherwise.
bool isKnown(QRgb colour, const QSet<QRgb>& known)
{
    const auto isNear = [colour](QRgb other) {
        return std::abs(qRed(colour) - qRed(other)) <= 2 &&
               std::abs(qGreen(colour) - qGreen(other)) <= 2 &&
               std::abs(qBlue(colour) - qBlue(other)) <= 2;
    };
    return known.contains(colour) || std::any_of(known.begin(), known.end(), isNear);
}

/// The colour of a block that is of one colour only.
std::optional<QRgb> plainColour(const QImage& picture, int left, int top)
{
    const QRgb first = picture.pixel(left, top);
    for (int y = top; y < top + blockSize; ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = left; x < left + blockSize; ++x) {
            if (line[x] != first) {
                return std::nullopt;
            }
        }
    }
    return first | 0xff000000;
}

/// No area is in the grey of a style or in a colour of the other scheme.
void expectOwnColours(QWidget& root, theme::Scheme scheme)
{
    const QSet<QRgb> known = knownColours(scheme);
    const QImage picture = root.grab().toImage().convertToFormat(QImage::Format_RGB32);
    QHash<QRgb, QPoint> strange;
    for (int y = 0; y + blockSize <= picture.height(); y += blockSize) {
        for (int x = 0; x + blockSize <= picture.width(); x += blockSize) {
            const std::optional<QRgb> colour = plainColour(picture, x, y);
            if (colour && !isKnown(*colour, known) && !strange.contains(*colour)) {
                strange.insert(*colour, {x, y});
            }
        }
    }
    for (auto each = strange.cbegin(); each != strange.cend(); ++each) {
        const QWidget* at = root.childAt(each.value());
        ADD_FAILURE() << QColor(each.key()).name().toStdString() << " at " << each.value().x()
                      << ", " << each.value().y() << " in " << pathOf(at ? *at : root);
    }
}

void expectNoScrollBar(const QWidget& window)
{
    const auto bars = window.findChildren<QScrollBar*>();
    for (const QScrollBar* bar : bars) {
        EXPECT_FALSE(bar->isVisible() && bar->maximum() > bar->minimum()) << pathOf(*bar);
    }
}

/// Each control of the toolbar stands whole in the window.
void expectWholeToolBar(const MainWindow& window)
{
    const auto* bar = window.findChild<MainToolBar*>();
    ASSERT_NE(bar, nullptr);
    const auto buttons = bar->findChildren<QAbstractButton*>();
    for (const QAbstractButton* button : buttons) {
        if (button->objectName() == "qt_toolbar_ext_button"_L1) {
            EXPECT_FALSE(button->isVisible()) << "tools are behind »";
        } else if (!button->isHidden()) {
            const QRect place(button->mapTo(&window, QPoint()), button->size());
            EXPECT_TRUE(button->isVisible()) << pathOf(*button);
            EXPECT_TRUE(window.rect().contains(place)) << pathOf(*button);
            EXPECT_GE(button->width(), std::min(button->sizeHint().width(), button->maximumWidth()))
                << pathOf(*button);
        }
    }
}

/// Blocks of two by two pixels that are of more than one colour, among those at a border.
double shareOfFineBlocks(const QImage& picture, const QRect& area)
{
    int borders = 0;
    int fine = 0;
    const QRect inside = area.intersected(picture.rect().adjusted(0, 0, -4, -4));
    for (int y = inside.top() & ~1; y < inside.bottom(); y += 2) {
        for (int x = inside.left() & ~1; x < inside.right(); x += 2) {
            const QRgb here = picture.pixel(x, y);
            const bool isFine = here != picture.pixel(x + 1, y) ||
                                here != picture.pixel(x, y + 1) ||
                                here != picture.pixel(x + 1, y + 1);
            const bool isBorder =
                isFine || here != picture.pixel(x + 2, y) || here != picture.pixel(x, y + 2);
            borders += isBorder ? 1 : 0;
            fine += isFine ? 1 : 0;
        }
    }
    EXPECT_GT(borders, 20) << "nothing is painted there";
    return borders == 0 ? 0 : double(fine) / borders;
}

/// Runs the test that calls it again in a program at 200 %; false in that program itself.
bool runsAgainAtTwoHundredPercent()
{
    if (qApp->devicePixelRatio() == 2) {
        return false;
    }
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    ChildProcess again(QCoreApplication::applicationFilePath(),
                       {u"--gtest_filter=%1.%2"_s.arg(QLatin1String(info->test_suite_name()),
                                                      QLatin1String(info->name()))},
                       environment);
    again.start();
    EXPECT_TRUE(again.waitForEnd());
    EXPECT_EQ(again.exitCode(), 0) << again.transcript();
    EXPECT_TRUE(again.output().contains("[  PASSED  ] 1 test")) << again.transcript();
    return true;
}

class LookTest : public SceneTest
{
protected:
    /// The window as it is at 1024 × 700, with the account's longest chip.
    void openSmall(bool asSandbox)
    {
        openWindow(asSandbox);
        ASSERT_TRUE(world->signIn());
        show(flowWith({u"openai-auth"_s}));
        window->resize(1024, 700);
        QCoreApplication::sendPostedEvents();
        EXPECT_EQ(window->size(), QSize(1024, 700));
    }
};

} // namespace

TEST_F(LookTest, Check1_TheFirstStartShowsEverythingWithoutScrolling)
{
    welcome();
    EXPECT_EQ(window->size(), QSize(1280, 800));
    QCoreApplication::sendPostedEvents();
    expectNothingCut(*window);
    expectNoScrollBar(*window);
    expectWholeToolBar(*window);
}

TEST_F(LookTest, Check2_ASmallWindowKeepsEveryToolTheCanvasAndTheInspector)
{
    for (const char* language : {"C", "de", "longer"}) {
        for (const bool asSandbox : {false, true}) {
            SCOPED_TRACE(language);
            const Speaking speaking(QString::fromLatin1(language));
            const auto longer = language == std::string("longer") ? std::make_unique<PseudoLocale>()
                                                                  : std::unique_ptr<PseudoLocale>();
            openSmall(asSandbox);
            expectWholeToolBar(*window);
            EXPECT_GE(canvas().width(), 600);
            EXPECT_GE(canvas().height(), 500);
            EXPECT_TRUE(isShown(*window, "inspectorDock"));
            closeAll();
        }
    }
}

TEST_F(LookTest, Check2_TheWindowNeverHidesATool)
{
    openSmall(true);
    window->resize(300, 300);
    QCoreApplication::sendPostedEvents();
    expectWholeToolBar(*window);
}

TEST_F(LookTest, Check3_WiresAndTextHaveAllPixelsOfAFineScreen)
{
    if (runsAgainAtTwoHundredPercent()) {
        return;
    }
    EditorWorld editor;
    const QString prompt = editor.add(
        NodeKind::Prompt, {{workflow::keys::prompt, u"A market stall at dawn."_s}}, {40, 40});
    const QString output = editor.add(NodeKind::Output, {}, {560, 300});
    const QString wire = editor.wire(prompt, output);
    CanvasWidget canvas(editor.editor());
    canvas.resize(1000, 700);
    ASSERT_TRUE(UiTest::show(canvas));
    canvas.showActualSize();
    const auto look = [&] {
        const QImage picture = canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
        EXPECT_EQ(picture.devicePixelRatio(), 2);
        const auto device = [&canvas](const QRectF& area) {
            const QRectF view = canvas.viewport().toView(area);
            return QRectF(view.topLeft() * 2, view.size() * 2).toAlignedRect();
        };
        const int edge = editor.document.workflow().edgeIndex(wire);
        const QRectF curve = QRectF(canvas.scene().wireStart(edge), canvas.scene().wireEnd(edge));
        EXPECT_GT(shareOfFineBlocks(picture, device(canvas.scene().nodeRect(0))), 0.3);
        EXPECT_GT(shareOfFineBlocks(picture, device(curve.normalized().adjusted(40, 4, -40, -4))),
                  0.3);
    };
    look();
    Viewport moved = canvas.viewport();
    moved.panBy(QPointF(31, 17)); // the layer is scrolled, not painted anew
    canvas.setViewport(moved);
    look();
}

TEST_P(EveryScene, Check4_5_NothingIsInAForeignColourInEitherSchemeAndAfterAChange)
{
    for (const auto choice : {settings::ThemeChoice::Dark, settings::ThemeChoice::Light}) {
        theme = choice;
        SCOPED_TRACE(choice == settings::ThemeChoice::Dark ? "dark" : "light");
        QWidget* root = look();
        ASSERT_NE(root, nullptr);
        const bool isDark = choice == settings::ThemeChoice::Dark;
        expectOwnColours(*root, isDark ? theme::Scheme::Dark : theme::Scheme::Light);
        // While the project setup is open the program looks as is chosen there.
        if (!window->findChild<ProjectSetupDialog*>()) {
            settings::Settings values = world->settings.values();
            values.theme = isDark ? settings::ThemeChoice::Light : settings::ThemeChoice::Dark;
            ASSERT_TRUE(world->settings.save(values).ok());
            QCoreApplication::sendPostedEvents();
            SCOPED_TRACE("and changed");
            expectOwnColours(*root, isDark ? theme::Scheme::Light : theme::Scheme::Dark);
        }
        closeAll();
    }
}

TEST(Check8, PortsOfTextAndPicturesDifferInShapeAndNotInColourOnly)
{
    EditorWorld editor;
    editor.add(NodeKind::LlmGenerate, {}, {200, 200});
    CanvasWidget canvas(editor.editor());
    canvas.resize(800, 600);
    canvas.show();
    canvas.showActualSize();
    const QImage picture = canvas.grab().toImage().convertToFormat(QImage::Format_Grayscale8);
    const auto outerCorner = [&](const char* port) {
        const int place = canvas.scene().portIndex(0, QLatin1String(port), true);
        const QPointF center =
            canvas.viewport().toView(canvas.scene().ports(0)[std::size_t(place)].center);
        // A square reaches there, a circle does not. To the left of the node is the bare canvas.
        return picture.pixelColor((center + QPointF(-4, -4)).toPoint()).lightness();
    };
    EXPECT_GT(std::abs(outerCorner("image") - outerCorner("text")), 40);
}

TEST_P(EveryScene, Check50_LongerTextsAreNotCut)
{
    const PseudoLocale longer;
    QWidget* root = look();
    ASSERT_NE(root, nullptr);
    QCoreApplication::sendPostedEvents();
    expectNothingCut(*root);
}

} // namespace plantain::testing
