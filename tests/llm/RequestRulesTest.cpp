// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/RequestRules.h"

#include <gtest/gtest.h>

#include <limits>

using namespace plantain::llm;

namespace {

ModelInfo modelWith(TemperatureRule rule, const QStringList& efforts = {},
                    const QString& defaultEffort = {})
{
    ModelInfo model;
    model.id = "some-model";
    model.provider = ProviderId::OpenAi;
    model.temperature = rule;
    model.efforts = efforts;
    model.defaultEffort = defaultEffort;
    return model;
}

LlmRequest requestWith(std::optional<double> temperature, const QString& effort = {})
{
    LlmRequest request;
    request.provider = ProviderId::OpenAi;
    request.model = "some-model";
    request.prompt = "Say hello";
    request.temperature = temperature;
    request.effort = effort;
    return request;
}

/// Applies the rules and expects a note for each of `notes`, in order, that contains it.
LlmRequest applied(const ModelInfo& model, LlmRequest request, const QStringList& expectedNotes)
{
    QStringList notes;
    applyModelRules(model, request, notes);
    EXPECT_EQ(notes.size(), expectedNotes.size()) << notes.join('|').toStdString();
    for (qsizetype i = 0; i < std::min(notes.size(), expectedNotes.size()); ++i) {
        EXPECT_TRUE(notes.at(i).contains(expectedNotes.at(i))) << notes.at(i).toStdString();
        EXPECT_TRUE(notes.at(i).contains("“some-model”")) << notes.at(i).toStdString();
        EXPECT_FALSE(notes.at(i).contains('%')) << notes.at(i).toStdString();
    }
    return request;
}

} // namespace

TEST(RequestRules, ARequestThatFitsIsNotTouched)
{
    const ModelInfo model = modelWith(TemperatureRule::Allowed, {"low", "high"}, "low");
    LlmRequest request = requestWith(0.7, "high");
    request.maxTokens = 500;
    request.images = {Image{"bytes", "image/png", "a.png"}};
    EXPECT_EQ(applied(model, request, {}), request);
}

TEST(RequestRules, TemperatureIsLeftOutWhereItIsRefused)
{
    EXPECT_FALSE(
        applied(modelWith(TemperatureRule::Never), requestWith(0.7), {"temperature"}).temperature);
    EXPECT_FALSE(
        applied(modelWith(TemperatureRule::Deprecated), requestWith(0.7), {"advises against"})
            .temperature);
    EXPECT_EQ(applied(modelWith(TemperatureRule::Allowed), requestWith(0.7), {}).temperature, 0.7);
}

TEST(RequestRules, TemperatureNeedsTheEffortNoneWhereTheModelSaysSo)
{
    const QStringList efforts{"none", "low", "medium"};
    const ModelInfo thinking = modelWith(TemperatureRule::OnlyWithoutEffort, efforts, "medium");
    const ModelInfo quick = modelWith(TemperatureRule::OnlyWithoutEffort, efforts, "none");
    EXPECT_EQ(applied(thinking, requestWith(0.7, "none"), {}).temperature, 0.7);
    EXPECT_FALSE(applied(thinking, requestWith(0.7, "low"), {"effort “none”"}).temperature);
    EXPECT_FALSE(applied(thinking, requestWith(0.7), {"effort “none”"}).temperature);
    EXPECT_EQ(applied(quick, requestWith(0.7), {}).temperature, 0.7);
    EXPECT_FALSE(applied(quick, requestWith(0.7, "low"), {"effort “none”"}).temperature);
}

TEST(RequestRules, WithoutATemperatureThereIsNothingToSay)
{
    EXPECT_FALSE(applied(modelWith(TemperatureRule::Never), requestWith({}), {}).temperature);
}

TEST(RequestRules, TemperatureIsClampedToTheModelsRange)
{
    ModelInfo model = modelWith(TemperatureRule::Allowed);
    EXPECT_EQ(
        applied(model, requestWith(2.5), {"from 0 to 2; 2 was used instead of 2.5"}).temperature,
        2.0);
    EXPECT_EQ(applied(model, requestWith(-1), {"0 was used instead of -1"}).temperature, 0.0);
    EXPECT_EQ(applied(model, requestWith(std::numeric_limits<double>::quiet_NaN()), {"0 was used"})
                  .temperature,
              0.0);
    model.maxTemperature = 1;
    EXPECT_EQ(applied(model, requestWith(1.5), {"from 0 to 1"}).temperature, 1.0);
}

TEST(RequestRules, AnEffortThatIsNotOfferedBecomesTheDefault)
{
    const ModelInfo model = modelWith(TemperatureRule::Never, {"low", "high"}, "low");
    EXPECT_EQ(applied(model, requestWith({}, "minimal"), {"It offers: low, high"}).effort, "low");
    const ModelInfo open = modelWith(TemperatureRule::Never, {"low", "high"});
    EXPECT_EQ(applied(open, requestWith({}, "minimal"), {"its default is used"}).effort, "");
}

TEST(RequestRules, AnEffortIsLeftOutWhereThereIsNone)
{
    EXPECT_EQ(
        applied(modelWith(TemperatureRule::Never), requestWith({}, "low"), {"no effort"}).effort,
        "");
}

TEST(RequestRules, WithoutAnEffortTheModelsDefaultIsSentQuietly)
{
    const ModelInfo model = modelWith(TemperatureRule::Never, {"low", "high"}, "low");
    EXPECT_EQ(applied(model, requestWith({}), {}).effort, "low");
    EXPECT_EQ(applied(modelWith(TemperatureRule::Never), requestWith({}), {}).effort, "");
}

TEST(RequestRules, TheLimitOfTokensIsLeftOutWhereItIsRefused)
{
    ModelInfo model = modelWith(TemperatureRule::Never);
    model.takesMaxTokens = false;
    LlmRequest request = requestWith({});
    request.maxTokens = 100;
    EXPECT_FALSE(applied(model, request, {"no limit for the answer's length"}).maxTokens);
}

TEST(RequestRules, TheLimitOfTokensIsClamped)
{
    ModelInfo model = modelWith(TemperatureRule::Never);
    model.maxOutputTokens = 1000;
    LlmRequest request = requestWith({});
    request.maxTokens = 5000;
    EXPECT_EQ(
        applied(model, request, {"at most 1000 tokens; 1000 was used instead of 5000"}).maxTokens,
        1000);
    request.maxTokens = 3;
    EXPECT_EQ(applied(model, request, {"at least 16; 16 was used instead of 3"}).maxTokens, 16);
    model.provider = ProviderId::Google;
    EXPECT_EQ(applied(model, request, {}).maxTokens, 3);
    request.maxTokens = -7;
    EXPECT_EQ(applied(model, request, {"at least 1; 1 was used instead of -7"}).maxTokens, 1);
    model.maxOutputTokens.reset();
    request.maxTokens = 2'000'000'000;
    EXPECT_EQ(applied(model, request, {}).maxTokens, 2'000'000'000);
}

TEST(RequestRules, PicturesAreLeftOutWhereTheModelTakesNone)
{
    ModelInfo model = modelWith(TemperatureRule::Never);
    model.images = false;
    LlmRequest request = requestWith({});
    request.images = {Image{"bytes", "image/png", "a.png"}};
    EXPECT_TRUE(applied(model, request, {"no pictures"}).images.isEmpty());
    EXPECT_TRUE(applied(model, requestWith({}), {}).images.isEmpty());
}
