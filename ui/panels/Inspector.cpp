// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/Inspector.h"

#include "src/run/WorkflowRunner.h"
#include "ui/panels/ConstructorPage.h"
#include "ui/panels/EdgePage.h"
#include "ui/panels/GroupPage.h"
#include "ui/panels/ImagePage.h"
#include "ui/panels/LlmGeneratePanel.h"
#include "ui/panels/NotePage.h"
#include "ui/panels/OutputPage.h"
#include "ui/panels/PromptPage.h"
#include "ui/panels/SelectionPage.h"
#include "ui/panels/UnknownPage.h"
#include "ui/panels/WorkflowPage.h"

#include <QScrollArea>
#include <QStackedWidget>

#include <map>

namespace plantain::ui {

using workflow::NodeKind;

/// Pages are made when they are shown for the first time.
class Inspector::Private
{
public:
    Private(Inspector& inspector, const EditorServices& given, Selection& chosen)
        : q(inspector)
        , services(given)
        , selection(chosen)
    {
    }

    void connectServices();
    void showSelection();
    void showPage(InspectorPage& page);
    NodePage& nodePage(NodeKind kind);
    template <typename Page>
    Page& page(Page*& slot);
    template <typename Page>
    Page* adopt(Page* page, bool scrolls = true);
    void handleEdit(const workflow::WorkflowEdit& edit);
    void refreshInputs();

    Inspector& q;
    EditorServices services;
    Selection& selection;
    QStackedWidget* stack = nullptr;
    std::map<NodeKind, NodePage*> nodePages;
    EdgePage* edgePage = nullptr;
    GroupPage* groupPage = nullptr;
    SelectionPage* selectionPage = nullptr;
    WorkflowPage* workflowPage = nullptr;
    InspectorPage* current = nullptr;
    NodePage* currentNode = nullptr; ///< the same, when it is a node's
    QTimer inputsTimer;
};

Inspector::Inspector(const EditorServices& services, Selection& selection, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(*this, services, selection))
{
    setObjectName(QStringLiteral("inspector"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    d->stack = new QStackedWidget(this);
    layout->addWidget(d->stack);
    d->inputsTimer.setSingleShot(true);
    d->inputsTimer.setInterval(0);
    d->connectServices();
    d->showSelection();
}

Inspector::~Inspector() = default;

void Inspector::focusFirstField()
{
    if (QWidget* field = d->current->firstField()) {
        field->setFocus(Qt::ShortcutFocusReason);
    }
}

void Inspector::Private::connectServices()
{
    connect(&selection, &Selection::changed, &q, [this] { showSelection(); });
    const workflow::Workflow* workflow = &services.document.workflow();
    connect(workflow, &workflow::Workflow::changed, &q,
            [this](const workflow::WorkflowEdit& edit) { handleEdit(edit); });
    connect(workflow, &workflow::Workflow::wasReset, &q, [this] { showSelection(); });
    connect(&services.document, &WorkflowDocument::pathChanged, &q, [this] {
        current->refresh();
        inputsTimer.start();
    });
    // Many edits in a row are one change of what arrives.
    connect(&inputsTimer, &QTimer::timeout, &q, [this] { refreshInputs(); });
    connect(&services.runner.evaluation(), &run::Evaluation::invalidated, &q,
            [this](const QList<int>& nodes) {
                if (currentNode &&
                    (nodes.isEmpty() || nodes.contains(services.document.workflow().nodeIndex(
                                            currentNode->nodeId())))) {
                    inputsTimer.start();
                }
            });
}

template <typename Page>
Page* Inspector::Private::adopt(Page* page, bool scrolls)
{
    connect(page, &InspectorPage::setupRequested, &q, &Inspector::setupRequested);
    connect(page, &InspectorPage::runNodeRequested, &q, &Inspector::runNodeRequested);
    connect(page, &InspectorPage::stopRequested, &q, &Inspector::stopRequested);
    connect(page, &InspectorPage::revealRequested, &q, &Inspector::revealRequested);
    if (!scrolls) {
        stack->addWidget(page);
        return page;
    }
    auto* area = new QScrollArea(stack);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    stack->addWidget(area);
    return page;
}

template <typename Page>
Page& Inspector::Private::page(Page*& slot)
{
    if (!slot) {
        slot = adopt(new Page(services));
    }
    return *slot;
}

NodePage& Inspector::Private::nodePage(NodeKind kind)
{
    NodePage*& slot = nodePages[kind];
    if (slot) {
        return *slot;
    }
    switch (kind) {
    case NodeKind::Prompt:
        slot = adopt(new PromptPage(services));
        break;
    case NodeKind::PromptConstructor:
        slot = adopt(new ConstructorPage(services));
        break;
    case NodeKind::Image:
        slot = adopt(new ImagePage(services));
        break;
    case NodeKind::LlmGenerate:
        // Its result stays in view while the fields above scroll.
        slot = adopt(new LlmGeneratePanel(services), false);
        break;
    case NodeKind::Output:
        slot = adopt(new OutputPage(services));
        break;
    case NodeKind::Note:
        slot = adopt(new NotePage(services));
        break;
    case NodeKind::Unknown:
        slot = adopt(new UnknownPage(services));
        break;
    }
    return *slot;
}

void Inspector::Private::showSelection()
{
    if (current) {
        current->leave();
    }
    currentNode = nullptr;
    const workflow::Workflow& workflow = services.document.workflow();
    if (selection.nodes().size() > 1) {
        page(selectionPage).setNodes(selection.nodeList());
        showPage(*selectionPage);
    } else if (const auto* node = workflow.node(selection.nodes().values().value(0))) {
        currentNode = &nodePage(node->kind);
        currentNode->setNode(node->id);
        showPage(*currentNode);
    } else if (workflow.edge(selection.edge())) {
        page(edgePage).setEdge(selection.edge());
        showPage(*edgePage);
    } else if (workflow.group(selection.group())) {
        page(groupPage).setGroup(selection.group());
        showPage(*groupPage);
    } else {
        page(workflowPage).refresh();
        showPage(*workflowPage);
    }
}

void Inspector::Private::showPage(InspectorPage& page)
{
    current = &page;
    QWidget* shown = &page;
    while (stack->indexOf(shown) < 0) {
        shown = shown->parentWidget();
    }
    stack->setCurrentWidget(shown);
}

void Inspector::Private::handleEdit(const workflow::WorkflowEdit& edit)
{
    if (!currentNode) {
        current->refresh();
        return;
    }
    const bool isNamed =
        std::any_of(edit.updates.begin(), edit.updates.end(), [this](const auto& update) {
            return update.id == currentNode->nodeId() && !update.after.data.isEmpty();
        });
    if (isNamed) {
        currentNode->refresh();
    }
    // A neighbour's title or picture may be shown here, too.
    inputsTimer.start();
}

void Inspector::Private::refreshInputs()
{
    if (currentNode) {
        currentNode->refreshInputs();
    }
}

} // namespace plantain::ui
