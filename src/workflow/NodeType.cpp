// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/NodeType.h"

#include <QCoreApplication>

#include <algorithm>

namespace plantain::workflow {

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(NodeType)
};

PortSpec textPort(bool takesMany = false)
{
    return {u"text"_s, PortType::Text, takesMany};
}

PortSpec imagePort()
{
    return {u"image"_s, PortType::Image, true};
}

QList<NodeType> makeTable()
{
    return {
        {NodeKind::Prompt, u"prompt"_s, Text::tr("Prompt"), {textPort()}, {textPort()}, {264, 132}},
        {NodeKind::PromptConstructor,
         u"promptConstructor"_s,
         Text::tr("Prompt Constructor"),
         {textPort(true)},
         {textPort()},
         {264, 156}},
        {NodeKind::Image, u"imageInput"_s, Text::tr("Image"), {}, {imagePort()}, {264, 208}},
        {NodeKind::LlmGenerate,
         u"llmGenerate"_s,
         Text::tr("LLM Generate"),
         {imagePort(), textPort()},
         {textPort()},
         {264, 176}},
        {NodeKind::Output,
         u"output"_s,
         Text::tr("Output"),
         {imagePort(), textPort(true)},
         {},
         {264, 176}},
        {NodeKind::Note, u"note"_s, Text::tr("Note"), {}, {}, {208, 132}},
    };
}

} // namespace

QString displayName(PortType type)
{
    switch (type) {
    case PortType::Text:
        return Text::tr("text");
    case PortType::Image:
        return Text::tr("image");
    case PortType::Other:
        return Text::tr("another type");
    }
    Q_UNREACHABLE();
}

const QList<NodeType>& nodeTypes()
{
    static const QList<NodeType> table = makeTable();
    return table;
}

const NodeType& nodeType(NodeKind kind)
{
    static const NodeType unknown{NodeKind::Unknown, {}, Text::tr("Unknown node"), {}, {},
                                  {264, 96}};
    const auto& table = nodeTypes();
    const auto found = std::find_if(table.cbegin(), table.cend(),
                                    [kind](const auto& type) { return type.kind == kind; });
    return found == table.cend() ? unknown : *found;
}

NodeKind nodeKindOf(const QString& typeId)
{
    const auto& table = nodeTypes();
    const auto found = std::find_if(table.cbegin(), table.cend(),
                                    [&typeId](const auto& type) { return type.id == typeId; });
    return found == table.cend() ? NodeKind::Unknown : found->kind;
}

const PortSpec* findPort(const QList<PortSpec>& ports, const QString& id)
{
    const auto found = std::find_if(ports.cbegin(), ports.cend(),
                                    [&id](const PortSpec& port) { return port.id == id; });
    return found == ports.cend() ? nullptr : &*found;
}

PortType guessPortType(const QString& portId)
{
    if (portId.startsWith("image"_L1) || portId == "reference"_L1) {
        return PortType::Image;
    }
    return portId.startsWith("text"_L1) || portId == "prompt"_L1 ? PortType::Text : PortType::Other;
}

} // namespace plantain::workflow
