// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/OutputSection.h"

#include "ui/panels/SaveText.h"
#include "ui/theme/Icons.h"
#include "ui_OutputSection.h"

#include <QClipboard>
#include <QGuiApplication>

namespace plantain::ui {

namespace {

constexpr std::chrono::milliseconds copiedShownFor{1500};

} // namespace

OutputSection::OutputSection(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::OutputSection>())
{
    m_ui->setupUi(this);
    m_ui->markdownButton->setIcon(theme::icon(theme::Icon::Markdown));
    m_ui->copyButton->setIcon(theme::icon(theme::Icon::Copy));
    m_ui->saveButton->setIcon(theme::icon(theme::Icon::Save));
    connect(m_ui->titleButton, &QPushButton::clicked, this, &OutputSection::sourcePressed);
    connect(m_ui->markdownButton, &QToolButton::toggled, m_ui->view, &OutputView::setMarkdownShown);
    connect(m_ui->copyButton, &QToolButton::clicked, this, &OutputSection::copy);
    connect(m_ui->saveButton, &QToolButton::clicked, this,
            [this] { saveTextAs(*this, m_fileName, m_ui->view->text()); });
}

OutputSection::~OutputSection() = default;

void OutputSection::showText(const QString& title, const QString& text, const QString& fileName)
{
    m_fileName = fileName;
    m_ui->titleButton->setText(QString(title).replace(QLatin1Char('&'), QLatin1String("&&")));
    m_ui->titleButton->setToolTip(tr("Show “%1”").arg(title));
    m_ui->view->setAccessibleName(tr("Text of %1").arg(title));
    if (m_ui->view->text() != text) {
        m_ui->view->setOutput(text);
    }
    m_ui->copyButton->setEnabled(!text.isEmpty());
    m_ui->saveButton->setEnabled(!text.isEmpty());
}

void OutputSection::copy()
{
    QGuiApplication::clipboard()->setText(m_ui->view->text());
    m_ui->copyButton->setIcon(theme::icon(theme::Icon::Check));
    m_ui->copyButton->setToolTip(tr("Copied"));
    QTimer::singleShot(copiedShownFor, this, [this] {
        m_ui->copyButton->setIcon(theme::icon(theme::Icon::Copy));
        m_ui->copyButton->setToolTip(tr("Copy the text"));
    });
}

} // namespace plantain::ui
