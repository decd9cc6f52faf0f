// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/PromptTemplate.h"

#include "tests/support/Printers.h"

#include <gtest/gtest.h>

using namespace plantain::workflow;

namespace {

QStringList namesIn(const QString& text)
{
    QStringList names;
    for (const VariableUse& use : variablesIn(text)) {
        names << use.name;
    }
    return names;
}

} // namespace

TEST(PromptTemplate, MatchesANameWhole)
{
    const QHash<QString, QString> values{{"color", "red"}};
    EXPECT_EQ(renderTemplate("@color car", values).text, "red car");
    EXPECT_EQ(renderTemplate("@colors", values).text, "@colors");
    EXPECT_EQ(renderTemplate("@colors", values).unresolved, QStringList{"colors"});
    EXPECT_EQ(renderTemplate("@color_2", values).text, "@color_2");
}

TEST(PromptTemplate, AnEMailAddressIsNoVariable)
{
    EXPECT_EQ(namesIn("write to anna@example.org or 7@example"), QStringList());
    EXPECT_EQ(namesIn("(@a) .@b @@c"), (QStringList{"a", "b", "c"}));
    EXPECT_EQ(renderTemplate("anna@example.org", {{"example", "!"}}).text, "anna@example.org");
}

TEST(PromptTemplate, FollowsAWordOfAScriptWithoutSpaces)
{
    EXPECT_EQ(renderTemplate(QString("これは@productを売る"), {{"product", QString("茶")}}).text,
              QString("これは茶を売る"));
}

TEST(PromptTemplate, LeavesWhatIsUnresolvedAndNamesItOnceInOrder)
{
    const RenderedPrompt prompt = renderTemplate("@b @a @b @c", {{"a", "1"}});
    EXPECT_EQ(prompt.text, "@b 1 @b @c");
    EXPECT_EQ(prompt.unresolved, (QStringList{"b", "c"}));
}

TEST(PromptTemplate, DoesNotLookIntoValues)
{
    const QHash<QString, QString> values{{"a", "@b"}, {"b", "@a"}};
    EXPECT_EQ(renderTemplate("@a@b", values).text, "@b@b");
    EXPECT_EQ(renderTemplate("@a @b", values).text, "@b @a");
    EXPECT_EQ(renderTemplate("@a", values).unresolved, QStringList());
}

TEST(PromptTemplate, KnowsWhereVariablesStand)
{
    EXPECT_EQ(variablesIn("x @ab, @c"), (QList<VariableUse>{{"ab", 2}, {"c", 7}}));
    EXPECT_EQ(variablesIn("@ @"), QList<VariableUse>());
}

TEST(PromptTemplate, ANameHasAtMostThirtyCharacters)
{
    const QString thirty(30, 'x');
    EXPECT_EQ(namesIn('@' + thirty), QStringList{thirty});
    EXPECT_EQ(namesIn('@' + thirty + 'x'), QStringList());
}
