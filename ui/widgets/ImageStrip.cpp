// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ImageStrip.h"

#include "src/llm/ImageInput.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

#include <QBuffer>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QImageReader>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr int tile = 48;

/// One picture: a press, Delete or Backspace takes it away.
class Thumbnail final : public QPushButton
{
public:
    Thumbnail(const llm::Image& image, int index, QWidget* parent)
        : QPushButton(parent)
    {
        QBuffer bytes;
        bytes.setData(image.bytes);
        bytes.open(QIODevice::ReadOnly);
        QImageReader reader(&bytes);
        const QSize size = reader.size();
        const int side = static_cast<int>(tile * devicePixelRatioF());
        reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatioByExpanding));
        m_picture = reader.read();
        setProperty("thumbnail", true);
        setObjectName(QStringLiteral("removeImage_%1").arg(index));
        setAccessibleName(ImageStrip::tr("Remove image %1").arg(image.name));
        setToolTip(ImageStrip::tr("%1, %2 × %3\nPress to remove")
                       .arg(image.name)
                       .arg(size.width())
                       .arg(size.height()));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
        QPainterPath shape;
        shape.addRoundedRect(frame, theme::controlRadius, theme::controlRadius);
        painter.setClipPath(shape);
        QRectF target(QPointF(), QSizeF(m_picture.size()) / devicePixelRatioF());
        target.moveCenter(frame.center());
        painter.drawImage(target, m_picture);
        if (underMouse() || hasFocus()) {
            const QRectF corner(width() - 19, 3, 16, 16);
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme::color(theme::ColorRole::Surface1));
            painter.drawEllipse(corner);
            theme::paintIcon(painter, corner.adjusted(2, 2, -2, -2), theme::Icon::Close,
                             theme::color(theme::ColorRole::Text));
        }
        painter.setClipping(false);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(hasFocus() ? QPen(theme::color(theme::ColorRole::Focus), 2)
                                  : QPen(theme::color(theme::ColorRole::Control), 1));
        painter.drawPath(shape);
    }
    void enterEvent(QEnterEvent* event) override
    {
        QPushButton::enterEvent(event);
        update();
    }

private:
    QImage m_picture;
};

QLabel* makeLine(QWidget* parent, const char* role)
{
    auto* label = new QLabel(parent);
    label->setProperty("role", QLatin1String(role));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    return label;
}

QByteArray pngOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

ImageStrip::ImageStrip(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout)
    , m_add(new QPushButton(tr("Add images…"), this))
    , m_note(makeLine(this, "faint"))
    , m_error(makeLine(this, "error"))
{
    auto* label = new QLabel(tr("Images"), this);
    label->setProperty("role", QStringLiteral("dim"));
    m_add->setObjectName(QStringLiteral("addImageButton"));
    m_add->setProperty("kind", QStringLiteral("link"));
    m_add->setAutoDefault(false);
    m_error->setObjectName(QStringLiteral("imageError"));
    m_note->setText(tr("This model takes no images. They are not sent."));
    auto* header = new QHBoxLayout;
    header->addWidget(label);
    header->addStretch();
    header->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(header);
    column->addLayout(m_grid);
    column->addWidget(m_note);
    column->addWidget(m_error);
    m_grid->setSpacing(theme::gap);
    m_grid->setAlignment(Qt::AlignLeft);
    setAcceptDrops(true);
    setFocusProxy(m_add);
    setTakenByModel(true);
    connect(m_add, &QPushButton::clicked, this, &ImageStrip::chooseFiles);
}

bool ImageStrip::offersImages(const QMimeData& data)
{
    if (data.hasImage()) {
        return true;
    }
    const QList<QUrl> urls = data.urls();
    return std::any_of(urls.begin(), urls.end(), [](const QUrl& url) {
        static const QStringList endings{QStringLiteral(".png"), QStringLiteral(".jpg"),
                                         QStringLiteral(".jpeg"), QStringLiteral(".webp")};
        return url.isLocalFile() &&
               std::any_of(endings.begin(), endings.end(), [&url](const QString& ending) {
                   return url.path().endsWith(ending, Qt::CaseInsensitive);
               });
    });
}

