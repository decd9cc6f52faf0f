// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/OutputPage.h"

#include "src/run/WorkflowRunner.h"
#include "ui/panels/OutputSection.h"
#include "ui/panels/PictureList.h"
#include "ui_OutputPage.h"

namespace plantain::ui {

namespace keys = workflow::keys;

OutputPage::OutputPage(const EditorServices& services, QWidget* parent)
    : NodePage(services, parent)
    , m_ui(std::make_unique<Ui::OutputPage>())
{
    m_ui->setupUi(this);
    bindCommon(*m_ui->header, *m_ui->common);
    fields().watch(*m_ui->fileNameEdit);
    connect(m_ui->fileNameEdit, &QLineEdit::textEdited, this, [this](const QString& name) {
        changeTyped({{keys::outputFilename, name}}, tr("Change the file name of %1"));
        refreshInputs();
    });
    connect(m_ui->pictures, &PictureList::pressed, this, &InspectorPage::revealRequested);
}

OutputPage::~OutputPage() = default;

QWidget* OutputPage::firstField() const
{
    return m_ui->fileNameEdit;
}

void OutputPage::showNode(const workflow::Node& node)
{
    showText(*m_ui->fileNameEdit, node.data.value(keys::outputFilename).toString());
}

void OutputPage::refreshInputs()
{
    const int index = nodeIndex();
    if (index < 0) {
        return;
    }
    const QList<NodeLink> sources = sourcesOf(workflow(), index, workflow::PortType::Text);
    showTexts(sources, services().runner.evaluation().inputs(index).texts);
    const QList<PictureLink> pictures = picturesOf(workflow(), index);
    m_ui->pictures->showPictures(pictures, services().document.folder(), true);
    m_ui->emptyLabel->setVisible(sources.isEmpty() && pictures.isEmpty());
}

void OutputPage::showTexts(const QList<NodeLink>& sources, const QStringList& texts)
{
    const auto count = static_cast<std::size_t>(sources.size());
    while (m_sections.size() > count) {
        m_sections.back()->hide();
        m_sections.back()->deleteLater();
        m_sections.pop_back();
    }
    while (m_sections.size() < count) {
        auto* section = new OutputSection(this);
        section->setObjectName(QStringLiteral("outputSection_%1").arg(m_sections.size()));
        connect(section, &OutputSection::sourcePressed, this, [this, at = m_sections.size()] {
            const auto links = sourcesOf(workflow(), nodeIndex(), workflow::PortType::Text);
            emit revealRequested(links.value(static_cast<qsizetype>(at)).id);
        });
        m_ui->sectionsLayout->addWidget(section);
        m_sections.push_back(section);
    }
    const QString wanted = m_ui->fileNameEdit->text();
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = static_cast<qsizetype>(i);
        m_sections[i]->showText(sources.at(at).title, texts.value(at),
                                wanted.isEmpty() ? sources.at(at).title : wanted);
    }
}

} // namespace plantain::ui
