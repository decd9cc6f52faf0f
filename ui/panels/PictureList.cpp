// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/PictureList.h"

#include "ui/panels/NodeLinks.h"
#include "ui/panels/PictureView.h"
#include "ui/panels/SaveText.h"
#include "ui/theme/Icons.h"

#include <QMessageBox>
#include <QToolButton>

namespace plantain::ui {

namespace {

constexpr QSize thumbnail{40, 40};
constexpr int longestName = 190; ///< px

} // namespace

QList<PictureLink> picturesOf(const workflow::Workflow& workflow, int nodeIndex)
{
    QList<PictureLink> pictures;
    const auto links = sourcesOf(workflow, nodeIndex, workflow::PortType::Image);
    for (const NodeLink& link : links) {
        const workflow::ImageSource picture = workflow::imageOf(*workflow.node(link.id));
        if (!picture.isEmpty()) {
            pictures << PictureLink{link.id, picture};
        }
    }
    return pictures;
}

PictureList::PictureList(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(6);
    hide();
}

void PictureList::showPictures(const QList<PictureLink>& pictures, const QString& folder,
                               bool savable)
{
    if (m_pictures == pictures && m_folder == folder) {
        return;
    }
    m_pictures = pictures;
    m_folder = folder;
    const auto old = findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget* row : old) {
        row->hide();
        row->setParent(nullptr);
        row->deleteLater();
    }
    for (const PictureLink& link : pictures) {
        m_rows->addWidget(makeRow(link, folder, savable));
    }
    setVisible(!pictures.isEmpty());
}

QWidget* PictureList::makeRow(const PictureLink& link, const QString& folder, bool savable)
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* view = new PictureView(row);
    view->setFixedSize(thumbnail);
    view->setPicture(link.picture, folder);
    auto* name = new QPushButton(row);
    name->setObjectName(QStringLiteral("picture_") + link.nodeId);
    name->setProperty("kind", QStringLiteral("link"));
    name->setAutoDefault(false);
    const QString title = link.picture.name.isEmpty() ? tr("Image") : link.picture.name;
    name->setText(name->fontMetrics().elidedText(title, Qt::ElideMiddle, longestName));
    name->setAccessibleName(tr("Picture %1").arg(title));
    name->setToolTip(tr("Show the node of “%1”").arg(title));
    connect(name, &QPushButton::clicked, this, [this, id = link.nodeId] { emit pressed(id); });
    auto* size = new QLabel(row);
    size->setProperty("role", QStringLiteral("faint"));
    if (link.picture.size.isValid()) {
        size->setText(tr("%1 × %2").arg(link.picture.size.width()).arg(link.picture.size.height()));
    }
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(name, 0, Qt::AlignLeft);
    texts->addWidget(size);
    size->setContentsMargins(4, 0, 0, 0);
    layout->addWidget(view);
    layout->addLayout(texts, 1);
    if (savable) {
        auto* button = new QToolButton(row);
        button->setObjectName(QStringLiteral("savePicture_") + link.nodeId);
        button->setIcon(theme::icon(theme::Icon::Save));
        button->setIconSize({16, 16});
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(tr("Save %1").arg(title));
        button->setToolTip(tr("Save as…"));
        connect(button, &QToolButton::clicked, this,
                [this, picture = link.picture, folder] { save(picture, folder); });
        layout->addWidget(button);
    }
    return row;
}

void PictureList::save(const workflow::ImageSource& picture, const QString& folder)
{
    const auto bytes = workflow::readImage(picture, folder);
    if (bytes) {
        savePictureAs(*this, picture.name, *bytes);
        return;
    }
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Save as"), bytes.error().message,
                                QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace plantain::ui