void ImageStrip::addFiles(const QStringList& paths)
{
    m_errors.clear();
    for (const QString& path : paths) {
        add(llm::loadImage(path));
    }
    rebuild();
}

void ImageStrip::addFrom(const QMimeData& source)
{
    QStringList files;
    const QList<QUrl> urls = source.urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            files << url.toLocalFile();
        }
    }
    if (!files.isEmpty()) {
        addFiles(files);
        return;
    }
    m_errors.clear();
    const auto image = qvariant_cast<QImage>(source.imageData());
    add(llm::prepareImage(pngOf(image), tr("Pasted image %1").arg(m_images.size() + 1)));
    rebuild();
}

void ImageStrip::clear()
{
    m_images.clear();
    m_errors.clear();
    rebuild();
}

void ImageStrip::setTakenByModel(bool taken)
{
    m_taken = taken;
    m_note->setVisible(!taken && !m_images.isEmpty());
    m_add->setEnabled(taken);
    m_add->setToolTip(taken ? tr("PNG, JPEG or WebP. Pictures can be pasted and dropped too.")
                            : tr("This model takes no images."));
}

void ImageStrip::chooseFiles()
{
    auto* dialog = new QFileDialog(this, tr("Add images"), QString(),
                                   tr("Images (*.png *.jpg *.jpeg *.webp)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &ImageStrip::addFiles);
    dialog->open();
}

void ImageStrip::add(const base::Result<llm::Image>& image)
{
    if (image) {
        m_images << *image;
        return;
    }
    m_errors << image.error().message;
}

void ImageStrip::remove(int index)
{
    m_images.removeAt(index);
    m_errors.clear();
    rebuild();
    const auto last = static_cast<int>(m_thumbnails.size()) - 1;
    QPushButton* next = last < 0 ? m_add : m_thumbnails.at(std::min(index, last));
    next->setFocus(Qt::OtherFocusReason);
}

void ImageStrip::rebuild()
{
    for (QPushButton* thumbnail : std::as_const(m_thumbnails)) {
        // It may be the one that was pressed: it cannot go at once, but nobody may find it any
        // more.
        thumbnail->setObjectName({});
        thumbnail->hide();
        thumbnail->deleteLater();
    }
    m_thumbnails.clear();
    QWidget* before = m_add;
    for (int i = 0; i < m_images.size(); ++i) {
        auto* thumbnail = new Thumbnail(m_images.at(i), i, this);
        connect(thumbnail, &QPushButton::clicked, this, [this, i] { remove(i); });
        m_thumbnails << thumbnail;
        setTabOrder(before, thumbnail);
        before = thumbnail;
    }
    placeThumbnails();
    m_error->setText(m_errors.join(QLatin1Char('\n')));
    m_error->setVisible(!m_errors.isEmpty());
    m_note->setVisible(!m_taken && !m_images.isEmpty());
    emit changed();
}

void ImageStrip::placeThumbnails()
{
    const int columns = std::max(1, (width() + theme::gap) / (tile + theme::gap));
    for (int i = 0; i < m_thumbnails.size(); ++i) {
        m_grid->addWidget(m_thumbnails.at(i), i / columns, i % columns);
        m_thumbnails.at(i)->show();
    }
}

void ImageStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeThumbnails();
}

void ImageStrip::dragEnterEvent(QDragEnterEvent* event)
{
    if (offersImages(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void ImageStrip::dropEvent(QDropEvent* event)
{
    addFrom(*event->mimeData());
    event->acceptProposedAction();
}

void ImageStrip::keyPressEvent(QKeyEvent* event)
{
    const auto index =
        static_cast<int>(m_thumbnails.indexOf(qobject_cast<QPushButton*>(focusWidget())));
    const bool removes = event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace;
    if (removes && index >= 0) {
        remove(index);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace plantain::ui
