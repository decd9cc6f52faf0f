// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmClient.h"
#include "src/net/NetworkFactory.h"
#include "src/secrets/ApiKeys.h"
#include "src/secrets/FileSecretStore.h"
#include "tests/llm/CodecTesting.h"
#include "tests/support/FakeHttpServer.h"
#include "tests/support/JobTesting.h"

#include <QTemporaryDir>

namespace plantain::testing {

using namespace std::chrono_literals;

/// Nothing here is worth waiting for; limits that a test is about are set by it.
inline llm::LlmTimeouts quickTimeouts()
{
    llm::LlmTimeouts timeouts;
    timeouts.firstByte = timeouts.firstByteSlow = timeouts.idle = timeouts.idleSlow = 10s;
    timeouts.retryStep = 5ms;
    timeouts.tail = 100ms;
    return timeouts;
}

/// Keys from an injected environment over an empty store.
class TestKeys
{
public:
    TestKeys()
        : store(folder.path())
        , keys(store, environment())
    {
    }
    static QProcessEnvironment environment()
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-test-openai"));
        environment.insert(QStringLiteral("GEMINI_API_KEY"), QStringLiteral("test-google"));
        return environment;
    }

    QTemporaryDir folder;
    secrets::FileSecretStore store;
    secrets::ApiKeys keys;
};

/// Runs a job to its end and keeps what it said on the way.
struct Heard {
    explicit Heard(llm::LlmClient& client, const llm::LlmRequest& request = testing::request())
        : job(client.generate(request))
    {
        QObject::connect(job.get(), &llm::LlmJob::delta, job.get(),
                         [this](const QString& text) { deltas << text; });
        QObject::connect(job.get(), &llm::LlmJob::textReplaced, job.get(), [this] { ++replaced; });
        QObject::connect(job.get(), &llm::LlmJob::phaseChanged, job.get(),
                         [this](llm::LlmPhase phase) { phases << phase; });
        QObject::connect(job.get(), &llm::LlmJob::retryScheduled, job.get(),
                         [this](int attempt, std::chrono::milliseconds wait) {
                             retries << attempt;
                             waits << wait;
                         });
    }
    const llm::LlmResult& answer()
    {
        EXPECT_TRUE(runToEnd(job));
        return job->answer();
    }
    base::ErrorKind kind() const
    {
        return job->answer().error ? job->answer().error->error.kind : base::ErrorKind::Internal;
    }

    base::JobPtr<llm::LlmJob> job;
    QStringList deltas;
    QList<llm::LlmPhase> phases;
    QList<int> retries;
    QList<std::chrono::milliseconds> waits;
    int replaced = 0;
};

inline QByteArray textDelta(const QByteArray& text)
{
    return event("response.output_text.delta",
                 "\"output_index\":0,\"content_index\":0,\"delta\":\"" + text + '"');
}

inline QByteArray completedEvent()
{
    return event("response.completed",
                 R"("response":{"status":"completed","model":"some-model-1","output":[],)"
                 R"("usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}})");
}

/// A whole streamed answer of the Responses API.
inline void answerHello(const FakeAnswer& answer)
{
    answer.beginChunked(200, "text/event-stream", {"x-request-id: req_ok"});
    answer.chunk(textDelta("Hel"));
    answer.chunk(textDelta("lo") + completedEvent());
    answer.endChunked();
}

} // namespace plantain::testing
