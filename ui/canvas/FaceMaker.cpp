// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/FaceMaker.h"

#include "ui/account/ProviderState.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/panels/GenerationWords.h"
#include "ui/widgets/Words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace plantain::ui {

namespace {

using run::NodeRun;
using run::NodeState;
using theme::Icon;
using workflow::Node;
using workflow::NodeKind;

constexpr auto lettersPerToken = 4;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(NodeFaces)
};

const QString separator = QStringLiteral(" · ");

/// One face under way.
struct Maker {
    const FaceSources& from;
    int place;
    const Node& node;
    const NodeRun& run;
    NodeFace face;

    void addCommon();
    void showPrompt();
    void showConstructor();
    void showImage();
    void showLlm();
    void showOutput();
    void showNote();
    void showUnknown();

    void showHint(const QString& hint);
    void showLlmState();
    void showRunning();
    void showFailure(const QString& message);
    void showResult();
    void showReadiness();
    void showFooter(const workflow::LlmParameters& parameters);
    QString joined(const QList<std::pair<QString, QString>>& parts, bool withTitles) const;
    std::chrono::milliseconds elapsed() const { return from.clock.monotonic() - run.startedAt; }
};

void Maker::showHint(const QString& hint)
{
    face.text = hint;
    face.textIsFaint = true;
    face.textIsMarkdown = false;
}

/// What is the same for every kind, last: a node that is left out says so whatever else it has to
/// say.
void Maker::addCommon()
{
    const QJsonValue comment = node.data.value(workflow::keys::comment);
    face.hasComment = comment.isObject() || !comment.toString().trimmed().isEmpty();
    const workflow::Group* group = from.workflow.group(node.groupId);
    if (workflow::isDisabled(node)) {
        face.isDimmed = true;
        face.headerBadge = Badge{Tone::Neutral, Icon::Skip, Text::tr("Disabled")};
        face.stateText = Text::tr("disabled");
    } else if (group && group->locked) {
        face.isDimmed = true;
        face.headerBadge = Badge{Tone::Neutral, Icon::Lock, Text::tr("Locked")};
        face.stateText = Text::tr("locked");
    }
}

void Maker::showPrompt()
{
    const QString name = workflow::variableNameOf(node);
    face.headerNote = name.isEmpty() ? QString() : QLatin1Char('@') + name;
    face.text = from.runner.evaluation().text(place);
    if (face.text.isEmpty()) {
        showHint(Text::tr("Write a prompt here."));
    }
}

void Maker::showConstructor()
{
    face.text = workflow::ownText(node);
    const QStringList unresolved = from.runner.evaluation().inputs(place).unresolved;
    if (face.text.isEmpty()) {
        showHint(Text::tr("Write text with @names of prompts in it."));
    } else if (!unresolved.isEmpty()) {
        const QString names = QLatin1Char('@') + unresolved.join(QStringLiteral(", @"));
        //: names of variables, such as "@subject"
        face.bodyBadge = Badge{Tone::Warn, Icon::Warning, Text::tr("No value for %1").arg(names)};
        face.stateText = face.bodyBadge->text;
    }
}

void Maker::showImage()
{
    face.image = workflow::imageOf(node);
    if (face.image.isEmpty()) {
        showHint(Text::tr("No picture yet."));
        face.buttons = {{QStringLiteral("choose-image"), Text::tr("Choose picture…"), Icon::Image}};
        return;
    }
    if (face.image.size.isValid()) {
        face.headerNote =
            QStringLiteral("%1 × %2").arg(face.image.size.width()).arg(face.image.size.height());
    }
}

void Maker::showNote()
{
    face.text = workflow::ownText(node);
    if (face.text.isEmpty()) {
        showHint(Text::tr("Write a note here."));
    }
}

void Maker::showUnknown()
{
    face.isUnknown = true;
    face.outline = NodeFace::Outline::Quiet;
    showHint(Text::tr("Made by another program. It is kept as it is."));
}

/// Texts one after the other; with several, each under the title of the node it comes from.
void Maker::showOutput()
{
    const run::NodeInputs inputs = from.runner.evaluation().inputs(place);
    if (!inputs.images.isEmpty()) {
        face.image = inputs.images.first();
        if (inputs.images.size() > 1) {
            face.headerNote =
                Text::tr("%Ln picture(s)", nullptr, static_cast<int>(inputs.images.size()));
        }
    }
    const auto incoming = from.workflow.incoming(place);
    QList<std::pair<QString, QString>> parts; // a title, a text
    qsizetype text = 0;
    face.textIsMarkdown = true;
    for (const int edge : incoming) {
        const workflow::Edge& each = from.workflow.edges()[static_cast<std::size_t>(edge)];
        if (each.target.port != QLatin1String("text") || text >= inputs.texts.size()) {
            continue;
        }
        const QString& words = inputs.texts.at(text++);
        const Node* source = from.workflow.node(each.source.node);
        if (!words.isEmpty() && source) {
            parts.emplace_back(workflow::titleOf(*source), words);
            // What a person wrote is shown as it was written.
            face.textIsMarkdown = face.textIsMarkdown && source->kind == NodeKind::LlmGenerate;
        }
    }
    face.text = joined(parts, inputs.texts.size() > 1);
    if (face.text.isEmpty() && face.image.isEmpty()) {
        if (incoming.empty()) {
            showHint(Text::tr("Connect a text or a picture."));
        } else {
            face.headerNote = Text::tr("waiting");
            showHint(Text::tr("Text arrives here from %Ln node(s).", nullptr,
                              static_cast<int>(incoming.size())));
        }
        face.stateText = Text::tr("waiting");
    }
}

