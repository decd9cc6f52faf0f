// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProjectPage.h"

#include "ui/project_setup/SetupCard.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Words.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace plantain::ui {

using namespace std::chrono_literals;
using base::Error;
using base::ErrorKind;

namespace {

constexpr int longestName = 120;

qint64 sizeOf(const QList<workflow::ImageSource>& pictures, const QString& folder)
{
    qint64 bytes = 0;
    for (const workflow::ImageSource& picture : pictures) {
        const auto read = workflow::readImage(picture, folder);
        bytes += read ? read->size() : 0;
    }
    return bytes;
}

} // namespace

ProjectPage::ProjectPage(QWidget* parent)
    : SetupPage(parent)
    , m_name(new QLineEdit)
    , m_directory(new QLineEdit)
    , m_browse(new QPushButton(tr("Browse…")))
    , m_embed(new QCheckBox(tr("Embed images in the workflow file")))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::pagePadding, 16, theme::pagePadding, 16);
    layout->setSpacing(theme::wideGap);
    buildProject();
    buildPictures();
    layout->addStretch();
    connect(&m_check, &LiveCheck::changed, this, &ProjectPage::showCheck);
    connect(m_browse, &QPushButton::clicked, this, &ProjectPage::browse);
    connect(m_embed, &QCheckBox::toggled, this, [this] {
        showPlaces();
        emit edited();
    });
}

void ProjectPage::buildProject()
{
    auto* card = new SetupCard(tr("Project"));
    m_name->setObjectName(QStringLiteral("projectNameEdit"));
    m_name->setPlaceholderText(tr("my-project"));
    m_name->setMaxLength(longestName);
    m_directory->setObjectName(QStringLiteral("projectDirectoryEdit"));
    m_directory->setPlaceholderText(QDir::home().filePath(tr("projects")));
    m_browse->setObjectName(QStringLiteral("browseDirectoryButton"));
    m_browse->setAutoDefault(false);
    m_browse->setAccessibleName(tr("Browse for the directory"));
    card->addRow(tr("Name"), m_name, true);
    m_nameError = card->addLine(QStringLiteral("projectNameError"), QStringLiteral("error"));
    card->addRow(tr("Directory"), m_directory, true, m_browse);
    m_directoryError =
        card->addLine(QStringLiteral("projectDirectoryError"), QStringLiteral("error"));
    m_checking = card->addLine(QStringLiteral("projectChecking"), QStringLiteral("faint"));
    layout()->addWidget(card);
    const auto recheck = [this] {
        checkDirectory();
        showPlaces();
    };
    connect(m_name, &QLineEdit::textChanged, this, recheck);
    connect(m_directory, &QLineEdit::textChanged, this, recheck);
    watch(*m_name, *m_nameError);
    watch(*m_directory, *m_directoryError);
}

void ProjectPage::buildPictures()
{
    auto* files = new SetupCard(tr("What will be written"));
    m_places = new QLabel;
    m_places->setObjectName(QStringLiteral("placesLabel"));
    m_places->setWordWrap(true);
    files->addWide(m_places);
    layout()->addWidget(files);
    auto* card = new SetupCard(tr("Images"));
    m_embed->setObjectName(QStringLiteral("embedImagesBox"));
    m_cost = new QLabel;
    m_cost->setObjectName(QStringLiteral("embedCostLabel"));
    m_cost->setProperty("role", QStringLiteral("faint"));
    m_cost->setWordWrap(true);
    card->addWide(m_embed);
    card->addWide(m_cost);
    layout()->addWidget(card);
}

void ProjectPage::setContext(const ProjectContext& context, DirectoryCheck check)
{
    m_context = context;
    m_lookAt = std::move(check);
    measurePictures();
}

QWidget* ProjectPage::firstField() const
{
    return m_name;
}

void ProjectPage::load(const ProjectDraft& draft)
{
    m_name->setText(draft.project.name);
    m_directory->setText(QDir::toNativeSeparators(draft.project.directory));
    m_embed->setChecked(draft.project.embedImages);
    m_nameError->hide();
    m_directoryError->hide();
    checkDirectory();
    showPlaces();
}

ProjectFacts ProjectPage::facts() const
{
    const QString directory = QDir::fromNativeSeparators(m_directory->text().trimmed());
    return {m_name->text().trimmed(), directory.isEmpty() ? QString() : QDir::cleanPath(directory),
            m_embed->isChecked()};
}

void ProjectPage::store(ProjectDraft& draft) const
{
    draft.project = facts();
}

