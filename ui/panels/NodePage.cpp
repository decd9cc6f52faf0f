// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NodePage.h"

#include "src/workflow/Edits.h"
#include "ui/panels/NodeCommon.h"
#include "ui/panels/NodeHeader.h"

#include <QLineEdit>
#include <QPlainTextEdit>

namespace plantain::ui {

using workflow::DataPatch;
namespace keys = workflow::keys;

QJsonValue textOrNothing(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

void NodePage::setNode(const QString& nodeId)
{
    m_nodeId = nodeId;
    fields().beginStep();
    for (const TextBinding& binding : m_texts) {
        // Another text begins at its beginning.
        const QSignalBlocker blocker(binding.edit);
        binding.edit->setPlainText(node() ? node()->data.value(binding.key).toString() : QString());
    }
    refresh();
    refreshInputs();
}

void NodePage::refresh()
{
    const workflow::Node* const shown = node();
    if (!shown) {
        return;
    }
    m_header->showNode(*shown);
    m_common->showNode(*shown);
    for (const TextBinding& binding : m_texts) {
        showText(*binding.edit, shown->data.value(binding.key).toString());
    }
    showNode(*shown);
}

QString NodePage::quotedTitle() const
{
    return node() ? tr("“%1”").arg(workflow::titleOf(*node())) : QString();
}

void NodePage::bindCommon(NodeHeader& header, NodeCommon& common)
{
    m_header = &header;
    m_common = &common;
    fields().watch(*header.titleField());
    connect(&header, &NodeHeader::titleEdited, this, [this](const QString& title) {
        changeTyped({{keys::customTitle, textOrNothing(title)}}, tr("Rename a node"));
    });
    bindText(*common.commentField(), keys::comment, tr("Edit the comment of %1"),
             WhenEmpty::Remove);
    connect(&common, &NodeCommon::disabledChosen, this, [this](bool disabled) {
        change({{keys::disabled, disabled ? QJsonValue(true) : QJsonValue(QJsonValue::Undefined)}},
               disabled ? tr("Skip %1") : tr("No longer skip %1"));
    });
}

void NodePage::bindText(QPlainTextEdit& edit, QLatin1String key, const QString& name,
                        WhenEmpty whenEmpty)
{
    m_texts.push_back({&edit, key});
    fields().watch(edit);
    connect(&edit, &QPlainTextEdit::textChanged, this, [this, &edit, key, name, whenEmpty] {
        const QString text = typedText(edit);
        changeTyped({{key, whenEmpty == WhenEmpty::Remove ? textOrNothing(text) : text}}, name);
    });
}

void NodePage::changeTyped(const DataPatch& values, const QString& name)
{
    if (node()) {
        performTyped(workflow::edits::setData(workflow(), m_nodeId, values),
                     name.contains(QStringLiteral("%1")) ? name.arg(quotedTitle()) : name);
    }
}

void NodePage::change(const DataPatch& values, const QString& name)
{
    fields().beginStep();
    changeTyped(values, name);
    fields().beginStep();
}

} // namespace plantain::ui
