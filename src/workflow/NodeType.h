// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSizeF>
#include <QString>

#include <optional>

namespace plantain::workflow {

/// What flows through a port. `Other`: a port of a foreign node type; nothing new connects to it.
enum class PortType { Text, Image, Other };

/// For people, in a sentence: "text", "image".
QString displayName(PortType type);

struct PortSpec {
    QString id; ///< the file's handle id: "text", "image"
    PortType type = PortType::Text;
    bool takesMany = false; ///< inputs: edges come in the workflow's order; else the last replaces
    bool operator==(const PortSpec&) const = default;
};

enum class NodeKind {
    Prompt,
    PromptConstructor,
    Image,
    LlmGenerate,
    Output,
    Note,
    Unknown ///< a type of another program: kept, drawn as a named placeholder, never run
};

/// One row of the catalogue.
struct NodeType {
    NodeKind kind = NodeKind::Unknown;
    QString id;    ///< as in files: "prompt", "promptConstructor", "imageInput", "llmGenerate", …
    QString title; ///< for people, translated
    QList<PortSpec> inputs;
    QList<PortSpec> outputs;
    QSizeF defaultSize; ///< px at 100 %
};

/// All kinds but Unknown, in the order menus show them.
const QList<NodeType>& nodeTypes();
/// For Unknown: no ports, the placeholder's size, no id.
const NodeType& nodeType(NodeKind kind);
NodeKind nodeKindOf(const QString& typeId);

/// Where a side's ports lie, px below the node's top: the first one, and from one to the next.
inline constexpr double firstPortOffset = 52;
inline constexpr double portPitch = 24;

/// Null when the kind has no such port.
const PortSpec* findPort(const QList<PortSpec>& ports, const QString& id);
/// The type that a foreign port most likely has, by its name; Other when it cannot be told.
PortType guessPortType(const QString& portId);

} // namespace plantain::workflow
