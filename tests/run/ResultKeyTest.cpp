// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/ResultKey.h"

#include "tests/support/Printers.h"

#include <gtest/gtest.h>

#include <QSet>

using namespace plantain;
using namespace Qt::StringLiterals;

namespace {

workflow::LlmParameters parameters()
{
    workflow::LlmParameters parameters;
    parameters.provider = u"openai"_s;
    parameters.model = u"some-model"_s;
    return parameters;
}

} // namespace

TEST(ResultKeyTest, TheSameRequestHasTheSameKeyInEveryProgramRun)
{
    // A file carries keys: another value here would make every stored result stale.
    EXPECT_EQ(run::resultKey(parameters(), u"Hi"_s, {}),
              u"CTIwlUKP0oPnhSR42ggoReGoNljr7FmtSfpJ21YD_dk"_s);
}

TEST(ResultKeyTest, EveryPartOfARequestCounts)
{
    QSet<QString> keys{run::resultKey(parameters(), u"Hi"_s, {})};
    const auto add = [&keys](auto change) {
        auto changed = parameters();
        change(changed);
        keys << run::resultKey(changed, u"Hi"_s, {});
    };
    add([](auto& changed) { changed.provider = u"google"_s; });
    add([](auto& changed) { changed.model = u"other"_s; });
    add([](auto& changed) { changed.system = u"Be kind."_s; });
    add([](auto& changed) { changed.temperature = 0.0; });
    add([](auto& changed) { changed.temperature = 0.7; });
    add([](auto& changed) { changed.maxTokens = 100; });
    add([](auto& changed) { changed.effort = u"high"_s; });
    keys << run::resultKey(parameters(), u"Hi!"_s, {})
         << run::resultKey(parameters(), u"Hi"_s, {"one"})
         << run::resultKey(parameters(), u"Hi"_s, {"one", "two"})
         << run::resultKey(parameters(), u"Hi"_s, {"two", "one"});
    EXPECT_EQ(keys.size(), 12);
}

TEST(ResultKeyTest, TextThatMovesFromOnePartToAnotherIsAnotherRequest)
{
    auto one = parameters();
    one.system = u"ab"_s;
    auto other = parameters();
    other.system = u"a"_s;
    EXPECT_NE(run::resultKey(one, u"c"_s, {}), run::resultKey(other, u"bc"_s, {}));
}

TEST(ResultKeyTest, APictureIsTheSameWhereverItIsKept)
{
    const QByteArray bytes = "\x89PNG and more";
    workflow::Node node;
    node.kind = workflow::NodeKind::Image;
    const auto patch = workflow::patchForImage(bytes, u"a.png"_s, {1, 1});
    for (auto value = patch.begin(); value != patch.end(); ++value) {
        node.data.insert(value.key(), *value);
    }
    workflow::ImageSource embedded = workflow::imageOf(node);
    workflow::ImageSource renamed = embedded;
    renamed.name = u"another name"_s;
    workflow::ImageSource beside;
    beside.reference = workflow::referenceFor(bytes);
    workflow::ImageSource other = embedded;
    other.dataUrl = u"data:image/png;base64,AAAB"_s;
    EXPECT_EQ(run::pictureName(embedded), run::pictureName(beside));
    EXPECT_EQ(run::pictureName(embedded), run::pictureName(renamed));
    EXPECT_NE(run::pictureName(embedded), run::pictureName(other));
}
