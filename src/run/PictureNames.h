// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/workflow/WorkflowEdit.h"

#include <QHash>
#include <QObject>

#include <unordered_map>

namespace plantain::run {

/// What the pictures of nodes are told apart by (pictureName), kept because a name is made of a
/// whole picture.
class PictureNames : public QObject
{
    Q_OBJECT

public:
    /// Embedded pictures with a longer data URL are not named in passing, characters.
    static constexpr qsizetype large = qsizetype(1024) * 1024;

    /// Named now if need be; empty without a picture.
    QByteArray nameOf(const workflow::Node& node);
    /// Names it when that is quick. False: a worker thread does it, and `named` follows.
    bool nameSoon(const workflow::Node& node);

    void forget(const workflow::WorkflowEdit& edit);
    void forgetAll();

signals:
    void named(const QString& nodeId);

private:
    using NameJob = base::ResultJob<QByteArray>;

    void forget(const QString& nodeId);

    QHash<QString, QByteArray> m_names;
    std::unordered_map<QString, base::JobPtr<NameJob>> m_jobs;
};

} // namespace plantain::run
