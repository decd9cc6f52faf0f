// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/i18n/Speaking.h"
#include "tests/ui/project_setup/SetupFixture.h"
#include "ui/panels/ModelCombo.h"

#include <QPlainTextEdit>
#include <QSlider>
#include <QSpinBox>

namespace plantain::testing {

namespace {

using namespace plantain::ui;
using std::chrono::seconds;

class NodeDefaultsTest : public SetupTest
{
protected:
    void SetUp() override { openAt(Tab::NodeDefaults); }
    QComboBox* provider() { return find<QComboBox>(*dialog, "defaultProviderCombo"); }
    ModelCombo* model() { return find<ModelCombo>(*dialog, "defaultModelCombo"); }
    QSpinBox* spin(const char* name) { return find<QSpinBox>(*dialog, name); }
    void choose(const QString& id) { provider()->setCurrentIndex(provider()->findData(id)); }
    settings::NodeDefaults saved() const { return world->settings.values().nodeDefaults; }
};

} // namespace

TEST_F(NodeDefaultsTest, OffersTheProvidersInTheOrderOfEveryList)
{
    QStringList ids;
    for (int i = 0; i < provider()->count(); ++i) {
        ids << provider()->itemData(i).toString();
    }
    QStringList expected{QString()};
    for (const llm::ProviderId id : llm::allProviders()) {
        expected << llm::toString(id);
    }
    EXPECT_EQ(ids, expected);
    EXPECT_FALSE(model()->isEnabled());
    EXPECT_TRUE(isShown(*dialog, "noParametersLabel"));
}

TEST_F(NodeDefaultsTest, EverythingIsSavedAndShownAgain)
{
    choose(QStringLiteral("openai-compatible"));
    type(model()->lineEdit(), QStringLiteral("llama"));
    find<QSlider>(*dialog, "temperatureSlider")->setValue(4);
    find<QPlainTextEdit>(*dialog, "defaultSystemEdit")->setPlainText(QStringLiteral("Be brief."));
    spin("maxTokensSpin")->setValue(1024);
    spin("parallelSpin")->setValue(7);
    spin("firstByteSpin")->setValue(30);
    spin("idleSpin")->setValue(3600);
    ASSERT_TRUE(save());
    EXPECT_EQ(saved().provider, QStringLiteral("openai-compatible"));
    EXPECT_EQ(saved().model, QStringLiteral("llama"));
    EXPECT_EQ(saved().temperature, std::optional(0.4));
    EXPECT_EQ(saved().maxTokens, std::optional(1024));
    EXPECT_EQ(saved().system, QStringLiteral("Be brief."));
    EXPECT_EQ(saved().maxParallel, 7);
    EXPECT_EQ(world->settings.values().network.firstByteTimeout, seconds(30));
    EXPECT_EQ(world->settings.values().network.idleTimeout, seconds(3600));
    openDialog(Tab::NodeDefaults);
    EXPECT_EQ(model()->modelId(), QStringLiteral("llama"));
    EXPECT_EQ(spin("maxTokensSpin")->value(), 1024);
    EXPECT_FALSE(saveButton()->isEnabled());
}

TEST_F(NodeDefaultsTest, FieldsBeginBelowEachOtherInEveryLanguage)
{
    const PseudoLocale longer;
    openDialog(Tab::NodeDefaults);
    const auto left = [this](const QWidget* widget) {
        return widget->mapTo(dialog.get(), QPoint()).x();
    };
    EXPECT_TRUE(waitFor([&] {
        return left(spin("parallelSpin")) == left(spin("firstByteSpin")) &&
               left(spin("idleSpin")) == left(spin("firstByteSpin"));
    }));
    EXPECT_EQ(left(find<QWidget>(*dialog, "firstByteNote")), left(spin("firstByteSpin")));
    EXPECT_EQ(left(find<QPlainTextEdit>(*dialog, "defaultSystemEdit")), left(provider()));
}

TEST_F(NodeDefaultsTest, AnotherProviderTakesTheModelAway)
{
    choose(QStringLiteral("google"));
    model()->setModelId(QStringLiteral("gemini-x"));
    choose(QStringLiteral("openai"));
    EXPECT_TRUE(model()->modelId().isEmpty());
    choose({});
    EXPECT_FALSE(saveButton()->isEnabled()) << "as it was";
}

TEST_F(NodeDefaultsTest, ResetGoesBackToTheSystemsAndIsSavedLikeAnyChange)
{
    settings::Settings values = world->settings.values();
    values.nodeDefaults = {QStringLiteral("google"),
                           QStringLiteral("gemini-x"),
                           QStringLiteral("s"),
                           0.25,
                           4096,
                           QStringLiteral("low"),
                           7};
    values.network.idleTimeout = seconds(5);
    values.network.proxyUrl = QStringLiteral("http://127.0.0.1:1");
    ASSERT_TRUE(world->settings.save(values).ok());
    openDialog(Tab::NodeDefaults);
    EXPECT_FALSE(saveButton()->isEnabled()) << "showing changes nothing";
    press(*dialog, "resetDefaultsButton");
    EXPECT_EQ(saved().maxParallel, 7);
    ASSERT_TRUE(save());
    EXPECT_EQ(saved(), settings::NodeDefaults());
    EXPECT_EQ(world->settings.values().network.idleTimeout,
              settings::NetworkSettings().idleTimeout);
    EXPECT_EQ(world->settings.values().network.proxyUrl, values.network.proxyUrl);
}

TEST_F(NodeDefaultsTest, ValuesOfAnotherVersionAreKept)
{
    settings::Settings values = world->settings.values();
    values.nodeDefaults.provider = QStringLiteral("future");
    values.nodeDefaults.effort = QStringLiteral("ultra");
    values.network.firstByteTimeout = seconds(7200);
    ASSERT_TRUE(world->settings.save(values).ok());
    openDialog(Tab::NodeDefaults);
    EXPECT_FALSE(saveButton()->isEnabled());
    spin("parallelSpin")->setValue(2);
    ASSERT_TRUE(save());
    EXPECT_EQ(saved().provider, QStringLiteral("future"));
    EXPECT_EQ(saved().effort, QStringLiteral("ultra"));
    EXPECT_EQ(world->settings.values().network.firstByteTimeout, seconds(7200));
}

} // namespace plantain::testing
