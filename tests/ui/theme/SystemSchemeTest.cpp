// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/SystemScheme.h"

#include "tests/support/JobTesting.h"
#include "tests/ui/theme/FakePortal.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

using settings::ThemeChoice;
using ui::theme::Scheme;
using ui::theme::SystemScheme;

constexpr uint noPreference = 0;
constexpr uint dark = 1;
constexpr uint light = 2;

/// What the platform gave: a light palette here.
class SystemSchemeTest : public ::testing::Test
{
protected:
    void SetUp() override { QApplication::setPalette(paletteFor(Scheme::Light)); }

    PrivateBus bus;
};

} // namespace

TEST_F(SystemSchemeTest, IsWhatThePortalSaysAtOnce)
{
    const FakePortal portal(bus.address(), dark);
    EXPECT_EQ(SystemScheme(bus.address()).current(), Scheme::Dark);
}

TEST_F(SystemSchemeTest, WithoutAPortalThePaletteDecides)
{
    ASSERT_FALSE(bus.address().isEmpty());
    EXPECT_EQ(SystemScheme(bus.address()).current(), Scheme::Light);
    QApplication::setPalette(paletteFor(Scheme::Dark));
    EXPECT_EQ(SystemScheme(bus.address()).current(), Scheme::Dark);
    EXPECT_EQ(SystemScheme(QStringLiteral("unix:path=absent")).current(), Scheme::Dark);
}

TEST_F(SystemSchemeTest, NoPreferenceIsThePalettes)
{
    FakePortal portal(bus.address(), noPreference);
    const SystemScheme scheme(bus.address());
    EXPECT_EQ(scheme.current(), Scheme::Light);
    portal.change(dark);
    EXPECT_TRUE(waitFor([&scheme] { return scheme.current() == Scheme::Dark; }));
    portal.change(noPreference);
    EXPECT_TRUE(waitFor([&scheme] { return scheme.current() == Scheme::Light; }));
}

TEST_F(SystemSchemeTest, OtherSettingsOfTheDesktopDoNotMatter)
{
    FakePortal portal(bus.address(), light);
    const SystemScheme scheme(bus.address());
    int changes = 0;
    QObject::connect(&scheme, &SystemScheme::changed, &scheme, [&changes] { ++changes; });
    portal.changeOfAnotherGroup(dark);
    portal.change(dark);
    ASSERT_TRUE(waitFor([&scheme] { return scheme.current() == Scheme::Dark; }));
    EXPECT_EQ(changes, 1);
}

TEST_F(SystemSchemeTest, APortalThatComesLaterIsHeard)
{
    const SystemScheme scheme(bus.address());
    FakePortal portal(bus.address(), light);
    portal.change(dark);
    EXPECT_TRUE(waitFor([&scheme] { return scheme.current() == Scheme::Dark; }));
}

TEST_F(SystemSchemeTest, Check6_TheApplicationFollowsTheDesktopWithoutARestart)
{
    FakePortal portal(bus.address(), light);
    ui::theme::Theme theme(*qApp, bus.address());
    theme.apply(ThemeChoice::System);
    EXPECT_EQ(ui::theme::currentScheme(), Scheme::Light);
    portal.change(dark);
    EXPECT_TRUE(waitFor([] { return ui::theme::currentScheme() == Scheme::Dark; }));
}

TEST_F(SystemSchemeTest, AChosenThemeDoesNotFollow)
{
    FakePortal portal(bus.address(), light);
    const SystemScheme witness(bus.address());
    ui::theme::Theme theme(*qApp, bus.address());
    theme.apply(ThemeChoice::Light);
    portal.change(dark);
    ASSERT_TRUE(waitFor([&witness] { return witness.current() == Scheme::Dark; }));
    EXPECT_EQ(ui::theme::currentScheme(), Scheme::Light);
    theme.apply(ThemeChoice::System);
    EXPECT_TRUE(waitFor([] { return ui::theme::currentScheme() == Scheme::Dark; }));
}

TEST_F(SystemSchemeTest, TheSettingsDressTheApplicationWhenTheyChange)
{
    const QTemporaryDir folder;
    settings::AppSettings settings(folder.filePath(QStringLiteral("settings.json")));
    ui::theme::Theme theme(*qApp, bus.address());
    theme.follow(settings);
    EXPECT_EQ(QApplication::font().pixelSize(), 13);
    EXPECT_TRUE(ui::theme::motionAllowed());
    settings::Settings values = settings.values();
    values.theme = ThemeChoice::Dark;
    values.canvas.textSize = settings::TextSize::Large;
    values.canvas.reduceMotion = true;
    ASSERT_TRUE(settings.save(values).ok());
    EXPECT_EQ(ui::theme::currentScheme(), Scheme::Dark);
    EXPECT_EQ(QApplication::font().pixelSize(), 16);
    EXPECT_EQ(ui::theme::font(ui::theme::TextStyle::Title).pixelSize(), 21);
    EXPECT_FALSE(ui::theme::motionAllowed());
    QLabel title(QStringLiteral("Title"));
    title.setProperty("role", QStringLiteral("title"));
    title.ensurePolished();
    EXPECT_EQ(title.font().pixelSize(), 21);
    theme.apply(ThemeChoice::Dark);
    EXPECT_EQ(QApplication::font().pixelSize(), 13);
}

} // namespace plantain::testing
