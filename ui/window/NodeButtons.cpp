// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/NodeButtons.h"

#include "src/base/FunctionJob.h"
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

namespace {

base::Result<workflow::DataPatch> patchFromFile(const QString& path)
{
    const auto image = llm::loadImage(path);
    if (!image) {
        return image.error();
    }
    QByteArray bytes = image->bytes;
    QBuffer buffer(&bytes);
    return workflow::patchForImage(bytes, QFileInfo(path).fileName(), QImageReader(&buffer).size());
}

} // namespace

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
    if (button == "retry"_L1) {
        m_runActions.start(plantain::run::RunScope::From, nodeId);
    } else if (button == "run"_L1) {
        run(nodeId);
    } else if (button == "continue"_L1) {
        m_runActions.startAgain();
    } else if (button == "details"_L1) {
        showDetails(nodeId);
    } else if (button == "connect"_L1) {
        actOnProvider(nodeId);
    } else if (button == "choose-image"_L1) {
        chooseImage(nodeId);
    }
}

/// A model runs by itself; of any other node what depends on it runs.
void NodeButtons::run(const QString& nodeId)
{
    const workflow::Node* node = m_services.document.workflow().node(nodeId);
    const bool isModel = node && node->kind == workflow::NodeKind::LlmGenerate;
    m_runActions.start(isModel ? plantain::run::RunScope::Node : plantain::run::RunScope::From,
                       nodeId);
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
    const plantain::run::NodeRun& nodeRun = m_services.runner.run(nodeId);
    if (nodeRun.result) {
        return detailsText(*nodeRun.result);
    }
    const workflow::Node* node = m_services.document.workflow().node(nodeId);
    if (!nodeRun.error) {
        return node ? node->data.value(workflow::keys::error).toString() : QString();
    }
    QStringList parts{nodeRun.error->message, nodeRun.error->hint, nodeRun.error->detail};
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
    // Large pictures take long to be read and scaled.
    m_imageJob = base::makeFunctionJob<workflow::DataPatch>([path] { return patchFromFile(path); });
    connect(m_imageJob.get(), &base::Job::finished, this, [this, nodeId] {
        const auto job = std::exchange(m_imageJob, nullptr);
        if (!job->result()) {
            emit m_canvas.input().announced(job->result().error().message);
            return;
        }
        m_services.document.perform(
            workflow::edits::setData(m_services.document.workflow(), nodeId, job->result().value()),
            tr("Choose picture"));
    });
    m_imageJob->start();
}

} // namespace plantain::ui
