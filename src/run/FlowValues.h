// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/run/Evaluation.h"
#include "src/run/PictureNames.h"

#include <optional>
#include <vector>

namespace plantain::run {

/// What Evaluation keeps. Kept values obey one rule: while a value is kept, so is every text that
/// it was made from. What is not kept therefore has nothing behind it that would have to be
/// forgotten, and an edit costs as much as what was looked at behind it.
class FlowValues
{
public:
    explicit FlowValues(const workflow::Workflow& truth)
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
    QList<int> forget(const workflow::WorkflowEdit& edit);
    /// A picture is told apart from others now.
    QList<int> forgetPicture(const QString& id);

    const workflow::Workflow& workflow;
    PictureNames pictures;

private:
    struct Kept {
        std::optional<QString> text;
        std::unique_ptr<NodeInputs> inputs;
        std::optional<QString> key;
        bool isEmpty() const { return !text && !inputs && !key; }
    };

    static std::size_t at(int index) { return static_cast<std::size_t>(index); }
    const workflow::Node& node(int index) const { return workflow.nodes()[at(index)]; }

    void evaluate(int wanted);
    int nextMissing(int index) const;
    QString ownTextOf(int index);
    void emptyLoops();
    NodeInputs collect(int index);
    void render(int index, NodeInputs& inputs) const;
    QString makeKey(int index);
    template <typename Visit>
    void eachPicture(int index, Visit visit) const;

    bool placesMove(const workflow::WorkflowEdit& edit) const;
    QList<int> touchedBy(const workflow::WorkflowEdit& edit) const;
    QList<int> forgetBehind(const QList<int>& touched);

    std::vector<Kept> m_kept;
    std::vector<bool> m_onPath; ///< all false between evaluations
    bool m_hasEmptied = false;  ///< texts of loops were emptied
    std::optional<std::vector<bool>> m_inLoop;
};

} // namespace plantain::run
