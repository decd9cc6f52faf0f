// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeData.h"
#include "ui/panels/InspectorPage.h"

#include <vector>

namespace plantain::ui {

class NodeCommon;
class NodeHeader;

/// The page of one node: its title, its comment, and what its kind has.
class NodePage : public InspectorPage
{
    Q_OBJECT

public:
    using InspectorPage::InspectorPage;

    void setNode(const QString& nodeId);
    const QString& nodeId() const { return m_nodeId; }
    void refresh() override;
    /// What arrives at the node may differ.
    virtual void refreshInputs() {}

protected:
    enum class WhenEmpty { Keep, Remove };

    /// The node that is shown; null when it has just gone.
    const workflow::Node* node() const { return workflow().node(m_nodeId); }
    int nodeIndex() const { return workflow().nodeIndex(m_nodeId); }
    /// "“Writer”", for the names of steps.
    QString quotedTitle() const;

    /// Once, by the page's constructor.
    void bindCommon(NodeHeader& header, NodeCommon& common);
    /// `name`: of the step; %1 is the node's title.
    void bindText(QPlainTextEdit& edit, QLatin1String key, const QString& name,
                  WhenEmpty whenEmpty = WhenEmpty::Keep);
    virtual void showNode(const workflow::Node& node) = 0;

    /// `name`: as for bindText.
    void changeTyped(const workflow::DataPatch& values, const QString& name);
    void change(const workflow::DataPatch& values, const QString& name);

private:
    struct TextBinding {
        QPlainTextEdit* edit;
        QLatin1String key;
    };

    QString m_nodeId;
    NodeHeader* m_header = nullptr;
    NodeCommon* m_common = nullptr;
    std::vector<TextBinding> m_texts;
};

/// An empty text takes the key away.
QJsonValue textOrNothing(const QString& text);

} // namespace plantain::ui
