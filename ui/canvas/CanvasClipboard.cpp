// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasClipboard.h"

#include "src/base/PoolJob.h"
#include "src/llm/ImageInput.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"
#include "ui/canvas/CanvasWidget.h"
#include "ui/canvas/NewNodes.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QImageReader>
#include <QJsonDocument>
#include <QMimeData>
#include <QUrl>

#include <algorithm>

namespace plantain::ui {

namespace edits = workflow::edits;

using workflow::Fragment;
using workflow::NodeKind;

namespace {

/// How far a copy lies beside its original, px.
constexpr double beside = 24;

bool isWorkflowFile(const QUrl& url)
{
    return url.isLocalFile() &&
           (url.path().endsWith(QLatin1String(".plantain"), Qt::CaseInsensitive) ||
            url.path().endsWith(QLatin1String(".json"), Qt::CaseInsensitive));
}

/// Text that is meant for programs: no prompt of a person begins and ends like this.
bool looksLikeJson(const QString& text)
{
    const QString trimmed = text.trimmed();
    return trimmed.startsWith(QLatin1Char('{')) && trimmed.endsWith(QLatin1Char('}'));
}

QSize sizeOf(const QByteArray& bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return QImageReader(&buffer).size();
}

QPointF topLeftOf(const Fragment& fragment)
{
    QRectF bounds;
    for (const workflow::Node& node : fragment.nodes) {
        bounds |= QRectF(node.position, node.size);
    }
    return bounds.topLeft();
}

} // namespace

CanvasClipboard::CanvasClipboard(const CanvasContext& context)
    : m_context(context)
{
}

CanvasClipboard::~CanvasClipboard() = default;

bool CanvasClipboard::copy() const
{
    const QStringList ids = m_context.selection().nodeList();
    if (ids.isEmpty()) {
        return false;
    }
    const QByteArray json = workflow::toJson(workflow::copyOf(m_context.workflow(), ids));
    auto* data = new QMimeData; // owned by the clipboard
    data->setData(workflow::fragmentMimeType, json);
    data->setText(QString::fromUtf8(json));
    QGuiApplication::clipboard()->setMimeData(data);
    m_context.announce(tr("Copied %1.").arg(countedNodes(ids.size())));
    return true;
}

bool CanvasClipboard::cut()
{
    if (!copy()) {
        return false;
    }
    const QStringList ids = m_context.selection().nodeList();
    m_context.perform(edits::removeItems(m_context.workflow(), ids),
                      tr("Cut %1").arg(countedNodes(ids.size())));
    return true;
}

bool CanvasClipboard::paste()
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    const bool used = data && insert(*data, m_context.pointer);
    if (!used) {
        m_context.announce(tr("There is nothing to paste."));
    }
    return used;
}

void CanvasClipboard::duplicate(bool withInputs)
{
    const QStringList ids = m_context.selection().nodeList();
    const Fragment fragment = workflow::copyOf(m_context.workflow(), ids, withInputs);
    if (fragment.isEmpty()) {
        return;
    }
    m_context.performInsertion(
        workflow::pasteEdit(m_context.workflow(), fragment, placeBeside(fragment)),
        tr("Duplicate %1").arg(countedNodes(ids.size())));
}

bool CanvasClipboard::canInsert(const QMimeData& data)
{
    const QList<QUrl> urls = data.urls();
    return data.hasFormat(workflow::fragmentMimeType) || offersPictures(data) ||
           std::any_of(urls.begin(), urls.end(), isWorkflowFile) ||
           (urls.isEmpty() && data.hasText() && !data.text().trimmed().isEmpty());
}

bool CanvasClipboard::insert(const QMimeData& data, std::optional<QPointF> view)
{
    if (data.hasFormat(workflow::fragmentMimeType)) {
        return insertFragment(data.data(workflow::fragmentMimeType), view);
    }
    const QList<QUrl> urls = data.urls();
    const auto workflowFile = std::find_if(urls.begin(), urls.end(), isWorkflowFile);
    if (workflowFile != urls.end()) {
        emit workflowFileDropped(workflowFile->toLocalFile());
        return true;
    }
    if (offersPictures(data)) {
        insertPictures(picturesIn(data), view.value_or(m_context.pointerOrMiddle()));
        return true;
    }
    if (!urls.isEmpty()) {
        m_context.announce(
            tr("Only pictures (PNG, JPEG, WebP) and workflow files can be dropped here."));
        return false;
    }
    return data.hasText() && insertText(data.text(), view);
}

bool CanvasClipboard::insertText(const QString& text, std::optional<QPointF> view)
{
    if (text.trimmed().isEmpty()) {
        return false;
    }
    if (looksLikeJson(text)) {
        return insertFragment(text.toUtf8(), view);
    }
    addNodeAt(m_context, NodeKind::Prompt, view.value_or(m_context.pointerOrMiddle()),
              {{workflow::keys::prompt, text}});
    return true;
}

