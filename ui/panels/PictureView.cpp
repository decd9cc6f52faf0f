// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/PictureView.h"

#include "src/base/PoolJob.h"
#include "ui/canvas/Thumbnails.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

#include <QPainterPath>

namespace plantain::ui {

namespace {

constexpr int placeHolderSize = 20;

/// Any thread.
base::Result<QImage> decoded(const workflow::ImageSource& source, const QString& folder,
                             const QSize& size)
{
    const Thumbnail thumbnail =
        readThumbnail(source, folder, std::max(size.width(), size.height()));
    if (!thumbnail.problem.isEmpty()) {
        return base::Error{base::ErrorKind::InvalidInput, thumbnail.problem, {}, {}};
    }
    return thumbnail.image;
}

} // namespace

PictureView::PictureView(QWidget* parent)
    : QWidget(parent)
{
}

void PictureView::setPicture(const workflow::ImageSource& source, const QString& folder)
{
    if (m_source == source && m_folder == folder) {
        return;
    }
    m_source = source;
    m_folder = folder;
    m_picture = {};
    m_loadedFor = {};
    setAccessibleName(source.name);
    update();
    load();
}

QSize PictureView::wantedSize() const
{
    return size() * devicePixelRatioF();
}

void PictureView::load()
{
    m_job.reset();
    if (m_source.isEmpty() || size().isEmpty()) {
        return;
    }
    m_loadedFor = wantedSize();
    m_job = base::makePoolJob<QImage>([source = m_source, folder = m_folder, size = m_loadedFor] {
        return decoded(source, folder, size);
    });
    connect(m_job.get(), &base::Job::finished, this, [this] {
        const auto result = m_job->result();
        m_job.reset();
        m_picture = result ? *result : QImage();
        update();
        emit loaded(result ? QString() : result.error().message);
    });
    m_job->start();
}

void PictureView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const QSize wanted = wantedSize();
    if (wanted.width() > m_loadedFor.width() || wanted.height() > m_loadedFor.height()) {
        load();
    }
}

void PictureView::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    if (m_picture.isNull()) {
        painter.setPen(theme::color(theme::ColorRole::Line));
        painter.setBrush(theme::color(theme::ColorRole::Surface3));
        painter.drawRoundedRect(frame, theme::controlRadius, theme::controlRadius);
        QRectF icon(0, 0, placeHolderSize, placeHolderSize);
        icon.moveCenter(frame.center());
        theme::paintIcon(painter, icon, theme::Icon::Image, theme::color(theme::ColorRole::Faint));
        return;
    }
    const QSizeF most = frame.size();
    QSizeF shown = QSizeF(m_picture.size()) / devicePixelRatioF();
    if (shown.width() > most.width() || shown.height() > most.height()) {
        shown.scale(most, Qt::KeepAspectRatio);
    }
    QRectF target(QPointF(), shown);
    target.moveCenter(frame.center());
    QPainterPath shape;
    shape.addRoundedRect(target, theme::controlRadius, theme::controlRadius);
    painter.setClipPath(shape);
    painter.drawImage(target, m_picture);
}

} // namespace plantain::ui
