// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Measure.h"
#include "tests/bench/PacedServer.h"
#include "tests/bench/Rows.h"

#include "app/Services.h"
#include "src/auth/AuthService.h"
#include "src/run/WorkflowRunner.h"
#include "src/secrets/ApiKeys.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/EditorServices.h"
#include "ui/MainWindow.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/widgets/OutputView.h"

#include <QEvent>
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

/// The real window with real services; only its API is ours.
std::unique_ptr<ui::MainWindow> makeWindow(app::Services& services)
{
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

/// One LLM Generate node, selected: its result is in the inspector. Gives its id.
QString addNode(ui::MainWindow& window)
{
    workflow::Workflow& flow = window.editor().document.workflow();
    const auto edit = workflow::edits::addNode(
        flow, workflow::NodeKind::LlmGenerate, {},
        {{workflow::keys::provider, QStringLiteral("openai")},
         {workflow::keys::inputPrompt, QStringLiteral("Write semicolons.")}});
    flow.apply(edit);
    const QString id = edit.nodes.inserted.front().item.id;
    window.canvas().selection().setOnly(id);
    return id;
}

/// Runs the node; false when the text does not come.
bool runNode(ui::MainWindow& window, const QString& id, const TextWatcher& watcher, qint64 deltas)
{
    run::RunRequest request;
    request.scope = run::RunScope::Node;
    request.node = id;
    window.editor().runner.start(request);
    return runEventsUntil([&] { return watcher.painted() == deltas; });
}

} // namespace

Lines measureLatency(qint64 deltas)
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
    const QString node = addNode(*window);
    TextWatcher watcher(*window->findChild<ui::OutputView*>(QStringLiteral("outputView")), server);
    if (!runNode(*window, node, watcher, deltas)) {
        std::fputs("the text did not come\n", stderr);
        return std::nullopt;
    }
    return QList<QJsonObject>{rowResult(
        QStringLiteral("latency"), deltas, watcher.samples,
        {{QStringLiteral("in_document_wall_med"), rounded(median(watcher.inDocument))},
         {QStringLiteral("in_document_wall_p95"), rounded(percentile95(watcher.inDocument))}})};
}

} // namespace plantain::bench
