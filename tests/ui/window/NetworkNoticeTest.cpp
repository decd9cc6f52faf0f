// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JobTesting.h"
#include "tests/ui/UiWorld.h"
#include "ui/widgets/MessageBanner.h"

#include <QTabWidget>

namespace plantain::testing {

namespace {

using namespace plantain::ui;

class NetworkNoticeTest : public UiTest
{
protected:
    void open(const std::optional<base::Error>& missing)
    {
        WindowServices services = world.windowServices();
        services.missingAuthorities = missing;
        window = std::make_unique<MainWindow>(services);
        world.loadAll();
        ASSERT_TRUE(show(*window));
    }

    const base::Error gone{base::ErrorKind::InvalidInput,
                           QStringLiteral("The certificate file “company.pem” cannot be read."),
                           QStringLiteral("Plantain goes on without it."),
                           {}};
    UiWorld world;
    std::unique_ptr<MainWindow> window;
};

TEST_F(NetworkNoticeTest, MissingCertificatesAreSaidUntilAnotherWayIsChosen)
{
    open(gone);
    const auto* banner = find<MessageBanner>(*window, "networkBanner");
    EXPECT_TRUE(banner->isVisible());
    EXPECT_EQ(banner->title(), gone.message);
    EXPECT_EQ(banner->hint(), gone.hint);
    settings::Settings values = world.settings.values();
    values.planNoticeSeen = true;
    ASSERT_TRUE(world.settings.save(values).ok());
    EXPECT_TRUE(banner->isVisible()) << "that was something else";
    values.network.caFile = QStringLiteral("/etc/ssl/company.pem");
    ASSERT_TRUE(world.settings.save(values).ok());
    EXPECT_FALSE(banner->isVisible());
}

TEST_F(NetworkNoticeTest, ItsButtonLeadsToTheField)
{
    open(gone);
    ASSERT_TRUE(press(*window, "networkSetupButton"));
    auto* dialog = window->findChild<ProjectSetupDialog*>();
    ASSERT_NE(dialog, nullptr);
    EXPECT_EQ(find<QTabWidget>(*dialog, "tabs")->currentIndex(), 1);
}

TEST_F(NetworkNoticeTest, NothingIsSaidWhenNothingIsMissing)
{
    open(std::nullopt);
    EXPECT_EQ(window->findChild<MessageBanner*>(QStringLiteral("networkBanner")), nullptr);
}

} // namespace

} // namespace plantain::testing
