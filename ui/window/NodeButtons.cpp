// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/NodeButtons.h"

#include "src/llm/ImageInput.h"
#include "src/run/WorkflowRunner.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/account/AccountActions.h"
#include "ui/canvas/CanvasInput.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/panels/GenerationWords.h"
#include "ui/widgets/DetailsDialog.h"
#include "ui/window/RunActions.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QImageReader>
#include <QStandardPaths>

namespace plantain::ui {

using namespace Qt::StringLiterals;

NodeButtons::NodeButtons(const EditorServices& services, CanvasWidget& canvas,
                         RunActions& runActions, QWidget& window)
    : m_services(services)
    , m_canvas(canvas)
    , m_runActions(runActions)
    , m_window(window)
    , m_providers(services)
{
    connect(&canvas.input(), &CanvasInput::nodeButtonPressed, this, &NodeButtons::press);
}

void NodeButtons::press(const QString& nodeId, const QString& button)
{
    if (button == "retry"_L1 || button == "run"_L1) {
        m_runActions.start(run::RunScope::From, nodeId);
    } else if (button == "continue"_L1) {
        m_runActions.startAgain();
    } else if (button == "stop"_L1) {
        m_runActions.stop();
    } else if (button == "details"_L1) {
        showDetails(nodeId);
    } else if (button == "connect"_L1) {
        actOnProvider(nodeId);
    } else if (button == "choose-image"_L1) {
        chooseImage(nodeId);
    } else if (button == "unlock"_L1) {
        unlock(nodeId);
    }
}

void NodeButtons::actOnProvider(const QString& nodeId)
{
    const workflow::Node* node = m_services.document.workflow().node(nodeId);
    if (!node) {
        return;
    }
    const ProviderReadiness state = m_providers.of(workflow::llmParameters(*node).provider);
    switch (state.action) {
    case ReadinessAction::Account:
        m_services.account.perform(state.accountAction);
        return;
    case ReadinessAction::OpenSetup:
        emit setupRequested();
        return;
    case ReadinessAction::UnlockKeys:
        m_services.keys.refresh();
        return;
    case ReadinessAction::None:
        return;
    }
}

QString NodeButtons::details(const QString& nodeId) const
{
    const run::NodeRun& run = m_services.runner.run(nodeId);
    if (run.result) {
        return detailsText(*run.result);
    }
    const workflow::Node* node = m_services.document.workflow().node(nodeId);
    if (!run.error) {
        return node ? node->data.value(workflow::keys::error).toString() : QString();
    }
    QStringList parts{run.error->message, run.error->hint, run.error->detail};
    parts.removeAll(QString());
    return parts.join(u'\n');
}

void NodeButtons::showDetails(const QString& nodeId)
{
    (new DetailsDialog(details(nodeId), &m_window))->open();
}

void NodeButtons::chooseImage(const QString& nodeId)
{
    const QString folder = m_services.document.folder();
    auto* dialog = new QFileDialog(
        &m_window, tr("Choose a picture"),
        folder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)
                         : folder,
        tr("Pictures (*.png *.jpg *.jpeg *.webp)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, nodeId](const QString& path) { takeImage(nodeId, path); });
    dialog->open();
}

void NodeButtons::takeImage(const QString& nodeId, const QString& path)
{
    const auto image = llm::loadImage(path);
    if (!image) {
        emit m_canvas.input().announced(image.error().message);
        return;
    }
    QByteArray bytes = image->bytes;
    QBuffer buffer(&bytes);
    const QSize size = QImageReader(&buffer).size();
    m_services.document.perform(
        workflow::edits::setData(m_services.document.workflow(), nodeId,
                                 workflow::patchForImage(bytes, QFileInfo(path).fileName(), size)),
        tr("Choose a picture"));
}

void NodeButtons::unlock(const QString& nodeId)
{
    const workflow::Workflow& workflow = m_services.document.workflow();
    const workflow::Node* node = workflow.node(nodeId);
    const workflow::Group* group = node ? workflow.group(node->groupId) : nullptr;
    if (group) {
        workflow::Group unlocked = *group;
        unlocked.locked = false;
        m_services.document.perform(workflow::edits::changeGroup(workflow, unlocked),
                                    tr("Unlock group"));
    }
}

} // namespace plantain::ui
