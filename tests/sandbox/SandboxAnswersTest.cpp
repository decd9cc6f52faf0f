// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxAnswers.h"

#include <gtest/gtest.h>

namespace plantain::testing {

namespace {

using sandbox::answerFor;
using sandbox::PracticePrompt;

PracticePrompt prompted(const QString& text)
{
    PracticePrompt prompt;
    prompt.model = "sandbox-echo";
    prompt.text = text;
    return prompt;
}

TEST(SandboxAnswers, SamePromptGivesTheSameAnswer)
{
    EXPECT_EQ(answerFor(prompted("A tale of two cities.")),
              answerFor(prompted("A tale of two cities.")));
    EXPECT_NE(answerFor(prompted("A tale of two cities.")), answerFor(prompted("Another tale.")));
}

TEST(SandboxAnswers, AnswerIsStructuredMarkdown)
{
    const QString answer = answerFor(prompted("Paint a harbour. Paint boats in the harbour."));
    EXPECT_TRUE(answer.startsWith("## Paint a harbour."));
    EXPECT_LT(answer.indexOf("- paint"), answer.indexOf("- boats")) << "frequent words come first";
    EXPECT_TRUE(answer.contains("- Paint boats in the harbour."));
    EXPECT_TRUE(answer.contains("has 8 words and 44 characters"));
}

TEST(SandboxAnswers, PiecesMakeUpTheTextAgain)
{
    const QString text = answerFor(prompted("Ünïcödé  and\n\nline breaks 🌱 kept."));
    EXPECT_EQ(sandbox::piecesOf(text).join(QString()), text);
    EXPECT_GT(sandbox::piecesOf(text).size(), 10);
    EXPECT_TRUE(sandbox::piecesOf({}).isEmpty());
}

TEST(SandboxAnswers, LongAndEmptyPromptsAreHandled)
{
    EXPECT_LT(answerFor(prompted(QString(100'000, 'x'))).size(), 2'000);
    EXPECT_TRUE(answerFor(prompted({})).contains("empty prompt"));
    QString emoji;
    for (int i = 0; i < 200; ++i) {
        emoji += QString::fromUtf8("🌱");
    }
    EXPECT_FALSE(answerFor(prompted("a" + emoji)).toUtf8().contains('?'))
        << "a surrogate pair is never cut in two";
}

} // namespace

} // namespace plantain::testing
