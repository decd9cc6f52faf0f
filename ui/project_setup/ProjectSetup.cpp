// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProjectSetup.h"

#include "src/workflow/Edits.h"
#include "ui/document/WorkflowDocument.h"

#include <QFileInfo>

namespace plantain::ui {

namespace {

workflow::ImageStorage storageOf(const ProjectFacts& facts)
{
    return facts.embedImages ? workflow::ImageStorage::Embedded
                             : workflow::ImageStorage::BesideTheFile;
}

} // namespace

ProjectSetup::ProjectSetup(const SetupServices& services, WorkflowDocument& document,
                           QWidget& window)
    : QObject(&window)
    , m_services(services)
    , m_document(document)
    , m_window(window)
{
    const auto takeEdgeStyle = [this](const settings::Settings& values) {
        m_document.setNewEdgeStyle(toString(values.canvas.edgeStyle));
    };
    connect(&services.settings, &settings::AppSettings::changed, this, takeEdgeStyle);
    takeEdgeStyle(services.settings.values());
}

ProjectContext ProjectSetup::contextOfDocument() const
{
    ProjectContext context;
    const workflow::Workflow& workflow = m_document.workflow();
    context.file = m_document.path();
    const QFileInfo file(context.file);
    // A file of another program may have no name inside.
    context.facts.name = workflow.head().name.isEmpty() && !context.file.isEmpty()
                             ? file.completeBaseName()
                             : workflow.head().name;
    context.facts.directory = context.file.isEmpty() ? QString() : file.absolutePath();
    context.facts.embedImages = m_document.imageStorage() == workflow::ImageStorage::Embedded;
    for (const workflow::Node& node : workflow.nodes()) {
        if (const workflow::ImageSource picture = imageOf(node); !picture.isEmpty()) {
            context.pictures << picture;
        }
    }
    return context;
}

void ProjectSetup::open(std::optional<Tab> tab)
{
    show(contextOfDocument(), tab);
}

void ProjectSetup::openForNewProject()
{
    ProjectContext context;
    context.mode = SetupMode::NewProject;
    context.facts.directory = contextOfDocument().facts.directory;
    show(context, std::nullopt);
}

void ProjectSetup::show(const ProjectContext& context, std::optional<Tab> tab)
{
    if (!m_dialog) {
        m_dialog = new ProjectSetupDialog(m_services, context, &m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ProjectSetupDialog::storageChangeRequested, this,
                &ProjectSetup::storageChangeRequested);
        connect(m_dialog, &ProjectSetupDialog::lookTried, this, &ProjectSetup::lookTried);
        const bool isNew = context.mode == SetupMode::NewProject;
        connect(m_dialog, &ProjectSetupDialog::projectSaved, this,
                [this, isNew](const ProjectFacts& facts) {
                    if (isNew) {
                        emit newProjectWanted(facts);
                    } else {
                        apply(facts);
                    }
                });
        m_dialog->open();
    }
    if (tab) {
        m_dialog->showTab(*tab);
    }
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ProjectSetup::setName(const QString& name)
{
    workflow::WorkflowHead head = m_document.workflow().head();
    if (head.name != name) {
        head.name = name;
        m_document.perform(workflow::edits::changeHead(m_document.workflow(), head),
                           tr("Rename the project"));
    }
}

void ProjectSetup::apply(const ProjectFacts& facts)
{
    const ProjectFacts before = contextOfDocument().facts;
    setName(facts.name);
    m_document.setImageStorage(storageOf(facts));
    const bool isElsewhere = facts.name != before.name || facts.directory != before.directory;
    if (isElsewhere && !facts.filePath().isEmpty()) {
        m_document.save(facts.filePath());
    }
}

void ProjectSetup::create(const ProjectFacts& facts)
{
    m_document.clear();
    setName(facts.name);
    m_document.setImageStorage(storageOf(facts));
    m_document.save(facts.filePath());
}

} // namespace plantain::ui
