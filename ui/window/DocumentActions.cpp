// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DocumentActions.h"

#include "src/settings/AppSettings.h"
#include "src/workflow/Edits.h"
#include "src/workflow/WorkflowFile.h"
#include "ui/canvas/NewNodes.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/widgets/Words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMenu>
#include <QStandardPaths>

namespace plantain::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QPointF firstNodeAt{48, 96};
constexpr double columnWidth = 344;

QString shownFolder(const QFileInfo& file)
{
    const QString home = QDir::homePath();
    QString folder = file.absolutePath();
    if (folder.startsWith(home)) {
        folder = u"~"_s + folder.mid(home.size());
    }
    return QDir::toNativeSeparators(folder);
}

} // namespace

DocumentActions::DocumentActions(const EditorServices& services, QWidget& window)
    : m_services(services)
    , m_window(window)
    , m_guard(services, window)
{
    connect(add(Command::New, tr("&New"), theme::Icon::File, QKeySequence::New),
            &QAction::triggered, this,
            [this] { m_guard.whenFree([this] { m_services.document.clear(); }); });
    connect(add(Command::Open, tr("&Open…"), theme::Icon::Folder, QKeySequence::Open),
            &QAction::triggered, this, &DocumentActions::chooseFile);
    connect(add(Command::Save, tr("&Save"), theme::Icon::Save, QKeySequence::Save),
            &QAction::triggered, this, &DocumentActions::save);
    connect(add(Command::SaveAs, tr("Save &as…"), theme::Icon::Save,
                QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)),
            &QAction::triggered, this, &DocumentActions::saveAs);
    connect(&m_guard, &LeaveGuard::saveRequested, this, &DocumentActions::save);
    WorkflowDocument& document = services.document;
    const auto rememberIfDone = [this](const QString& path,
                                       const std::optional<base::Error>& error) {
        if (!error) {
            remember(path);
        }
    };
    connect(&document, &WorkflowDocument::opened, this, rememberIfDone);
    connect(&document, &WorkflowDocument::saved, this, rememberIfDone);
    connect(&document, &WorkflowDocument::modifiedChanged, this, &DocumentActions::showState);
    connect(&document, &WorkflowDocument::pathChanged, this, &DocumentActions::showState);
    connect(&document, &WorkflowDocument::busyChanged, this, &DocumentActions::showState);
    connect(&document.workflow(), &workflow::Workflow::wasReset, this, &DocumentActions::showState);
    showState();
}

QAction* DocumentActions::add(Command command, const QString& text, theme::Icon icon,
                              const QKeySequence& shortcut)
{
    auto* action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    action->setToolTip(words::withKey(*action));
    m_actions.at(static_cast<size_t>(command)) = action;
    return action;
}

void DocumentActions::showState()
{
    const WorkflowDocument& document = m_services.document;
    QAction& saving = *action(Command::Save);
    const bool isNew = document.path().isEmpty() && !document.workflow().nodes().empty();
    saving.setEnabled(!document.isBusy() && (document.isModified() || isNew));
    QStringList tip{words::withKey(saving)};
    if (!saving.isEnabled()) {
        tip << (document.isBusy() ? tr("Wait until the file is done.")
                                  : tr("There is nothing to save."));
    }
    saving.setToolTip(tip.join(u'\n'));
    action(Command::SaveAs)->setEnabled(!document.isBusy());
}

void DocumentActions::fillRecentMenu(QMenu& menu)
{
    menu.setToolTipsVisible(true);
    connect(&menu, &QMenu::aboutToShow, this, [this, &menu] {
        menu.clear();
        const QStringList files = m_services.settings.values().recentFiles;
        for (const QString& path : files) {
            const QFileInfo file(path);
            QAction* entry = menu.addAction(file.fileName().replace(u'&', u"&&"_s) + u"\t"_s +
                                            shownFolder(file));
            entry->setEnabled(file.exists());
            entry->setToolTip(file.exists() ? QDir::toNativeSeparators(path)
                                            : tr("%1 is not there any more.").arg(path));
            connect(entry, &QAction::triggered, this, [this, path] { openFile(path); });
        }
        menu.addSeparator();
        QAction* clear = menu.addAction(tr("&Clear the list"));
        clear->setEnabled(!files.isEmpty());
        connect(clear, &QAction::triggered, this, [this] {
            settings::Settings values = m_services.settings.values();
            values.recentFiles.clear();
            (void)m_services.settings.save(values);
        });
    });
}

void DocumentActions::remember(const QString& path)
{
    settings::Settings values = m_services.settings.values();
    values.addRecentFile(QFileInfo(path).absoluteFilePath());
    // A list that could not be written is no reason to hold anybody up.
    (void)m_services.settings.save(values);
}

void DocumentActions::openFile(const QString& path)
{
    m_guard.whenFree(
        [this, path] { m_services.document.open(QFileInfo(path).absoluteFilePath()); });
}

void DocumentActions::openExample(const QString& resource)
{
    QFile file(resource);
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    auto content = workflow::parseWorkflow(file.readAll());
    if (!content) {
        return; // ours are tested
    }
    m_guard.whenFree([this, content = std::move(content).value()] { start(content); });
}

void DocumentActions::newPromptFlow()
{
    using workflow::NodeKind;
    m_guard.whenFree([this] {
        workflow::Workflow flow;
        QPointF position = firstNodeAt;
        for (const NodeKind kind : {NodeKind::Prompt, NodeKind::LlmGenerate, NodeKind::Output}) {
            flow.apply(
                workflow::edits::addNode(flow, kind, position, newNodeData(m_services, kind)));
            position.rx() += columnWidth;
        }
        for (size_t node = 0; node < 2; ++node) {
            const auto wire = workflow::edits::connectPorts(
                flow, {flow.nodes()[node].id, u"text"_s}, {flow.nodes()[node + 1].id, u"text"_s});
            if (wire) {
                flow.apply(*wire);
            }
        }
        start(flow.content());
    });
}

void DocumentActions::start(const workflow::WorkflowContent& content)
{
    m_services.document.clear();
    m_services.document.workflow().reset(content);
}

QString DocumentActions::startFolder() const
{
    const QString own = m_services.document.folder();
    if (!own.isEmpty()) {
        return own;
    }
    const QStringList recent = m_services.settings.values().recentFiles;
    const QFileInfo folder(recent.isEmpty() ? QString() : QFileInfo(recent.first()).path());
    return folder.isDir() ? folder.filePath()
                          : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

QFileDialog& DocumentActions::showFileDialog(const QString& title, QFileDialog::AcceptMode mode)
{
    auto* dialog = new QFileDialog(&m_window, title, startFolder(),
                                   tr("Workflows (*.plantain *.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    return *dialog;
}

void DocumentActions::chooseFile()
{
    QFileDialog& dialog = showFileDialog(tr("Open a workflow"), QFileDialog::AcceptOpen);
    dialog.setFileMode(QFileDialog::ExistingFile);
    connect(&dialog, &QFileDialog::fileSelected, this, &DocumentActions::openFile);
    dialog.open();
}

void DocumentActions::save()
{
    if (m_services.document.path().isEmpty()) {
        saveAs();
    } else {
        m_services.document.save(m_services.document.path());
    }
}

void DocumentActions::saveAs()
{
    QFileDialog& dialog = showFileDialog(tr("Save the workflow"), QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(u"plantain"_s);
    dialog.selectFile(m_services.document.displayName());
    connect(&dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { m_services.document.save(path); });
    connect(&dialog, &QFileDialog::rejected, &m_guard, &LeaveGuard::abandon);
    dialog.open();
}

} // namespace plantain::ui
