// SPDX-License-Identifier: GPL-3.0-or-later
// What is saved in the project setup holds at once, in the canvas and the window that are open.
#include "tests/ui/canvas/CanvasFixture.h"
#include "ui/canvas/CanvasContext.h"
#include "ui/widgets/SegmentedControl.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>

#include <cmath>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using Tab = ProjectSetupDialog::Tab;

class SetupAtWork : public CanvasTest
{
protected:
    using Edit = std::function<void(ProjectSetupDialog&)>;

    /// In a dialog of its own, and saved.
    void choose(Tab tab, const Edit& edit)
    {
        ProjectSetupDialog dialog(world.setupServices());
        dialog.showTab(tab);
        ASSERT_TRUE(show(dialog));
        edit(dialog);
        ASSERT_TRUE(UiTest::press(dialog, "saveButton"));
        ASSERT_TRUE(waitFor([&dialog] { return !dialog.isVisible(); }));
        canvas->activateWindow();
        canvas->setFocus();
        ASSERT_TRUE(waitFor([this] { return canvas->hasFocus(); }));
    }
    void pick(const char* control, int segment)
    {
        choose(Tab::Canvas, [=](ProjectSetupDialog& dialog) {
            find<SegmentedControl>(dialog, control)->setCurrent(QString::number(segment));
        });
    }
    void toggle(const char* name)
    {
        choose(Tab::Canvas,
               [=](ProjectSetupDialog& dialog) { find<QCheckBox>(dialog, name)->click(); });
    }
    QPointF origin() const { return canvas->viewport().origin(); }
    double scale() const { return canvas->viewport().scale(); }
};

TEST_F(SetupAtWork, PanAlwaysMovesTheCanvasWithEveryDrag)
{
    const QString id = add(Kind::Prompt, {100, 100});
    const QPointF before = origin();
    drag({600, 400}, {700, 450});
    EXPECT_EQ(origin(), before) << "a box";
    pick("panControl", static_cast<int>(settings::PanMode::Always));
    drag({50, 50}, {600, 400});
    EXPECT_NE(origin(), before);
    EXPECT_FALSE(selection().nodes().contains(id));
}

TEST_F(SetupAtWork, ZoomNeedsTheChosenKey)
{
    wheel({400, 300}, {0, 120});
    const double zoomed = scale();
    EXPECT_NE(zoomed, 1.0);
    pick("zoomControl", static_cast<int>(settings::ZoomMode::CtrlScroll));
    const QPointF before = origin();
    wheel({400, 300}, {0, 120});
    EXPECT_EQ(scale(), zoomed);
    EXPECT_NE(origin(), before) << "it pans";
    wheel({400, 300}, {0, 120}, Qt::ControlModifier);
    EXPECT_NE(scale(), zoomed);
}

TEST_F(SetupAtWork, ABoxNeedsTheChosenKey)
{
    const QString id = add(Kind::Prompt, {100, 100});
    pick("selectionControl", static_cast<int>(settings::SelectionMode::AltDrag));
    const QPointF before = origin();
    drag({50, 50}, {60, 60});
    EXPECT_TRUE(selection().nodes().isEmpty());
    EXPECT_NE(origin(), before) << "it pans";
    drag({50, 50}, {700, 500}, Qt::AltModifier);
    EXPECT_EQ(selection().nodes(), ids({id}));
}

TEST_F(SetupAtWork, TheGridComesAndGoes)
{
    const QImage with = canvas->grab().toImage();
    toggle("gridBox");
    const QImage without = canvas->grab().toImage();
    EXPECT_NE(with, without);
    toggle("gridBox");
    EXPECT_EQ(canvas->grab().toImage(), with);
}

TEST_F(SetupAtWork, NodesSnapToTheGrid)
{
    const QString id = add(Kind::Prompt, {96, 96});
    toggle("snapBox");
    drag(headerOf(id), headerOf(id) + QPoint(101, 43));
    const QPointF place = node(id).position;
    EXPECT_NE(place, QPointF(96, 96));
    EXPECT_EQ(std::fmod(place.x(), CanvasContext::gridSize), 0);
    EXPECT_EQ(std::fmod(place.y(), CanvasContext::gridSize), 0);
}

