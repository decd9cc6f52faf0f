// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "tests/support/FakeClock.h"
#include "tests/support/JobTesting.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace plantain::testing {

class FakeListJob final : public llm::ModelListJob
{
public:
    explicit FakeListJob(std::optional<base::Result<QList<llm::ListedModel>>> answer)
        : m_answer(std::move(answer))
    {
    }

protected:
    void run() override
    {
        if (m_answer) {
            finish(*m_answer);
        }
    }

private:
    std::optional<base::Result<QList<llm::ListedModel>>> m_answer;
};

/// Lists what it is told; generates nothing.
class FakeLlmClient final : public llm::LlmClient
{
public:
    /// Empty: the server never answers.
    std::optional<base::Result<QList<llm::ListedModel>>> answer;

    base::JobPtr<llm::LlmJob> generate(const llm::LlmRequest&) override { return nullptr; }
    base::JobPtr<llm::ModelListJob> listModels() override
    {
        return base::makeJob<FakeListJob>(answer);
    }
};

inline QList<llm::ListedModel> listed(const QStringList& ids)
{
    QList<llm::ListedModel> models;
    for (const QString& id : ids) {
        models.append({id, {}, std::nullopt, {}});
    }
    return models;
}

inline QStringList idsOf(const QList<llm::ModelInfo>& models)
{
    QStringList ids;
    for (const llm::ModelInfo& model : models) {
        ids << model.id;
    }
    return ids;
}

inline constexpr llm::ProviderId google = llm::ProviderId::Google;
inline constexpr llm::ProviderId openAi = llm::ProviderId::OpenAi;
inline constexpr llm::ProviderId openAiAuth = llm::ProviderId::OpenAiAuth;
inline constexpr llm::ProviderId compatible = llm::ProviderId::OpenAiCompatible;

class ModelCatalogTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        ASSERT_TRUE(folder.isValid());
        setDay(QDate(2026, 11, 22));
    }

    void setDay(QDate day)
    {
        const qint64 days = QDate(1970, 1, 1).daysTo(day);
        clock.setWallClock(base::fromUnixSeconds(days * 86'400 + 43'200));
    }

    QString cacheFile() const { return folder.filePath("models-cache.json"); }
    QString overrideFile() const { return folder.filePath("models.json"); }

    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    static QByteArray contentOf(const QString& path)
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }

    std::unique_ptr<llm::ModelCatalog> makeCatalog()
    {
        return std::make_unique<llm::ModelCatalog>(
            cacheFile(), overrideFile(), clock,
            llm::LlmClients{&client, &client, &client, &client});
    }

    void refresh(llm::ModelCatalog& catalog, llm::ProviderId provider,
                 const QList<llm::ListedModel>& models)
    {
        client.answer = base::Result<QList<llm::ListedModel>>(models);
        EXPECT_TRUE(resultOf(catalog.refresh(provider)).ok());
    }

    static llm::ModelCatalog::Prepared prepared(const llm::ModelCatalog& catalog,
                                                llm::ProviderId provider, const QString& model)
    {
        llm::LlmRequest request;
        request.provider = provider;
        request.model = model;
        return catalog.prepared(request);
    }

    QTemporaryDir folder;
    FakeClock clock;
    FakeLlmClient client;
};

} // namespace plantain::testing
