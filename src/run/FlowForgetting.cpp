// SPDX-License-Identifier: GPL-3.0-or-later
// What FlowValues.h forgets after an edit.
#include "src/run/Flow.h"
#include "src/run/FlowValues.h"

namespace plantain::run {

using workflow::WorkflowEdit;

void FlowValues::forgetAll()
{
    m_kept.clear();
    m_kept.resize(workflow.nodes().size());
    m_onPath.assign(workflow.nodes().size(), false);
    m_hasEmptied = false;
    m_inLoop.reset();
}

QList<int> FlowValues::forget(const WorkflowEdit& edit)
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

bool FlowValues::placesMove(const WorkflowEdit& edit) const
{
    const auto& inserted = edit.nodes.inserted;
    return !edit.nodes.removed.empty() ||
           (!inserted.empty() && inserted.front().index < static_cast<int>(m_kept.size()));
}

QList<int> FlowValues::touchedBy(const WorkflowEdit& edit) const
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

QList<int> FlowValues::forgetBehind(const QList<int>& touched)
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

QList<int> FlowValues::forgetPicture(const QString& id)
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

} // namespace plantain::run
