// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"
#include "tests/bench/PacedServer.h"
#include "tests/bench/Rows.h"

#include "app/Services.h"
#include "tests/support/JobTesting.h"
#include "ui/MainWindow.h"
#include "ui/panels/LlmGeneratePanel.h"
#include "ui/widgets/OutputView.h"

#include <QEvent>
#include <QPlainTextEdit>
#include <QTemporaryDir>

#include <ctime>

namespace plantain::bench {

namespace {

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Notes when each delta's text was in the view, and when it had been painted.
class TextWatcher : public QObject
{
public:
    TextWatcher(ui::OutputView& view, const PacedServer& server);

    qint64 painted() const { return static_cast<qint64>(samples.size()); }

    std::vector<Sample> samples;    ///< from the socket to the screen; CPU of the window's thread
    std::vector<double> inDocument; ///< from the socket to the view's text

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void notePainted();

    ui::OutputView& m_view;
    const PacedServer& m_server;
    double m_cpu = threadCpuMs();
};

TextWatcher::TextWatcher(ui::OutputView& view, const PacedServer& server)
    : m_view(view)
    , m_server(server)
{
    connect(view.document(), &QTextDocument::contentsChanged, this, [this] {
        const auto visible = static_cast<size_t>(m_view.toPlainText().count(QLatin1Char(';')));
        const double now = monotonicMs();
        while (inDocument.size() < visible) {
            inDocument.push_back(now - m_server.writtenAt(inDocument.size()));
        }
    });
    view.viewport()->installEventFilter(this);
}

bool TextWatcher::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        // The view paints after its filters; what a posted call sees has been painted.
        QMetaObject::invokeMethod(
            this, [this] { notePainted(); }, Qt::QueuedConnection);
    }
    return QObject::eventFilter(object, event);
}

void TextWatcher::notePainted()
{
    const size_t fresh = inDocument.size() - samples.size();
    if (fresh == 0) {
        return;
    }
    const double now = monotonicMs();
    const double cpu = threadCpuMs();
    for (size_t count = 0; count < fresh; ++count) {
        samples.push_back(
            {(cpu - m_cpu) / static_cast<double>(fresh), now - m_server.writtenAt(samples.size())});
    }
    m_cpu = cpu;
}

QProcessEnvironment environmentFor(const PacedServer& server)
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("OPENAI_API_KEY"), QStringLiteral("sk-bench"));
    environment.insert(QStringLiteral("OPENAI_BASE_URL"), server.baseUrl().toString());
    return environment;
}

void preferOpenAi(settings::AppSettings& settings)
{
    settings::Settings values = settings.values();
    values.nodeDefaults.provider = QStringLiteral("openai");
    (void)settings.save(values);
}

/// The real window with real services; only its API is ours.
std::unique_ptr<ui::MainWindow> makeWindow(app::Services& services)
{
    preferOpenAi(services.settings());
    auto window = std::make_unique<ui::MainWindow>(
        ui::WindowServices{services.auth(), services.keys(), services.catalog(), services.clients(),
                           services.settings(), [](const QUrl&) { return false; },
                           [](secrets::StorageKind) {}, false});
    services.auth().load();
    services.keys().refresh();
    window->resize(1280, 800);
    window->show();
    return window;
}

/// Runs one prompt; false when the panel cannot or the text does not come.
bool runPrompt(ui::LlmGeneratePanel& panel, const TextWatcher& watcher, qint64 deltas)
{
    panel.findChild<QPlainTextEdit*>(QStringLiteral("promptEdit"))
        ->setPlainText(QStringLiteral("Write semicolons."));
    if (!testing::waitFor([&panel] { return panel.runAction()->isEnabled(); })) {
        return false;
    }
    panel.run();
    return runEventsUntil([&] { return watcher.painted() == deltas; });
}

} // namespace

std::optional<QJsonObject> measureLatency(qint64 deltas)
{
    PacedServer server(deltas);
    if (!server.start()) {
        std::fputs("the server cannot listen\n", stderr);
        return std::nullopt;
    }
    const QTemporaryDir folder;
    app::ServicesOptions options;
    options.dataFolder = folder.path();
    const auto services = app::Services::create(options, environmentFor(server));
    if (!services) {
        std::fputs(qPrintable(services.error().message), stderr);
        return std::nullopt;
    }
    const auto window = makeWindow(**services);
    auto* panel = window->findChild<ui::LlmGeneratePanel*>();
    TextWatcher watcher(*panel->findChild<ui::OutputView*>(), server);
    if (!runPrompt(*panel, watcher, deltas)) {
        std::fputs("the text did not come\n", stderr);
        return std::nullopt;
    }
    return rowResult(
        QStringLiteral("latency"), deltas, watcher.samples,
        {{QStringLiteral("in_document_wall_med"), rounded(median(watcher.inDocument))},
         {QStringLiteral("in_document_wall_p95"), rounded(percentile95(watcher.inDocument))}});
}

} // namespace plantain::bench
