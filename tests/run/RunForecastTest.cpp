// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/RunForecast.h"

#include "tests/run/RunTesting.h"

using namespace plantain;
using namespace plantain::run;
using namespace plantain::testing;
using namespace Qt::StringLiterals;

TEST(RunForecastTest, CountsWhatWillBeSentAndWhatCameBackBefore)
{
    workflow::HistoryEntry before;
    before.text = u"earlier"_s;
    before.outputTokens = 250;
    RunWorld world(Drawing().llm(u"l"_s, QString(4000, u'x'),
                                 {{workflow::keys::outputHistory, workflow::toJson({before})}}));
    const Forecast forecast = world.runner.forecast({});
    EXPECT_EQ(forecast.calls, 1);
    EXPECT_EQ(forecast.inputTokens, 1000);
    EXPECT_EQ(forecast.outputTokens, 250);
    ASSERT_TRUE(forecast.usd);
    EXPECT_GT(*forecast.usd, 0);
}

TEST(RunForecastTest, OneUnknownPriceMakesTheWholeUnknown)
{
    RunWorld world(Drawing()
                       .llm(u"a"_s, u"x"_s)
                       .llm(u"b"_s, u"x"_s, {{workflow::keys::model, u"nobody-knows-me"_s}}));
    EXPECT_EQ(world.runner.forecast({}).calls, 2);
    EXPECT_FALSE(world.runner.forecast({}).usd);
    RunRequest request;
    request.scope = RunScope::Node;
    request.node = u"a"_s;
    EXPECT_TRUE(world.runner.forecast(request).usd);
}

TEST(RunForecastTest, UseOfAPlanCostsNothing)
{
    const QJsonObject plan{{workflow::keys::provider, u"openai-auth"_s}};
    RunWorld mixed(Drawing().llm(u"a"_s, u"x"_s).llm(u"b"_s, u"x"_s, plan));
    RunWorld priced(Drawing().llm(u"a"_s, u"x"_s));
    RunWorld planOnly(Drawing().llm(u"b"_s, u"x"_s, plan));
    EXPECT_EQ(mixed.runner.forecast({}).usd, priced.runner.forecast({}).usd);
    EXPECT_FALSE(planOnly.runner.forecast({}).usd);
}
