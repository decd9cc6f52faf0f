// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SaveText.h"

#include "src/base/AtomicFile.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QMimeDatabase>
#include <QRegularExpression>

namespace plantain::ui {

namespace {

constexpr int longestName = 80;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::SaveText)
};

void writeTo(QWidget& parent, const QString& path, const QByteArray& bytes)
{
    const base::Status written = base::writeFileAtomically(path, bytes, base::FileAccess::Normal);
    if (!written) {
        auto* box = new QMessageBox(QMessageBox::Warning, Text::tr("Save as"),
                                    written.error().message, QMessageBox::Ok, &parent);
        box->setObjectName(QStringLiteral("saveFailedBox"));
        box->setInformativeText(written.error().hint);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    }
}

void saveAs(QWidget& parent, const QString& fileName, const QString& filter, QByteArray bytes)
{
    auto* dialog = new QFileDialog(&parent, Text::tr("Save as"), QString(), filter);
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(fileName.section(QLatin1Char('.'), -1));
    dialog->selectFile(fileName);
    QObject::connect(
        dialog, &QFileDialog::fileSelected, &parent,
        [&parent, bytes = std::move(bytes)](const QString& path) { writeTo(parent, path, bytes); });
    dialog->open();
}

} // namespace

QString safeFileName(const QString& name)
{
    static const QRegularExpression unsafe(QStringLiteral("[\\x00-\\x1f/\\\\:*?\"<>|]+"));
    QString safe = name;
    safe.replace(unsafe, QStringLiteral("-"));
    safe = safe.trimmed().left(longestName);
    while (safe.startsWith(QLatin1Char('.'))) {
        safe.remove(0, 1);
    }
    return safe.isEmpty() ? Text::tr("result") : safe;
}

void saveTextAs(QWidget& parent, const QString& name, const QString& text)
{
    saveAs(parent, safeFileName(name) + QStringLiteral(".md"),
           Text::tr("Markdown (*.md);;Text (*.txt);;All files (*)"), text.toUtf8());
}

void savePictureAs(QWidget& parent, const QString& name, const QByteArray& bytes)
{
    const QString suffix = QMimeDatabase().mimeTypeForData(bytes).preferredSuffix();
    const QString base = safeFileName(name).section(QLatin1Char('.'), 0, 0);
    saveAs(parent, base + QLatin1Char('.') + suffix,
           Text::tr("Images (*.%1);;All files (*)").arg(suffix), bytes);
}

} // namespace plantain::ui
