// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/Evaluation.h"

#include "src/run/Flow.h"
#include "src/run/PictureNames.h"
#include "src/run/ResultKey.h"
#include "src/workflow/PromptTemplate.h"

#include <algorithm>

namespace plantain::run {

using workflow::Edge;
using workflow::Node;
using workflow::NodeKind;
using workflow::PortType;
using workflow::Workflow;
using workflow::WorkflowEdit;

namespace {

bool isBlank(const QString& text)
{
    return text.trimmed().isEmpty();
}

/// What a node of another program holds under the words that the reference uses.
QString heldText(const Node& node)
{
    const QJsonValue output = node.data.value(workflow::keys::outputText);
    return output.isString() ? output.toString()
                             : node.data.value(workflow::keys::prompt).toString();
}

QString joined(const QStringList& texts)
{
    QStringList written;
    std::copy_if(texts.cbegin(), texts.cend(), std::back_inserter(written),
                 [](const QString& text) { return !isBlank(text); });
    return written.join(QStringLiteral("\n\n"));
}

} // namespace

/// Kept values obey one rule: while a value is kept, so is every text that it was made from. What
/// is not kept therefore has nothing behind it that would have to be forgotten, and an edit costs
/// as much as what was looked at behind it.
class Evaluation::Private
{
public:
    explicit Private(const Workflow& truth)
        : workflow(truth)
    {
        forgetAll();
    }

    const QString& text(int index);
    const NodeInputs& inputs(int index);
    const QString& key(int index);
    bool isInLoop(int index);
    /// False: a picture of this node is still being looked at.
    bool knowsPictures(int index);

    void forgetAll();
    /// Places that were touched by the edit, and what is behind them; empty: all.
    QList<int> forget(const WorkflowEdit& edit);
    /// A picture is told apart from others now.
    QList<int> forgetPicture(const QString& id);

    const Workflow& workflow;
    PictureNames pictures;

private:
    struct Kept {
        std::optional<QString> text;
        std::unique_ptr<NodeInputs> inputs;
        std::optional<QString> key;
        bool isEmpty() const { return !text && !inputs && !key; }
    };

    static std::size_t at(int index) { return static_cast<std::size_t>(index); }
    const Node& node(int index) const { return workflow.nodes()[at(index)]; }

    void evaluate(int wanted);
    int nextMissing(int index) const;
    QString ownTextOf(int index);
    void emptyLoops();
    NodeInputs collect(int index);
    void render(int index, NodeInputs& inputs) const;
    QString makeKey(int index);
    template <typename Visit>
    void eachPicture(int index, Visit visit) const;

    bool placesMove(const WorkflowEdit& edit) const;
    QList<int> touchedBy(const WorkflowEdit& edit) const;
    QList<int> forgetBehind(const QList<int>& touched);

