// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/NodeData.h"

#include "tests/support/Files.h"
#include "tests/workflow/WorkflowTesting.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace plantain::workflow;
using plantain::testing::nodeWith;

namespace {

const QByteArray png("\x89PNG\r\n\x1a\nnot really");

Node llmNode(const QJsonObject& data)
{
    return nodeWith(NodeKind::LlmGenerate, data);
}

Node applied(Node node, const DataPatch& patch)
{
    applyPatch(node, {{}, {}, {}, patch});
    return node;
}

ImageSource referenceTo(const QString& name)
{
    return {{}, name, {}, {}};
}

} // namespace

TEST(NodeData, TitleIsTheCustomOneElseThatOfTheType)
{
    EXPECT_EQ(titleOf(llmNode({{"customTitle", " Writer "}})), "Writer");
    EXPECT_EQ(titleOf(llmNode({{"customTitle", "  "}})), "LLM Generate");
    EXPECT_EQ(titleOf(llmNode({{"customTitle", 7}})), "LLM Generate");
    Node foreign = nodeWith(NodeKind::Unknown, {});
    foreign.type = "splitGrid";
    EXPECT_EQ(titleOf(foreign), "splitGrid");
}

TEST(NodeData, OwnTextIsWhatTheUserTyped)
{
    EXPECT_EQ(ownText(nodeWith(NodeKind::Prompt, {{"prompt", "a"}})), "a");
    EXPECT_EQ(ownText(nodeWith(NodeKind::PromptConstructor, {{"template", "b"}})), "b");
    EXPECT_EQ(ownText(llmNode({{"inputPrompt", "c"}})), "c");
    EXPECT_EQ(ownText(nodeWith(NodeKind::Note, {{"text", "d"}})), "d");
    EXPECT_EQ(ownText(nodeWith(NodeKind::Output, {{"prompt", "e"}})), "");
}

TEST(NodeData, VariableNamesAreCheckedAndNeedAText)
{
    EXPECT_TRUE(isVariableName("Tone_2"));
    EXPECT_TRUE(isVariableName(QString(30, 'a')));
    EXPECT_FALSE(isVariableName(QString(31, 'a')));
    for (const char* bad : {"", "a b", "a-b", "@a", "a@b", "ä"}) {
        EXPECT_FALSE(isVariableName(bad)) << bad;
    }
    EXPECT_EQ(variableNameOf(llmNode({{"variableName", "tone"}})), "tone");
    EXPECT_EQ(variableNameOf(llmNode({{"variableName", "no good"}})), "");
    EXPECT_EQ(variableNameOf(nodeWith(NodeKind::Output, {{"variableName", "tone"}})), "");
}

TEST(NodeData, ParametersOfOtherTypesAreNotSet)
{
    const LlmParameters read = llmParameters(
        llmNode({{"provider", 1}, {"temperature", "hot"}, {"maxTokens", -3}, {"model", "m"}}));
    EXPECT_EQ(read, (LlmParameters{{}, "m", {}, {}, {}, {}}));
    EXPECT_EQ(llmParameters(llmNode({{"maxTokens", 1e300}})).maxTokens, std::nullopt);
}

TEST(NodeData, AParameterPatchTouchesOnlyWhatDiffers)
{
    const Node node = llmNode({{"provider", "openai"},
                               {"model", "a"},
                               {"temperature", 0.7},
                               {"maxTokens", QJsonValue::Null}});
    LlmParameters parameters = llmParameters(node);
    EXPECT_TRUE(patchFor(node, parameters).isEmpty());
    parameters.model = "b";
    parameters.temperature.reset();
    parameters.effort = "low";
    const DataPatch patch = patchFor(node, parameters);
    EXPECT_EQ(
        patch,
        (DataPatch{{"effort", "low"}, {"model", "b"}, {"temperature", QJsonValue::Undefined}}));
    EXPECT_EQ(llmParameters(applied(node, patch)), parameters);
    EXPECT_FALSE(applied(node, patch).data.contains("temperature"));
}

TEST(NodeData, HistoryKeepsItsNewestEntries)
{
    QList<HistoryEntry> history;
    for (int i = 0; i < maxHistory + 3; ++i) {
        history << HistoryEntry{QString::number(i), "m", "k", i, i, std::nullopt, 0.5};
    }
    const Node node = llmNode({{"outputHistory", toJson(history)}});
    EXPECT_EQ(historyOf(node), history.mid(3));
}

TEST(NodeData, ForeignHistoryIsReadAsFarAsItGoes)
{
    const QJsonArray entries{"text", QJsonObject{{"text", 5}}, QJsonObject{{"createdAt", "x"}}};
    EXPECT_EQ(historyOf(llmNode({{"outputHistory", entries}})).size(), 2);
    EXPECT_TRUE(historyOf(llmNode({{"outputHistory", "none"}})).isEmpty());
}