QString Maker::joined(const QList<std::pair<QString, QString>>& parts, bool withTitles) const
{
    // A title would be taken for the first line of a table or of a paragraph.
    const QString gap = face.textIsMarkdown ? QStringLiteral(":\n\n") : QStringLiteral(":\n");
    QStringList texts;
    for (const auto& [title, words] : parts) {
        texts << (withTitles ? title + gap + words : words);
    }
    return texts.join(QStringLiteral("\n\n"));
}

void Maker::showRunning()
{
    face.outline = NodeFace::Outline::Running;
    face.stateText = Text::tr("running");
    face.text = run.text;
    face.isStreaming = !run.text.isEmpty();
    if (run.retryWait) {
        const auto left =
            std::chrono::ceil<std::chrono::seconds>(run.retryWait->until - from.clock.monotonic());
        face.headerBadge =
            Badge{Tone::Warn, Icon::Clock,
                  Text::tr("Next try in %1 s").arg(std::max<qint64>(0, left.count()))};
        showHint(run.retryWait->because.error.message);
        return;
    }
    if (face.isStreaming) {
        face.headerBadge =
            Badge{Tone::Info, Icon::Run, speedText(elapsed(), run.text.size() / lettersPerToken)};
        return;
    }
    const Badge phase = phaseBadge(run.phase);
    face.headerBadge = Badge{Tone::Info, phase.icon, words::duration(elapsed())};
    showHint(phase.text.isEmpty() ? Text::tr("Running") : phase.text);
}

void Maker::showFailure(const QString& message)
{
    face.outline = NodeFace::Outline::Error;
    face.headerBadge = Badge{Tone::Error, Icon::Warning, Text::tr("Failed")};
    face.text = message.isEmpty() ? Text::tr("The answer could not be fetched.") : message;
    face.buttons = {{QStringLiteral("retry"), Text::tr("Retry"), Icon::Refresh},
                    {QStringLiteral("details"), Text::tr("Details"), std::nullopt}};
    face.stateText = Text::tr("failed: %1").arg(face.text);
}

/// What there is from an earlier run, and whether it still holds.
void Maker::showResult()
{
    face.text = node.data.value(workflow::keys::outputText).toString();
    face.textIsMarkdown = true;
    const run::Freshness freshness = from.runner.evaluation().freshness(place);
    if (freshness == run::Freshness::Stale) {
        face.headerBadge = Badge{Tone::Neutral, Icon::History, Text::tr("Stale")};
        face.stateText = Text::tr("stale: its inputs have changed since it ran");
    } else if (!face.text.isEmpty()) {
        face.stateText = Text::tr("done");
    }
}

void Maker::showReadiness()
{
    const ProviderReadiness ready = from.providers.of(workflow::llmParameters(node).provider);
    if (ready.canRun) {
        return;
    }
    face.outline = NodeFace::Outline::Warning;
    face.bodyBadge = ready.badge;
    face.stateText = ready.badge.text.isEmpty() ? ready.blocker : ready.badge.text;
    if (ready.action != ReadinessAction::None) {
        face.buttons = {
            {QStringLiteral("connect"), ready.actionText, std::nullopt, ready.isPrimary}};
    }
}

