// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/panels/Answers.h"
#include "tests/ui/panels/InspectorTest.h"
#include "ui/panels/ModelCombo.h"
#include "ui/widgets/MessageBanner.h"
#include "ui/widgets/OutputView.h"
#include "ui/widgets/StatusBadge.h"

#include <QComboBox>

namespace plantain::testing {

/// One LLM Generate node in the inspector.
class LlmPageFixture : public InspectorTest
{
protected:
    static QJsonObject llmData(const QString& provider, const QString& model = {},
                               const QString& prompt = QStringLiteral("Hello"))
    {
        return {{QStringLiteral("provider"), provider},
                {QStringLiteral("model"), model},
                {QStringLiteral("inputPrompt"), prompt},
                {QStringLiteral("temperature"), QJsonValue()},
                {QStringLiteral("maxTokens"), QJsonValue()}};
    }
    void openNode(const QString& provider, const QString& model = {},
                  const WorldOptions& options = {})
    {
        open(options);
        node = showNew(workflow::NodeKind::LlmGenerate, llmData(provider, model));
    }
    /// A provider by key whose answers the test writes.
    void openWith(FakeHttpServer& server, const QString& model = QStringLiteral("gpt-6-luna"))
    {
        WorldOptions options;
        options.openAi = server.url(QStringLiteral("/v1"));
        options.environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-test"));
        openNode(QStringLiteral("openai"), model, options);
        ASSERT_TRUE(waitFor([this] { return shown<QWidget>("runButton")->isEnabled(); }));
    }
    void choose(const QString& provider)
    {
        auto* combo = shown<QComboBox>("providerCombo");
        const int index = combo->findData(provider);
        combo->setCurrentIndex(index);
        emit combo->activated(index);
    }
    QString badge(const char* name)
    {
        auto* found = shown<ui::StatusBadge>(name);
        return found ? found->badge().text : QString();
    }
    QString output() { return shown<ui::OutputView>("outputView")->text(); }
    bool runAndWait()
    {
        pressNow("runButton");
        return waitFor([this] { return !world->runner.isRunning(); });
    }
    llm::LlmStatus status() { return world->runner.run(node).result->status; }
    ui::MessageBanner* banner(const char* name)
    {
        return find<ui::MessageBanner>(*inspector, name);
    }

    QString node;
};

} // namespace plantain::testing
