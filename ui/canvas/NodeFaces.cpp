// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeFaces.h"

#include "ui/document/WorkflowDocument.h"

namespace plantain::ui {

class NodeFaces::Private
{
public:
    explicit Private(const EditorServices& given)
        : services(given)
    {
    }

    EditorServices services;
    NodeFace face;
};

NodeFaces::NodeFaces(const EditorServices& services, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(services))
{
}

NodeFaces::~NodeFaces() = default;

const NodeFace& NodeFaces::face(int nodeIndex) const
{
    const workflow::Node& node =
        d->services.document.workflow().nodes()[static_cast<std::size_t>(nodeIndex)];
    d->face = {};
    d->face.title = workflow::titleOf(node);
    d->face.text = workflow::ownText(node);
    return d->face;
}

} // namespace plantain::ui
