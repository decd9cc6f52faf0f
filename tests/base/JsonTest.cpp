// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Json.h"

#include <gtest/gtest.h>

using namespace plantain::base;

namespace {

JsonReader readerOf(const char* text, const QString& path = {})
{
    return JsonReader(parseJsonObject(text).value(), path);
}

} // namespace

TEST(Json, SaysLineAndColumnOfABrokenText)
{
    const auto result = parseJsonObject("{\n  \"a\": 1,\n  oops\n}");
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(result.error().message.contains("line 3")) << result.error().message.toStdString();
}

TEST(Json, RefusesARootThatIsNoObject)
{
    for (const char* text : {"[]", "null", "1", "\"x\"", ""}) {
        EXPECT_FALSE(parseJsonObject(text).ok()) << text;
    }
}

TEST(Json, ReadsTypedFieldsAndTakesNullAsAbsent)
{
    JsonReader reader = readerOf(R"({"s":"x","b":true,"i":7,"n":1.5,"l":["a","b"],"z":null})");
    EXPECT_EQ(reader.string("s"), "x");
    EXPECT_TRUE(reader.boolean("b"));
    EXPECT_EQ(reader.integer("i"), 7);
    EXPECT_EQ(reader.number("n"), 1.5);
    EXPECT_EQ(reader.strings("l"), QStringList({"a", "b"}));
    EXPECT_EQ(reader.string("z", "fallback"), "fallback");
    EXPECT_FALSE(reader.has("z"));
    EXPECT_FALSE(reader.error());
}

TEST(Json, NamesTheFirstWrongFieldWithItsPath)
{
    JsonReader reader = readerOf(R"({"x":"no number","y":1})", "nodes[3].position");
    EXPECT_FALSE(reader.number("x"));
    reader.string("y");
    ASSERT_TRUE(reader.error());
    EXPECT_TRUE(reader.error()->message.startsWith("nodes[3].position.x"));
}

TEST(Json, IntegersMustBeWholeAndExact)
{
    for (const char* text : {R"({"i":1.5})", R"({"i":1e300})", R"({"i":-1e300})"}) {
        JsonReader reader = readerOf(text);
        EXPECT_FALSE(reader.integer("i")) << text;
        EXPECT_TRUE(reader.error()) << text;
    }
}

TEST(Json, ARequiredTextMustBeThereAndNotEmpty)
{
    for (const char* text : {"{}", R"({"s":""})", R"({"s":null})"}) {
        JsonReader reader = readerOf(text);
        reader.requiredString("s");
        EXPECT_TRUE(reader.error()) << text;
    }
}

TEST(Json, AListOfTextsRefusesOtherElements)
{
    JsonReader reader = readerOf(R"({"l":["a",1]})");
    EXPECT_TRUE(reader.strings("l").isEmpty());
    EXPECT_TRUE(reader.error());
}
