// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/workflow/Fragment.h"
#include "ui/canvas/CanvasContext.h"
#include "ui/widgets/PictureOffer.h"

#include <QObject>

#include <memory>
#include <vector>

class QMimeData;

namespace plantain::ui {

/// What leaves the canvas and comes to it: nodes with their wires, pictures, texts, by clipboard
/// and by drop, also from other windows and programs. What cannot be used is announced, never a
/// crash.
class CanvasClipboard : public QObject
{
    Q_OBJECT

public:
    explicit CanvasClipboard(const CanvasContext& context);
    ~CanvasClipboard() override;

    /// False when nothing is selected.
    bool copy() const;
    bool cut();
    /// At the pointer, else a little beside where the nodes came from.
    bool paste();
    /// `withInputs`: wires that come from outside are kept.
    void duplicate(bool withInputs);

    static bool canInsert(const QMimeData& data);
    /// See CanvasInput::insert. Empty `view`: beside the original.
    bool insert(const QMimeData& data, std::optional<QPointF> view);

signals:
    void workflowFileDropped(const QString& path);

private:
    /// A picture ready to be kept in a node, or why not.
    struct Prepared {
        QString name;
        workflow::DataPatch data;
        QString problem;
    };
    using PictureJob = base::ResultJob<std::vector<Prepared>>;

    static base::Result<std::vector<Prepared>> prepare(const std::vector<OfferedPicture>& pictures);
    bool insertFragment(const QByteArray& json, std::optional<QPointF> view);
    bool insertText(const QString& text, std::optional<QPointF> view);
    void insertPictures(std::vector<OfferedPicture> pictures, QPointF view);
    void place(const std::vector<Prepared>& pictures, QPointF world, const QString& onNode);
    QString imageNodeAt(QPointF view) const;
    QPointF placeBeside(const workflow::Fragment& fragment) const;

    const CanvasContext& m_context;
    std::vector<base::JobPtr<PictureJob>> m_jobs;
};

} // namespace plantain::ui