TEST(NodeData, TheShownEntryIsTheLastWithTheOutputsText)
{
    const QJsonValue history = toJson(QList<HistoryEntry>{
        {"a", {}, {}, 1, {}, {}, {}}, {"b", {}, {}, 2, {}, {}, {}}, {"a", {}, {}, 3, {}, {}, {}}});
    EXPECT_EQ(shownEntry(llmNode({{"outputHistory", history}, {"outputText", "a"}})), 2);
    EXPECT_EQ(shownEntry(llmNode({{"outputHistory", history}, {"outputText", "b"}})), 1);
    EXPECT_EQ(shownEntry(llmNode({{"outputHistory", history}, {"outputText", "c"}})), -1);
    EXPECT_EQ(shownEntry(llmNode({})), -1);
}

TEST(NodeImages, APictureGoesInAndComesOut)
{
    const DataPatch patch = patchForImage(png, "a.png", {3, 2});
    const Node node = applied(nodeWith(NodeKind::Image, {{"imageRef", "old"}}), patch);
    const ImageSource image = imageOf(node);
    EXPECT_TRUE(image.dataUrl.toString().startsWith("data:image/png;base64,"));
    EXPECT_EQ(image.reference, "");
    EXPECT_EQ(image.name, "a.png");
    EXPECT_EQ(image.size, QSize(3, 2));
    const auto bytes = readImage(image, {});
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(*bytes, png);
}

TEST(NodeImages, TheDataUrlSaysWhatThePictureIs)
{
    const auto urlOf = [](const QByteArray& bytes) {
        return patchForImage(bytes, {}, {}).value("image").toString();
    };
    EXPECT_TRUE(urlOf("\xff\xd8\xff").startsWith("data:image/jpeg;"));
    EXPECT_TRUE(urlOf("RIFF\x01\x02\x03\x04WEBPVP8 ").startsWith("data:image/webp;"));
    EXPECT_TRUE(patchForImage(png, {}, {}).value("dimensions").isNull());
}

TEST(NodeImages, PicturesAreTheSameWhateverElseTheNodesSay)
{
    const Node node = applied(nodeWith(NodeKind::Image, {}), patchForImage(png, "a.png", {3, 2}));
    const Node titled = applied(node, {{"customTitle", "T"}});
    const Node other = applied(node, patchForImage(png + "x", "a.png", {3, 2}));
    EXPECT_EQ(imageOf(node), imageOf(Node(node)));
    EXPECT_EQ(imageOf(node), imageOf(titled));
    EXPECT_NE(imageOf(node), imageOf(other));
    EXPECT_NE(imageOf(node), imageOf(applied(node, {{"filename", "b.png"}})));
    EXPECT_EQ(imageOf(nodeWith(NodeKind::Image, {})), ImageSource());
}

TEST(NodeImages, ReferencesAreFoundWithAndWithoutTheirEnding)
{
    const QTemporaryDir folder;
    QDir(folder.path()).mkpath("inputs");
    QDir(folder.path()).mkpath("generations");
    plantain::testing::putFile(folder.filePath("inputs/img-a.webp"), "a");
    plantain::testing::putFile(folder.filePath("generations/img-b.png"), "b");
    EXPECT_EQ(*readImage(referenceTo("img-a"), folder.path()), "a");
    EXPECT_EQ(*readImage(referenceTo("img-a.webp"), folder.path()), "a");
    EXPECT_EQ(*readImage(referenceTo("img-b"), folder.path()), "b");
}

TEST(NodeImages, AReferenceNeverLeavesTheFolder)
{
    const QTemporaryDir folder;
    QDir(folder.path()).mkpath("inputs");
    plantain::testing::putFile(folder.filePath("secret.png"), "s");
    for (const char* reference : {"../secret.png", "../secret", "..", "inputs/../secret", "a/b",
                                  "/etc/passwd", "..\\x", "C:secret"}) {
        const auto bytes = readImage(referenceTo(reference), folder.path());
        ASSERT_FALSE(bytes.ok()) << reference;
        EXPECT_EQ(bytes.error().kind, plantain::base::ErrorKind::InvalidInput);
        EXPECT_TRUE(bytes.error().message.contains(reference)) << reference;
    }
}

TEST(NodeImages, ErrorsNameThePicture)
{
    const auto messageOf = [](const ImageSource& source, const QString& folder) {
        const auto bytes = readImage(source, folder);
        return bytes ? QString() : bytes.error().message;
    };
    EXPECT_TRUE(messageOf({"data:image/png;base64,%%%", {}, "cat.png", {}}, {})
                    .contains(QString("“cat.png” is damaged")));
    EXPECT_TRUE(messageOf({"https://example.org/cat.png", {}, "cat.png", {}}, {})
                    .contains(QString("“cat.png” is not embedded")));
    const QTemporaryDir folder;
    EXPECT_TRUE(messageOf(referenceTo("img-7"), folder.path()).contains("img-7"));
    EXPECT_TRUE(messageOf(referenceTo("img-7"), {}).contains("no folder"));
}
