// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "ui/panels/NodePage.h"
#include "ui/widgets/PictureOffer.h"

#include <memory>

namespace plantain::ui {

namespace Ui {
class ImagePage;
}

/// The page of an Image: the picture, and ways to get another one.
class ImagePage : public NodePage
{
    Q_OBJECT

public:
    explicit ImagePage(const EditorServices& services, QWidget* parent = nullptr);
    ~ImagePage() override;

    QWidget* firstField() const override;

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showNode(const workflow::Node& node) override;

private:
    /// A picture ready to be kept in a node.
    using PictureJob = base::ResultJob<workflow::DataPatch>;

    void chooseFile();
    void paste();
    void takeFrom(const QMimeData& offered);
    void load(const OfferedPicture& picture);
    void showFacts(const workflow::ImageSource& source);
    void showProblem(const QString& problem);

    base::JobPtr<PictureJob> m_job;
    QString m_problemOf; ///< the node that the shown problem belongs to

    std::unique_ptr<Ui::ImagePage> m_ui;
};

} // namespace plantain::ui
