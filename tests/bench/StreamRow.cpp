// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/CanvasBench.h"
#include "tests/bench/Rows.h"
#include "tests/support/ScriptedClient.h"

#include <QApplication>
#include <QEvent>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace plantain::bench {

namespace {

constexpr int tokensPerSecond = 16'000;
constexpr int mostAtATime = 10; ///< requests that a run has under way
constexpr auto beat = std::chrono::milliseconds(10);
constexpr double durationMs = 4000;

/// The turns of the event loop in which something was painted. Waiting is not part of them.
class Turns : public QObject
{
public:
    explicit Turns(const PaintCounter& paints)
        : m_paints(paints)
    {
        qApp->installEventFilter(this);
    }

    void take()
    {
        const int painted = m_paints.count();
        const double cpu = processCpuMs();
        m_begin = 0;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (m_paints.count() > painted && m_begin > 0) {
            samples.push_back({processCpuMs() - cpu, monotonicMs() - m_begin});
        }
    }

    std::vector<Sample> samples;

protected:
    bool eventFilter(QObject* object, QEvent* event) override
    {
        m_begin = m_begin > 0 ? m_begin : monotonicMs();
        return QObject::eventFilter(object, event);
    }

private:
    const PaintCounter& m_paints;
    double m_begin = 0; ///< of the first event of the turn under way
};

QStringList addNodes(testing::EditorWorld& world, int count)
{
    QStringList prompts;
    const int columns = static_cast<int>(std::ceil(std::sqrt(count)));
    for (int i = 0; i < count; ++i) {
        prompts << QStringLiteral("Prompt %1").arg(i);
        world.add(workflow::NodeKind::LlmGenerate,
                  {{workflow::keys::provider, QStringLiteral("google")},
                   {workflow::keys::model, QStringLiteral("gemini-3-flash")},
                   {workflow::keys::inputPrompt, prompts.last()}},
                  QPointF(i % columns * 300, i / columns * 200));
    }
    return prompts;
}

/// Every answer grows by what the beat brings it.
void speak(testing::ScriptedClient& client, const QStringList& prompts)
{
    static const QStringList words{QStringLiteral("plantain "), QStringLiteral("the "),
                                   QStringLiteral("ripe, "), QStringLiteral("morning.\n"),
                                   QStringLiteral("of ")};
    static int said = 0;
    const auto each = static_cast<int>(tokensPerSecond * beat.count() / 1000 / prompts.size());
    for (const QString& prompt : prompts) {
        for (int token = 0; token < each; ++token) {
            if (testing::ScriptedJob* job = client.job(prompt)) {
                job->say(words.at(said++ % words.size()));
            }
        }
    }
}

} // namespace

Lines measureStream(qint64 nodes)
{
    const auto count = static_cast<int>(std::min<qint64>(nodes, mostAtATime));
    testing::ScriptedClient client;
    testing::EditorWorld world;
    const base::SystemClock clock;
    run::WorkflowRunner runner(world.document.workflow(),
                               {client.asAll(), world.catalog, clock, [] { return QString(); }});
    ui::EditorServices services = world.editor(true);
    ui::theme::Theme theme(*qApp);
    theme.apply(settings::ThemeChoice::Dark);
    ui::CanvasWidget canvas({services.document, runner, services.account, services.keys,
                             services.catalog, services.settings, clock, true});
    const PaintCounter paints(canvas);
    canvas.resize(1280, 800);
    const QStringList prompts = addNodes(world, count);
    canvas.show();
    canvas.showAll();
    run::RunRequest request;
    request.maxParallel = mostAtATime;
    runner.start(request);
    if (!runEventsUntil([&] { return client.running == count; })) {
        std::fputs("the nodes do not run\n", stderr);
        return std::nullopt;
    }
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [&] { speak(client, prompts); });
    timer.setTimerType(Qt::PreciseTimer);
    timer.start(beat);
    Turns turns(paints);
    const double end = monotonicMs() + durationMs;
    while (monotonicMs() < end) {
        turns.take();
    }
    timer.stop();
    return QList<QJsonObject>{
        rowResult(QStringLiteral("stream"), count, turns.samples,
                  {{QStringLiteral("frames"), static_cast<qint64>(turns.samples.size())},
                   {QStringLiteral("tokens_per_s"), tokensPerSecond},
                   {QStringLiteral("rss_mb"), residentMebibytes()}})};
}

} // namespace plantain::bench
