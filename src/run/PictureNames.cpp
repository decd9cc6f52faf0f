// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/PictureNames.h"

#include "src/base/PoolJob.h"
#include "src/run/ResultKey.h"

namespace plantain::run {

using workflow::Node;

namespace {

QByteArray nameFor(const workflow::ImageSource& picture)
{
    return picture.isEmpty() ? QByteArray() : pictureName(picture);
}

bool changesPicture(const workflow::DataPatch& patch)
{
    return patch.contains(workflow::keys::image) || patch.contains(workflow::keys::imageRef);
}

} // namespace

QByteArray PictureNames::nameOf(const Node& node)
{
    const auto known = m_names.constFind(node.id);
    if (known != m_names.constEnd()) {
        return *known;
    }
    return *m_names.insert(node.id, nameFor(workflow::imageOf(node)));
}

bool PictureNames::nameSoon(const Node& node)
{
    if (m_names.contains(node.id)) {
        return true;
    }
    const workflow::ImageSource picture = workflow::imageOf(node);
    if (picture.dataUrl.toString().size() <= large) {
        nameOf(node);
        return true;
    }
    if (m_jobs.contains(node.id)) {
        return false;
    }
    auto job = base::makePoolJob<QByteArray>([picture] { return nameFor(picture); });
    NameJob* const started = job.get();
    connect(started, &base::Job::finished, this, [this, started, id = node.id] {
        m_names.insert(id, *started->result());
        m_jobs.erase(id);
        emit named(id);
    });
    m_jobs.insert_or_assign(node.id, std::move(job));
    started->start();
    return false;
}

void PictureNames::forget(const workflow::WorkflowEdit& edit)
{
    for (const auto& placed : edit.nodes.removed) {
        forget(placed.item.id);
    }
    for (const auto& update : edit.updates) {
        if (changesPicture(update.after.data)) {
            forget(update.id);
        }
    }
}

void PictureNames::forget(const QString& nodeId)
{
    m_names.remove(nodeId);
    m_jobs.erase(nodeId);
}

void PictureNames::forgetAll()
{
    m_names.clear();
    m_jobs.clear();
}

} // namespace plantain::run