    std::vector<Kept> m_kept;
    std::vector<bool> m_onPath; ///< all false between evaluations
    bool m_hasEmptied = false;  ///< texts of loops were emptied
    std::optional<std::vector<bool>> m_inLoop;
};

const QString& Evaluation::Private::text(int index)
{
    if (!m_kept[at(index)].text) {
        evaluate(index);
    }
    return *m_kept[at(index)].text;
}

/// Depth first along the texts that are missing, on a path of its own.
void Evaluation::Private::evaluate(int wanted)
{
    std::vector<int> path{wanted};
    m_onPath[at(wanted)] = true;
    while (!path.empty()) {
        const int index = path.back();
        const int missing = m_kept[at(index)].text ? -1 : nextMissing(index);
        if (missing >= 0 && m_onPath[at(missing)]) {
            emptyLoops();
        } else if (missing >= 0) {
            path.push_back(missing);
            m_onPath[at(missing)] = true;
        } else {
            if (!m_kept[at(index)].text) {
                m_kept[at(index)].text = ownTextOf(index);
            }
            path.pop_back();
            m_onPath[at(index)] = false;
        }
    }
}

/// A text that this node's text is made from and that is not known yet; -1: all are.
int Evaluation::Private::nextMissing(int index) const
{
    if (!passesTextOn(node(index).kind)) {
        return -1;
    }
    for (const int place : workflow.incoming(index)) {
        const int source = workflow.nodeIndex(workflow.edges()[at(place)].source.node);
        if (source >= 0 && !m_kept[at(source)].text) {
            return source;
        }
    }
    return -1;
}

QString Evaluation::Private::ownTextOf(int index)
{
    switch (node(index).kind) {
    case NodeKind::Prompt:
    case NodeKind::PromptConstructor:
        return inputs(index).text;
    case NodeKind::LlmGenerate:
        return node(index).data.value(workflow::keys::outputText).toString();
    case NodeKind::Unknown:
        return heldText(node(index));
    case NodeKind::Image:
    case NodeKind::Output:
    case NodeKind::Note:
        return {};
    }
    Q_UNREACHABLE();
}

/// Texts that would be made from themselves are empty.
void Evaluation::Private::emptyLoops()
{
    m_hasEmptied = true;
    const std::vector<bool> inLoop = nodesInLoops(workflow, [this](int source, int target) {
        return passesTextOn(node(source).kind) && passesTextOn(node(target).kind);
    });
    for (std::size_t i = 0; i < inLoop.size(); ++i) {
        if (inLoop[i]) {
            m_kept[i].text = QString();
        }
    }
}

const NodeInputs& Evaluation::Private::inputs(int index)
{
    if (!m_kept[at(index)].inputs) {
        m_kept[at(index)].inputs = std::make_unique<NodeInputs>(collect(index));
    }
    return *m_kept[at(index)].inputs;
}

NodeInputs Evaluation::Private::collect(int index)
{
    NodeInputs inputs;
    const NodeKind kind = node(index).kind;
    for (const int place : workflow.incoming(index)) {
        const Edge& edge = workflow.edges()[at(place)];
        const int source = workflow.nodeIndex(edge.source.node);
        const PortType type = carriedBy(edge, kind);
        if (source >= 0 && type == PortType::Text) {
            inputs.texts << text(source);
            if (const QString name = workflow::variableNameOf(node(source)); !name.isEmpty()) {
                inputs.variables.insert(name, inputs.texts.last());
            }
        } else if (source >= 0 && type == PortType::Image) {
            if (const auto picture = workflow::imageOf(node(source)); !picture.isEmpty()) {
                inputs.images << picture;
            }
        }
    }
    render(index, inputs);
    inputs.hasText = !isBlank(inputs.text);
    return inputs;
}

void Evaluation::Private::render(int index, NodeInputs& inputs) const
{
    const Node& node = this->node(index);
    switch (node.kind) {
    case NodeKind::Prompt:
    case NodeKind::LlmGenerate:
        inputs.text = inputs.texts.isEmpty() ? workflow::ownText(node) : inputs.texts.last();
        return;
    case NodeKind::PromptConstructor: {
        auto rendered = workflow::renderTemplate(workflow::ownText(node), inputs.variables);
        inputs.text = std::move(rendered.text);
        inputs.unresolved = std::move(rendered.unresolved);
        return;
    }
    default:
        inputs.text = joined(inputs.texts);
    }
}

const QString& Evaluation::Private::key(int index)
{
    Kept& kept = m_kept[at(index)];
    if (!kept.key) {
        kept.key = node(index).kind == NodeKind::LlmGenerate ? makeKey(index) : QString();
    }
    return *kept.key;
}

QString Evaluation::Private::makeKey(int index)
{
    QList<QByteArray> names;
    eachPicture(index, [&](const Node& source) {
        if (const QByteArray name = pictures.nameOf(source); !name.isEmpty()) {
            names << name;
        }
    });
    return resultKey(workflow::llmParameters(node(index)), inputs(index).text, names);
}

template <typename Visit>
void Evaluation::Private::eachPicture(int index, Visit visit) const
{
    for (const int place : workflow.incoming(index)) {
        const Edge& edge = workflow.edges()[at(place)];
        const int source = workflow.nodeIndex(edge.source.node);
        if (source >= 0 && carriedBy(edge, node(index).kind) == PortType::Image) {
            visit(node(source));
        }
    }
}

bool Evaluation::Private::knowsPictures(int index)
{
    bool areKnown = true;
    eachPicture(index,
                [&](const Node& source) { areKnown = pictures.nameSoon(source) && areKnown; });
    return areKnown;
}

QList<int> Evaluation::Private::forgetPicture(const QString& id)
{
    QList<int> touched;
    if (const int index = workflow.nodeIndex(id); index >= 0) {
        touched << index;
        for (const int place : workflow.outgoing(index)) {
            touched << workflow.nodeIndex(workflow.edges()[at(place)].target.node);
        }
        touched.removeAll(-1);
    }
    return forgetBehind(touched);
}

bool Evaluation::Private::isInLoop(int index)
{
    if (!m_inLoop) {
        m_inLoop = nodesInLoops(workflow, [](int, int) { return true; });
    }
    return (*m_inLoop)[at(index)];
}

void Evaluation::Private::forgetAll()
{
    m_kept.clear();
    m_kept.resize(workflow.nodes().size());
    m_onPath.assign(workflow.nodes().size(), false);
    m_hasEmptied = false;
    m_inLoop.reset();
}

QList<int> Evaluation::Private::forget(const WorkflowEdit& edit)
{
    pictures.forget(edit);
    // A text that was emptied for a loop is kept without those it would be made from.
    if (placesMove(edit) || (m_hasEmptied && !edit.edges.isEmpty())) {
        forgetAll();
        return {};
    }
    m_kept.resize(workflow.nodes().size());
    m_onPath.resize(workflow.nodes().size(), false);
    if (edit.changesStructure() || !edit.edges.isEmpty()) {
        m_inLoop.reset();
    }
    return forgetBehind(touchedBy(edit));
}

bool Evaluation::Private::placesMove(const WorkflowEdit& edit) const
{
    const auto& inserted = edit.nodes.inserted;
    return !edit.nodes.removed.empty() ||
           (!inserted.empty() && inserted.front().index < static_cast<int>(m_kept.size()));
}

QList<int> Evaluation::Private::touchedBy(const WorkflowEdit& edit) const
{
    QList<int> touched;
    const auto touch = [this, &touched](const QString& id) {
        if (const int index = workflow.nodeIndex(id); index >= 0) {
            touched << index;
        }
    };
    for (const auto& update : edit.updates) {
        if (!update.after.data.isEmpty()) {
            touch(update.id);
        }
    }
    for (const auto& placed : edit.nodes.inserted) {
        touch(placed.item.id);
    }
    for (const auto* list : {&edit.edges.removed, &edit.edges.inserted}) {
        for (const auto& placed : *list) {
            touch(placed.item.target.node);
        }
    }
    for (const auto& replaced : edit.edges.replaced) {
        if (replaced.before.source != replaced.after.source ||
            replaced.before.target != replaced.after.target) {
            touch(replaced.before.target.node);
            touch(replaced.after.target.node);
        }
    }
    return touched;
}

QList<int> Evaluation::Private::forgetBehind(const QList<int>& touched)
{
    QList<int> told;
    std::vector<int> left(touched.cbegin(), touched.cend());
    for (const int index : touched) {
        m_kept[at(index)] = Kept{};
        told << index;
    }
    while (!left.empty()) {
        const int index = left.back();
        left.pop_back();
        for (const int place : workflow.outgoing(index)) {
            const int target = workflow.nodeIndex(workflow.edges()[at(place)].target.node);
            if (target < 0 || m_kept[at(target)].isEmpty()) {
                continue;
            }
            Kept& kept = m_kept[at(target)];
            kept.inputs.reset();
            kept.key.reset();
            told << target;
            if (kept.text && passesTextOn(node(target).kind)) {
                kept.text.reset();
                left.push_back(target);
            }
        }
    }
    return told;
}

Evaluation::Evaluation(const Workflow& workflow, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(workflow))
{
    connect(&workflow, &Workflow::changed, this, [this](const WorkflowEdit& edit) {
        const auto movesOnly = [](const auto& update) { return update.after.data.isEmpty(); };
        const bool nothingFlows =
            !edit.nodes.isEmpty() || !edit.edges.isEmpty()
                ? false
                : std::all_of(edit.updates.cbegin(), edit.updates.cend(), movesOnly);
        if (nothingFlows) {
            return;
        }
        emit invalidated(d->forget(edit));
    });
    connect(&d->pictures, &PictureNames::named, this,
            [this](const QString& id) { emit invalidated(d->forgetPicture(id)); });
    connect(&workflow, &Workflow::wasReset, this, [this] {
        d->pictures.forgetAll();
        d->forgetAll();
        emit invalidated({});
    });
}

Evaluation::~Evaluation() = default;

QString Evaluation::text(int nodeIndex) const
{
    return d->text(nodeIndex);
}

NodeInputs Evaluation::inputs(int nodeIndex) const
{
    return d->inputs(nodeIndex);
}

QString Evaluation::key(int nodeIndex) const
{
    return d->key(nodeIndex);
}

Freshness Evaluation::freshness(int nodeIndex) const
{
    const Node& node = d->workflow.nodes()[static_cast<std::size_t>(nodeIndex)];
    if (node.kind != NodeKind::LlmGenerate) {
        return Freshness::Fresh;
    }
    if (node.data.value(workflow::keys::outputText).toString().isEmpty()) {
        return Freshness::NoResult;
    }
    const QString made = node.data.value(workflow::keys::resultKey).toString();
    if (made.isEmpty()) {
        return Freshness::Unknown;
    }
    if (!d->knowsPictures(nodeIndex)) {
        return Freshness::Fresh;
    }
    return made == d->key(nodeIndex) ? Freshness::Fresh : Freshness::Stale;
}

bool Evaluation::isInLoop(int nodeIndex) const
{
    return d->isInLoop(nodeIndex);
}

} // namespace plantain::run
