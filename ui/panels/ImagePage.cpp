// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ImagePage.h"

#include "src/base/PoolJob.h"
#include "src/llm/ImageInput.h"
#include "src/workflow/Edits.h"
#include "ui_ImagePage.h"

#include <QBuffer>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImageReader>
#include <QMimeData>

namespace plantain::ui {

namespace {

namespace keys = workflow::keys;

QSize sizeOf(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return QImageReader(&buffer).size();
}

/// Any thread: large pictures take long to be read and scaled.
base::Result<workflow::DataPatch> patchOf(const OfferedPicture& picture)
{
    const auto image = picture.path.isEmpty() ? llm::prepareImage(picture.bytes, picture.name)
                                              : llm::loadImage(picture.path);
    if (!image) {
        return image.error();
    }
    return workflow::patchForImage(image->bytes, picture.name, sizeOf(image->bytes));
}

} // namespace

ImagePage::ImagePage(const EditorServices& services, QWidget* parent)
    : NodePage(services, parent)
    , m_ui(std::make_unique<Ui::ImagePage>())
{
    m_ui->setupUi(this);
    m_ui->problemLabel->hide();
    setAcceptDrops(true);
    bindCommon(*m_ui->header, *m_ui->common);
    connect(m_ui->chooseButton, &QPushButton::clicked, this, &ImagePage::chooseFile);
    connect(m_ui->pasteButton, &QPushButton::clicked, this, &ImagePage::paste);
    connect(m_ui->clearButton, &QPushButton::clicked, this, [this] {
        const QJsonValue nothing(QJsonValue::Undefined);
        change({{keys::image, QJsonValue::Null},
                {keys::imageRef, nothing},
                {keys::filename, QJsonValue::Null},
                {keys::dimensions, QJsonValue::Null}},
               tr("Remove the picture of %1"));
    });
    connect(m_ui->picture, &PictureView::loaded, this, &ImagePage::showProblem);
    const auto showPaste = [this] {
        const QMimeData* offered = QGuiApplication::clipboard()->mimeData();
        const bool can = offered && offersPictures(*offered);
        m_ui->pasteButton->setEnabled(can);
        m_ui->pasteButton->setToolTip(can ? tr("Paste a picture (Ctrl+V)")
                                          : tr("There is no picture on the clipboard."));
    };
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, showPaste);
    showPaste();
}

ImagePage::~ImagePage() = default;

QWidget* ImagePage::firstField() const
{
    return m_ui->chooseButton;
}

void ImagePage::showNode(const workflow::Node& node)
{
    if (m_problemOf != node.id) {
        m_problemOf = node.id;
        showProblem({});
    }
    const workflow::ImageSource source = workflow::imageOf(node);
    m_ui->picture->setPicture(source, services().document.folder());
    m_ui->clearButton->setEnabled(!source.isEmpty());
    showFacts(source);
}

void ImagePage::showFacts(const workflow::ImageSource& source)
{
    QString facts;
    if (!source.isEmpty()) {
        facts = source.size.isValid()
                    ? tr("%1 × %2").arg(source.size.width()).arg(source.size.height())
                    : QString();
        facts += source.dataUrl.isString() ? tr(" · in the workflow's file")
                                           : tr(" · beside the workflow's file");
    }
    m_ui->nameLabel->setText(source.isEmpty() ? tr("No picture yet. Choose, paste or drop one.")
                                              : source.name);
    m_ui->factsLabel->setText(facts.startsWith(QLatin1String(" · ")) ? facts.mid(3) : facts);
}

void ImagePage::showProblem(const QString& problem)
{
    m_ui->problemLabel->setText(problem);
    m_ui->problemLabel->setVisible(!problem.isEmpty());
}

void ImagePage::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Choose a picture"), QString(), pictureFilter());
    dialog->setObjectName(QStringLiteral("pictureDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { load(pictureFile(path)); });
    dialog->open();
}

void ImagePage::paste()
{
    if (const QMimeData* offered = QGuiApplication::clipboard()->mimeData()) {
        takeFrom(*offered);
    }
}

void ImagePage::takeFrom(const QMimeData& offered)
{
    const std::vector<OfferedPicture> pictures = picturesIn(offered);
    if (!pictures.empty()) {
        load(pictures.front());
    }
}

/// The node that was shown when it began gets the picture, whatever is shown when it ends.
void ImagePage::load(const OfferedPicture& picture)
{
    m_job = base::makePoolJob<workflow::DataPatch>([picture] { return patchOf(picture); });
    connect(m_job.get(), &base::Job::finished, this, [this, id = nodeId()] {
        const auto result = m_job->result();
        m_job.reset();
        if (result) {
            perform(workflow::edits::setData(workflow(), id, *result), tr("Choose a picture"));
        }
        if (id == nodeId()) {
            showProblem(result ? QString() : result.error().message);
        }
    });
    m_job->start();
}

void ImagePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (offersPictures(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void ImagePage::dropEvent(QDropEvent* event)
{
    takeFrom(*event->mimeData());
    event->acceptProposedAction();
}

void ImagePage::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste) && m_ui->pasteButton->isEnabled()) {
        paste();
        return;
    }
    NodePage::keyPressEvent(event);
}

} // namespace plantain::ui
