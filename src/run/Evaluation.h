// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeData.h"
#include "src/workflow/Workflow.h"

#include <memory>

namespace plantain::run {

class FlowValues;

/// What arrives at a node now.
struct NodeInputs {
    QString text; ///< the prompt as it would be sent; several texts are joined by an empty line
    bool hasText = false; ///< an edge or the node itself gives one, and it is not blank
    QList<QString> texts; ///< one by one, in edge order
    QList<workflow::ImageSource> images; ///< in edge order
    QHash<QString, QString> variables;   ///< of a Prompt Constructor
    QStringList unresolved;              ///< of a Prompt Constructor
};

enum class Freshness {
    NoResult, ///< an LLM node that has no text yet
    Fresh,    ///< inputs and parameters are those of its result
    Stale,    ///< they are not
    Unknown   ///< it has a text of which nothing more is known: from another program
};

/// The values that flow through a workflow, worked out when asked and kept until something upstream
/// changes. Never waits, never recurses (chains may be 10,000 nodes long), safe for cycles.
class Evaluation : public QObject
{
    Q_OBJECT

public:
    /// Borrowed.
    explicit Evaluation(const workflow::Workflow& workflow, QObject* parent = nullptr);
    ~Evaluation() override;

    /// The text at a node's text output; empty when it has none.
    QString text(int nodeIndex) const;
    NodeInputs inputs(int nodeIndex) const;
    /// Of an LLM Generate node: SHA-256 over inputs and parameters, base64url; empty for others.
    QString key(int nodeIndex) const;
    /// Large embedded pictures are looked at in a worker thread first: Fresh until that is done,
    /// and `invalidated` follows. `key` waits for nothing.
    Freshness freshness(int nodeIndex) const;
    /// The node depends on itself, as only a file can say; what flows out of such nodes is empty.
    bool isInLoop(int nodeIndex) const;

signals:
    /// What flows through these nodes may differ (places in nodes()); all when the list is empty.
    void invalidated(const QList<int>& nodes);

private:
    std::unique_ptr<FlowValues> d;
};

} // namespace plantain::run