TEST_F(SetupAtWork, NewNodesBeginWithTheDefaults)
{
    choose(Tab::NodeDefaults, [](ProjectSetupDialog& dialog) {
        auto* provider = find<QComboBox>(dialog, "defaultProviderCombo");
        provider->setCurrentIndex(provider->findData(QStringLiteral("openai-compatible")));
        auto* model = find<QComboBox>(dialog, "defaultModelCombo");
        model->lineEdit()->setFocus();
        QTest::keyClicks(model->lineEdit(), QStringLiteral("llama"));
        find<QPlainTextEdit>(dialog, "defaultSystemEdit")
            ->setPlainText(QStringLiteral("Be brief."));
        find<QSlider>(dialog, "temperatureSlider")->setValue(4);
        find<QSpinBox>(dialog, "maxTokensSpin")->setValue(1024);
    });
    moveMouse({400, 300});
    key(Qt::Key_Slash);
    type("llm");
    key(Qt::Key_Return);
    ASSERT_EQ(flow().nodes().size(), 1U);
    const auto parameters = workflow::llmParameters(flow().nodes().front());
    EXPECT_EQ(parameters.provider, QStringLiteral("openai-compatible"));
    EXPECT_EQ(parameters.model, QStringLiteral("llama"));
    EXPECT_EQ(parameters.system, QStringLiteral("Be brief."));
    EXPECT_EQ(parameters.temperature, std::optional(0.4));
    EXPECT_EQ(parameters.maxTokens, std::optional(1024));
}

/// The window, whose look is tried before it is saved.
class LookAtWork : public UiTest
{
protected:
    void SetUp() override
    {
        settings::Settings values = world.settings.values();
        values.theme = settings::ThemeChoice::Dark;
        ASSERT_TRUE(world.settings.save(values).ok());
        window = std::make_unique<MainWindow>(world.windowServices());
        world.loadAll();
        ASSERT_TRUE(show(*window));
        ASSERT_TRUE(press(*window, "setupButton"));
        dialog = window->findChild<ProjectSetupDialog*>();
        ASSERT_NE(dialog, nullptr);
        dialog->showTab(Tab::Canvas);
    }
    void TearDown() override
    {
        window.reset();
        theme::Theme(*qApp).apply(settings::ThemeChoice::Dark);
    }
    void pick(const char* control, int segment)
    {
        find<SegmentedControl>(*dialog, control)->setCurrent(QString::number(segment));
    }
    static bool isDark() { return qApp->palette().color(QPalette::Window).lightness() < 128; }
    static int textHeight() { return theme::font(theme::TextStyle::Body).pixelSize(); }

    UiWorld world;
    std::unique_ptr<MainWindow> window;
    ProjectSetupDialog* dialog = nullptr;
};

TEST_F(LookAtWork, ThemeAndTextSizeAreSeenAtOnceAndCancelTakesThemBack)
{
    const int usual = textHeight();
    pick("themeControl", static_cast<int>(settings::ThemeChoice::Light));
    pick("textSizeControl", static_cast<int>(settings::TextSize::VeryLarge));
    EXPECT_FALSE(isDark());
    EXPECT_GT(textHeight(), usual);
    settings::Settings values = world.settings.values();
    EXPECT_EQ(values.theme, settings::ThemeChoice::Dark) << "only tried";
    values.planNoticeSeen = true;
    ASSERT_TRUE(world.settings.save(values).ok());
    EXPECT_FALSE(isDark()) << "somebody saves something else";
    dialog->reject();
    EXPECT_FALSE(isDark()) << "while it is asked";
    ASSERT_TRUE(press(*dialog, "discardButton"));
    EXPECT_TRUE(waitFor([] { return isDark(); }));
    EXPECT_EQ(textHeight(), usual);
}

TEST_F(LookAtWork, ASavedLookStays)
{
    pick("themeControl", static_cast<int>(settings::ThemeChoice::Light));
    pick("textSizeControl", static_cast<int>(settings::TextSize::Large));
    find<QCheckBox>(*dialog, "reduceMotionBox")->click();
    const int large = textHeight();
    ASSERT_TRUE(press(*dialog, "saveButton"));
    ASSERT_TRUE(waitFor([this] { return !window->findChild<ProjectSetupDialog*>(); }));
    EXPECT_FALSE(isDark());
    EXPECT_EQ(textHeight(), large);
    EXPECT_FALSE(theme::motionAllowed());
    EXPECT_EQ(world.settings.values().canvas.textSize, settings::TextSize::Large);
}

TEST_F(LookAtWork, LargeTextStillFitsASmallScreen)
{
    pick("textSizeControl", static_cast<int>(settings::TextSize::VeryLarge));
    for (const Tab tab : {Tab::Project, Tab::Providers, Tab::NodeDefaults, Tab::Canvas}) {
        dialog->showTab(tab);
        QCoreApplication::sendPostedEvents();
        EXPECT_LE(dialog->width(), 1024);
        EXPECT_LE(dialog->height(), 700);
        const auto buttons = dialog->findChildren<QPushButton*>();
        for (const QPushButton* button : buttons) {
            if (button->isVisible()) {
                EXPECT_LE(button->sizeHint().width(), button->width())
                    << button->objectName().toStdString();
            }
        }
    }
}

} // namespace

} // namespace plantain::testing
