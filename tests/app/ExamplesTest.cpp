// SPDX-License-Identifier: GPL-3.0-or-later
// The workflows that Plantain brings along are run as their first reader would.
#include "tests/app/AppFixture.h"
#include "tests/support/Folders.h"

#include <QDir>

namespace plantain::testing {

namespace {

std::vector<std::string> exampleNames()
{
    std::vector<std::string> names;
    const QDir folder(plantain::testing::inSource(QStringLiteral("data/examples")));
    for (const QString& file : folder.entryList({"*.plantain"}, QDir::Files, QDir::Name)) {
        names.push_back(QFileInfo(file).completeBaseName().toStdString());
    }
    return names;
}

/// GoogleTest takes letters and digits only.
std::string testName(const ::testing::TestParamInfo<std::string>& example)
{
    std::string name = example.param;
    std::erase_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
    return name;
}

class ExamplesTest : public ::testing::TestWithParam<std::string>
{
protected:
    static QString path()
    {
        return plantain::testing::inSource(QStringLiteral("data/examples/%1.plantain"))
            .arg(QString::fromStdString(GetParam()));
    }

    PlantainCli cli;
};

TEST_P(ExamplesTest, RunsOnThePracticeProviderToItsLastNode)
{
    const CliRun run = cli.run({"run", "--sandbox", "--json", path()});
    EXPECT_EQ(run.exitCode, 0) << run.transcript;
    EXPECT_EQ(run.result().value("status").toString(), "completed");
    const QJsonObject nodes = run.result().value("nodes").toObject();
    EXPECT_GT(nodes.size(), 2);
    for (auto node = nodes.begin(); node != nodes.end(); ++node) {
        EXPECT_EQ(node.value().toObject().value("state").toString(), "completed")
            << node.key().toStdString();
    }
}

INSTANTIATE_TEST_SUITE_P(All, ExamplesTest, ::testing::ValuesIn(exampleNames()), testName);

} // namespace

} // namespace plantain::testing
