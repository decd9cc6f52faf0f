// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/AddNodePalette.h"

#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/NewNodes.h"
#include "ui/canvas/NodeFaces.h"
#include "ui/theme/Icons.h"

#include <QCoreApplication>
#include <QKeySequence>

namespace plantain::ui {

using workflow::NodeKind;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::AddNodePalette)
};

/// Words people may look for instead of the kind's name.
QString keywords(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Prompt:
        return Text::tr("text input variable");
    case NodeKind::PromptConstructor:
        return Text::tr("template variables join text");
    case NodeKind::Image:
        return Text::tr("picture photo file input");
    case NodeKind::LlmGenerate:
        return Text::tr("model chat gpt gemini answer");
    case NodeKind::Output:
        return Text::tr("result show save");
    case NodeKind::Note:
        return Text::tr("comment sticky remark");
    case NodeKind::Unknown:
        break;
    }
    return {};
}

} // namespace

QKeySequence quickKey(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Prompt:
        return {Qt::SHIFT | Qt::Key_P};
    case NodeKind::PromptConstructor:
        return {Qt::SHIFT | Qt::Key_C};
    case NodeKind::Image:
        return {Qt::SHIFT | Qt::Key_I};
    case NodeKind::LlmGenerate:
        return {Qt::SHIFT | Qt::Key_L};
    case NodeKind::Output:
        return {Qt::SHIFT | Qt::Key_O};
    case NodeKind::Note:
        return {Qt::SHIFT | Qt::Key_N};
    case NodeKind::Unknown:
        break;
    }
    return {};
}

SearchPopup::Entry entryFor(NodeKind kind)
{
    return {workflow::nodeType(kind).title, quickKey(kind).toString(QKeySequence::NativeText),
            theme::icon(theme::Icon::Dot, kindColor(kind)), keywords(kind)};
}

SearchPopup* openAddNodePalette(const CanvasContext& context, QPointF view)
{
    QList<SearchPopup::Entry> entries;
    for (const workflow::NodeType& type : workflow::nodeTypes()) {
        entries << entryFor(type.kind);
    }
    auto* popup = new SearchPopup(Text::tr("Add node"), entries, &context.canvas);
    // The view may move while it is open; the place in the world is what was meant.
    const QPointF world = context.toWorld(view);
    QObject::connect(popup, &SearchPopup::taken, popup, [&context, world](int place) {
        addNodeAt(context, workflow::nodeTypes().at(place).kind,
                  context.canvas.viewport().toView(world));
    });
    popup->openAt(view);
    return popup;
}

} // namespace plantain::ui