bool ProjectPage::isAsked() const
{
    const ProjectFacts now = facts();
    return m_context.mode == SetupMode::NewProject || now.name != m_context.facts.name ||
           now.directory != m_context.facts.directory;
}

QString ProjectPage::nameProblem() const
{
    return facts().fileName().isEmpty() ? tr("Give the project a name.") : QString();
}

QString ProjectPage::directoryProblem() const
{
    const QString directory = facts().directory;
    if (directory.isEmpty()) {
        return tr("Choose the directory that the project is kept in.");
    }
    if (!QDir::isAbsolutePath(directory)) {
        return tr("Enter the whole path, such as %1.").arg(QDir::home().filePath(tr("projects")));
    }
    return m_check.error() ? m_check.error()->message : QString();
}

QList<SetupProblem> ProjectPage::problems() const
{
    QList<SetupProblem> found;
    if (!isAsked()) {
        return found;
    }
    if (const QString text = nameProblem(); !text.isEmpty()) {
        found << SetupProblem{m_name, m_nameError, text};
    }
    if (const QString text = directoryProblem(); !text.isEmpty()) {
        found << SetupProblem{m_directory, m_directoryError, text};
    }
    return found;
}

void ProjectPage::checkDirectory()
{
    const ProjectFacts now = facts();
    if (!isAsked() || !QDir::isAbsolutePath(now.directory)) {
        m_check.clear();
        return;
    }
    const QString file = now.filePath();
    const QString newFile = file == m_context.file ? QString() : file;
    m_check.start([lookAt = m_lookAt, directory = now.directory,
                   newFile] { return lookAt(directory, newFile); },
                  Error{ErrorKind::Timeout,
                        tr("This directory does not answer. Is its disk connected?"),
                        {},
                        {}});
}

void ProjectPage::showCheck()
{
    m_checking->setText(tr("Checking…"));
    m_checking->setVisible(m_check.isRunning());
    // Said at once: it was found without another key.
    if (m_check.error() && isAsked()) {
        m_directoryError->setText(m_check.error()->message);
        m_directoryError->show();
    }
    emit edited();
}

void ProjectPage::browse()
{
    auto* dialog = new QFileDialog(this, tr("Directory of the project"));
    dialog->setObjectName(QStringLiteral("browseDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    if (const QString directory = facts().directory; QDir::isAbsolutePath(directory)) {
        dialog->setDirectory(directory);
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& chosen) {
        m_directory->setText(QDir::toNativeSeparators(chosen));
        m_directory->setFocus();
    });
    dialog->open();
}

void ProjectPage::showPlaces()
{
    const ProjectFacts now = facts();
    const QString file = isAsked() ? now.filePath() : m_context.file;
    if (file.isEmpty() || !QDir::isAbsolutePath(file)) {
        m_places->setText(tr("Nothing until the workflow has a name and a directory."));
        return;
    }
    QString text = tr("%1: the workflow").arg(QDir::toNativeSeparators(file));
    if (!m_embed->isChecked()) {
        text +=
            u'\n' +
            tr("%1: its images")
                .arg(QDir::toNativeSeparators(QFileInfo(file).path() + QStringLiteral("/inputs/")));
    }
    m_places->setText(words::breakable(text));
}

void ProjectPage::measurePictures()
{
    showPictureCost(0);
    if (m_context.pictures.isEmpty()) {
        return;
    }
    m_measuring = base::makeJob<base::ThreadJob<qint64>>(
        [pictures = m_context.pictures, folder = QFileInfo(m_context.file).path()] {
            return base::Result<qint64>(sizeOf(pictures, folder));
        },
        4s, Error{ErrorKind::Timeout, {}, {}, {}});
    connect(m_measuring.get(), &base::Job::finished, this, [this] {
        showPictureCost(m_measuring->result() ? *m_measuring->result() : 0);
        m_measuring.reset();
    });
    m_measuring->start();
}

/// Bytes as text take a third more.
void ProjectPage::showPictureCost(qint64 bytes)
{
    const QString kinds =
        tr("On: one file to move and send, but larger, and slower to save. Off: images are files "
           "of their own beside the workflow, and are written once.");
    const auto count = static_cast<int>(m_context.pictures.size());
    if (bytes == 0) {
        m_cost->setText(kinds);
        return;
    }
    const QString size = QLocale().formattedDataSize(bytes * 4 / 3, 1, QLocale::DataSizeSIFormat);
    const QString cost =
        count == 1
            ? tr("The image of this workflow would add about %1 to its file.").arg(size)
            : tr("The %Ln images of this workflow would add about %1 to its file.", nullptr, count)
                  .arg(size);
    m_cost->setText(kinds + u' ' + cost);
}

} // namespace plantain::ui
