// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/FlowValues.h"

#include "src/run/Flow.h"
#include "src/run/ResultKey.h"
#include "src/workflow/PromptTemplate.h"

#include <algorithm>

namespace plantain::run {

using workflow::Edge;
using workflow::Node;
using workflow::NodeKind;
using workflow::PortType;

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

const QString& FlowValues::text(int index)
{
    if (!m_kept[at(index)].text) {
        evaluate(index);
    }
    return *m_kept[at(index)].text;
}

/// Depth first along the texts that are missing, on a path of its own.
void FlowValues::evaluate(int wanted)
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
int FlowValues::nextMissing(int index) const
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

QString FlowValues::ownTextOf(int index)
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
void FlowValues::emptyLoops()
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

const NodeInputs& FlowValues::inputs(int index)
{
    if (!m_kept[at(index)].inputs) {
        m_kept[at(index)].inputs = std::make_unique<NodeInputs>(collect(index));
    }
    return *m_kept[at(index)].inputs;
}

NodeInputs FlowValues::collect(int index)
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

void FlowValues::render(int index, NodeInputs& inputs) const
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

const QString& FlowValues::key(int index)
{
    Kept& kept = m_kept[at(index)];
    if (!kept.key) {
        kept.key = node(index).kind == NodeKind::LlmGenerate ? makeKey(index) : QString();
    }
    return *kept.key;
}

QString FlowValues::makeKey(int index)
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
void FlowValues::eachPicture(int index, Visit visit) const
{
    for (const int place : workflow.incoming(index)) {
        const Edge& edge = workflow.edges()[at(place)];
        const int source = workflow.nodeIndex(edge.source.node);
        if (source >= 0 && carriedBy(edge, node(index).kind) == PortType::Image) {
            visit(node(source));
        }
    }
}

bool FlowValues::knowsPictures(int index)
{
    bool areKnown = true;
    eachPicture(index,
                [&](const Node& source) { areKnown = pictures.nameSoon(source) && areKnown; });
    return areKnown;
}

bool FlowValues::isInLoop(int index)
{
    if (!m_inLoop) {
        m_inLoop = nodesInLoops(workflow, [](int, int) { return true; });
    }
    return (*m_inLoop)[at(index)];
}

} // namespace plantain::run
