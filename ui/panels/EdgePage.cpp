// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/EdgePage.h"

#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui_EdgePage.h"

namespace plantain::ui {

namespace edits = workflow::edits;

EdgePage::EdgePage(const EditorServices& services, QWidget* parent)
    : InspectorPage(services, parent)
    , m_ui(std::make_unique<Ui::EdgePage>())
{
    m_ui->setupUi(this);
    connect(m_ui->from, &NodeLinks::pressed, this, &InspectorPage::revealRequested);
    connect(m_ui->to, &NodeLinks::pressed, this, &InspectorPage::revealRequested);
    connect(m_ui->pauseCheck, &QCheckBox::clicked, this, [this](bool paused) {
        perform(edits::setPaused(workflow(), m_edgeId, paused),
                paused ? tr("Pause at a connection") : tr("No longer pause at a connection"));
    });
    connect(m_ui->deleteButton, &QPushButton::clicked, this, [this] {
        perform(edits::removeItems(workflow(), {}, {m_edgeId}), tr("Delete a connection"));
    });
}

EdgePage::~EdgePage() = default;

void EdgePage::setEdge(const QString& edgeId)
{
    m_edgeId = edgeId;
    refresh();
}

QWidget* EdgePage::firstField() const
{
    return m_ui->pauseCheck;
}

void EdgePage::refresh()
{
    if (!edge()) {
        return;
    }
    const workflow::Node* const source = workflow().node(edge()->source.node);
    const workflow::Node* const target = workflow().node(edge()->target.node);
    const auto linkTo = [](const workflow::Node* node) {
        return node ? QList<NodeLink>{{node->id, workflow::titleOf(*node)}} : QList<NodeLink>();
    };
    m_ui->from->showLinks(tr("From"), linkTo(source));
    m_ui->to->showLinks(tr("To"), linkTo(target));
    const auto* port =
        source ? workflow::findPort(workflow::nodeType(source->kind).outputs, edge()->source.port)
               : nullptr;
    const workflow::PortType type =
        port ? port->type : workflow::guessPortType(edge()->source.port);
    m_ui->typeLabel->setText(tr("Carries %1.", "text, image").arg(workflow::displayName(type)));
    m_ui->pauseCheck->setChecked(edge()->paused);
}

} // namespace plantain::ui