/// True also when it was refused: the sentence is the answer.
bool CanvasClipboard::insertFragment(const QByteArray& json, std::optional<QPointF> view)
{
    const auto fragment = workflow::fragmentFromJson(json);
    if (!fragment || fragment->isEmpty()) {
        m_context.announce(
            fragment
                ? tr("There is no node in what was pasted.")
                : tr("What was pasted is no part of a workflow. %1").arg(fragment.error().message));
        return true;
    }
    const QPointF place = view ? m_context.toWorld(*view) : placeBeside(*fragment);
    m_context.performInsertion(
        workflow::pasteEdit(m_context.workflow(), *fragment,
                            m_context.snapsToGrid() ? onGrid(place) : QPointF(place.toPoint())),
        tr("Paste %1").arg(countedNodes(static_cast<qsizetype>(fragment->nodes.size()))));
    return true;
}

QPointF CanvasClipboard::placeBeside(const Fragment& fragment) const
{
    QPointF place = topLeftOf(fragment) + QPointF(beside, beside);
    const auto& nodes = m_context.workflow().nodes();
    const auto isTaken = [&nodes](QPointF point) {
        return std::any_of(nodes.begin(), nodes.end(),
                           [point](const workflow::Node& node) { return node.position == point; });
    };
    // Pasting twice gives two copies that are both seen.
    while (isTaken(place)) {
        place += QPointF(beside, beside);
    }
    return place;
}

void CanvasClipboard::insertPictures(std::vector<OfferedPicture> pictures, QPointF view)
{
    const QString onNode = pictures.size() == 1 ? imageNodeAt(view) : QString();
    const QPointF world = m_context.toWorld(view);
    auto job = base::makePoolJob<std::vector<Prepared>>(
        [pictures = std::move(pictures)] { return prepare(pictures); });
    PictureJob* running = job.get();
    connect(running, &base::Job::finished, this, [this, running, world, onNode] {
        place(*running->result(), world, onNode);
        std::erase_if(m_jobs, [running](const auto& each) { return each.get() == running; });
    });
    m_jobs.push_back(std::move(job));
    running->start();
}

/// Any thread: large pictures take long to be read and scaled.
base::Result<std::vector<CanvasClipboard::Prepared>>
CanvasClipboard::prepare(const std::vector<OfferedPicture>& pictures)
{
    std::vector<Prepared> result;
    for (const OfferedPicture& picture : pictures) {
        const auto image = picture.path.isEmpty() ? llm::prepareImage(picture.bytes, picture.name)
                                                  : llm::loadImage(picture.path);
        if (image) {
            result.push_back(
                {picture.name,
                 workflow::patchForImage(image->bytes, picture.name, sizeOf(image->bytes)),
                 {}});
        } else {
            result.push_back({picture.name, {}, image.error().message});
        }
    }
    return result;
}

QString CanvasClipboard::imageNodeAt(QPointF view) const
{
    const CanvasHit hit = m_context.canvas.hitTest(view);
    const bool isImage = hit.node >= 0 && m_context.node(hit.node).kind == NodeKind::Image;
    return isImage ? m_context.node(hit.node).id : QString();
}

/// All of one drop are one step.
void CanvasClipboard::place(const std::vector<Prepared>& pictures, QPointF world,
                            const QString& onNode)
{
    Fragment fragment;
    QPointF corner = world;
    for (const Prepared& picture : pictures) {
        if (!picture.problem.isEmpty()) {
            m_context.announce(picture.problem);
            continue;
        }
        if (m_context.workflow().node(onNode)) {
            m_context.perform(edits::setData(m_context.workflow(), onNode, picture.data),
                              tr("Replace picture"));
            return;
        }
        QJsonObject data;
        for (auto each = picture.data.begin(); each != picture.data.end(); ++each) {
            if (!each->isUndefined()) {
                data.insert(each.key(), *each);
            }
        }
        workflow::Node node = edits::addNode(m_context.workflow(), NodeKind::Image, corner, data)
                                  .nodes.inserted.front()
                                  .item;
        // Only unlike each other until they are put in, where they get new ones.
        node.id += QLatin1Char('.') + QString::number(fragment.nodes.size());
        node.groupId.clear();
        corner += QPointF(beside, beside);
        fragment.nodes.push_back(std::move(node));
    }
    if (fragment.isEmpty()) {
        return;
    }
    const QSizeF size = fragment.nodes.front().size;
    m_context.performInsertion(
        workflow::pasteEdit(m_context.workflow(), fragment,
                            (world - QPointF(size.width(), size.height()) / 2).toPoint()),
        addStepName(NodeKind::Image));
}

} // namespace plantain::ui
