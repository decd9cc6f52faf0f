// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/Evaluation.h"

#include "src/run/FlowValues.h"

#include <algorithm>

namespace plantain::run {

using workflow::Node;
using workflow::NodeKind;
using workflow::Workflow;
using workflow::WorkflowEdit;

Evaluation::Evaluation(const Workflow& workflow, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<FlowValues>(workflow))
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