void Maker::showLlmState()
{
    const QString reason = run.error ? run.error->message : QString();
    switch (run.state) {
    case NodeState::Running:
        showRunning();
        return;
    case NodeState::Failed:
        showFailure(run.error && !run.error->hint.isEmpty()
                        ? reason + QLatin1Char(' ') + run.error->hint
                        : reason);
        return;
    case NodeState::Waiting:
        showResult();
        face.headerBadge = Badge{Tone::Info, Icon::Clock, Text::tr("Waiting")};
        face.stateText = Text::tr("waiting");
        return;
    case NodeState::Skipped:
        showHint(reason);
        face.headerBadge = Badge{Tone::Neutral, Icon::Skip, Text::tr("Skipped")};
        face.stateText = Text::tr("skipped: %1").arg(reason);
        return;
    case NodeState::Paused:
        showResult();
        face.headerBadge = Badge{Tone::Warn, Icon::Pause, Text::tr("Paused")};
        face.buttons = {{QStringLiteral("continue"), Text::tr("Continue"), Icon::Run}};
        face.stateText = Text::tr("paused");
        return;
    case NodeState::Stopped:
        face.text = run.text;
        face.textIsMarkdown = true;
        face.headerBadge = Badge{Tone::Neutral, Icon::Stop, Text::tr("Stopped")};
        face.stateText = Text::tr("stopped");
        return;
    case NodeState::Completed:
    case NodeState::Cached:
    case NodeState::Idle:
        break;
    }
    const bool failedBefore =
        run.state == NodeState::Idle &&
        node.data.value(workflow::keys::status).toString() == QLatin1String("error");
    if (failedBefore) {
        showFailure(node.data.value(workflow::keys::error).toString());
        return;
    }
    showResult();
    const bool isStale = face.headerBadge.has_value();
    if (run.result && run.result->status != llm::LlmStatus::Completed) {
        face.headerBadge = statusBadge(run.result->status);
        face.stateText = face.headerBadge->text;
    } else if (!isStale && run.state == NodeState::Completed) {
        face.headerBadge = Badge{Tone::Ok, Icon::Check, words::duration(run.elapsed)};
    } else if (!isStale && run.state == NodeState::Cached) {
        face.headerBadge = Badge{Tone::Neutral, Icon::Check, Text::tr("Cached")};
        face.stateText = Text::tr("done: its earlier result still holds");
    }
    showReadiness();
    if (face.text.isEmpty() && !face.bodyBadge) {
        const QString missing = from.runner.missing(node.id);
        showHint(missing.isEmpty() ? Text::tr("The answer appears here.") : missing);
        face.stateText = missing.isEmpty() ? Text::tr("ready") : missing;
    }
}

/// "gpt-6-luna", "412 in · 38 out · $0.0001": of the run, else of the result that is shown.
void Maker::showFooter(const workflow::LlmParameters& parameters)
{
    const auto provider = llm::providerFromString(parameters.provider);
    face.footerLeft = !parameters.model.isEmpty() ? parameters.model
                      : provider                  ? from.catalog.defaultModel(*provider)
                                                  : parameters.provider;
    llm::Usage usage;
    std::optional<double> cost;
    if (run.result && run.state != NodeState::Idle) {
        usage = run.result->usage;
        cost = run.result->costUsd;
    } else if (const int shown = workflow::shownEntry(node); shown >= 0) {
        const workflow::HistoryEntry entry = workflow::historyOf(node).at(shown);
        usage.inputTokens = entry.inputTokens;
        usage.outputTokens = entry.outputTokens;
        cost = entry.costUsd;
    }
    QStringList parts;
    if (const QString tokens = words::tokens(usage); !tokens.isEmpty()) {
        parts << tokens;
    }
    if (cost) {
        parts << words::money(*cost, usage.estimated);
    }
    face.footerRight = parts.join(separator);
}

void Maker::showLlm()
{
    showLlmState();
    const bool isFailure = face.outline == NodeFace::Outline::Error;
    // A node that cannot run has nothing to say about its model yet.
    if (!isFailure && !(face.bodyBadge && face.text.isEmpty())) {
        showFooter(workflow::llmParameters(node));
    }
}

} // namespace

QString speedText(std::chrono::milliseconds elapsed, qint64 tokens)
{
    const QString time = words::duration(elapsed);
    const double seconds = static_cast<double>(elapsed.count()) / 1000;
    if (tokens < 1 || seconds < 0.2) {
        return time;
    }
    const auto rate = qRound(static_cast<double>(tokens) / seconds);
    return time + separator + Text::tr("%1 tok/s").arg(QLocale().toString(rate));
}

theme::ColorRole kindColor(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Prompt:
        return theme::ColorRole::KindPrompt;
    case NodeKind::PromptConstructor:
        return theme::ColorRole::KindConstructor;
    case NodeKind::Image:
        return theme::ColorRole::KindImage;
    case NodeKind::LlmGenerate:
        return theme::ColorRole::KindLlm;
    case NodeKind::Output:
        return theme::ColorRole::KindOutput;
    case NodeKind::Note:
    case NodeKind::Unknown:
        return theme::ColorRole::KindNote;
    }
    Q_UNREACHABLE();
}

NodeFace makeFace(const FaceSources& sources, int nodeIndex)
{
    const Node& node = sources.workflow.nodes()[static_cast<std::size_t>(nodeIndex)];
    Maker maker{sources, nodeIndex, node, sources.runner.run(node.id), {}};
    maker.face.kind = kindColor(node.kind);
    maker.face.title = workflow::titleOf(node);
    switch (node.kind) {
    case NodeKind::Prompt:
        maker.showPrompt();
        break;
    case NodeKind::PromptConstructor:
        maker.showConstructor();
        break;
    case NodeKind::Image:
        maker.showImage();
        break;
    case NodeKind::LlmGenerate:
        maker.showLlm();
        break;
    case NodeKind::Output:
        maker.showOutput();
        break;
    case NodeKind::Note:
        maker.showNote();
        break;
    case NodeKind::Unknown:
        maker.showUnknown();
        break;
    }
    maker.addCommon();
    return maker.face;
}

} // namespace plantain::ui
