// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProjectSetupDialog.h"

#include "ui/project_setup/CanvasPage.h"
#include "ui/project_setup/NodeDefaultsPage.h"
#include "ui/project_setup/ProjectPage.h"
#include "ui/project_setup/SaveDraftJob.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FocusOrder.h"
#include "ui/widgets/Words.h"
#include "ui_ProjectSetupDialog.h"

#include <QKeyEvent>
#include <QLayout>
#include <QMessageBox>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>

#include <algorithm>
#include <array>

namespace plantain::ui {

namespace {

constexpr QSize usualSize{720, 648}; ///< with text of the usual height
constexpr int usualTextHeight = 13;
/// What a window manager puts around the dialog.
constexpr QSize frameRoom{24, 48};

struct TabEntry {
    ProjectSetupDialog::Tab tab;
    const char* id; ///< in the settings
    const char* title;
};
constexpr std::array tabEntries{
    TabEntry{ProjectSetupDialog::Tab::Project, "project",
             QT_TRANSLATE_NOOP("plantain::ui::ProjectSetupDialog", "Project")},
    TabEntry{ProjectSetupDialog::Tab::Providers, "providers",
             QT_TRANSLATE_NOOP("plantain::ui::ProjectSetupDialog", "Providers")},
    TabEntry{ProjectSetupDialog::Tab::NodeDefaults, "node_defaults",
             QT_TRANSLATE_NOOP("plantain::ui::ProjectSetupDialog", "Node defaults")},
    TabEntry{ProjectSetupDialog::Tab::Canvas, "canvas",
             QT_TRANSLATE_NOOP("plantain::ui::ProjectSetupDialog", "Canvas")},
};

/// The scroll bar takes its room from the page's margin: the cards of every tab are as wide, and
/// end where the buttons below them end.
void keepWidth(const QScrollArea& scroll)
{
    const QScrollBar* bar = scroll.verticalScrollBar();
    const int room = bar->maximum() > bar->minimum() ? bar->sizeHint().width() : 0;
    QLayout* layout = scroll.widget()->layout();
    QMargins margins = layout->contentsMargins();
    const bool mirrored = scroll.layoutDirection() == Qt::RightToLeft;
    margins.setLeft(theme::pagePadding - (mirrored ? room : 0));
    margins.setRight(theme::pagePadding - (mirrored ? 0 : room));
    layout->setContentsMargins(margins);
}

} // namespace

class ProjectSetupDialog::Private
{
public:
    Private(ProjectSetupDialog& dialog, const SetupServices& given, const ProjectContext& about)
        : q(dialog)
        , services(given)
        , context(about)
        , saved(ProjectDraft::of(given.settings.values(), about.facts))
        , shown(saved)
    {
    }

    void build();
    void addPage(SetupPage& page, const TabEntry& entry);
    void connectAll();
    void load();
    ProjectDraft current() const;
    bool isNew() const { return context.mode == SetupMode::NewProject; }
    bool isChanged() const { return current() != saved; }
    bool isChecking() const;
    bool isSaving() const { return saving != nullptr; }
    std::optional<SetupProblem> firstProblem() const;
    void showState();
    void showSave(const std::optional<SetupProblem>& problem);
    void markTabs();
    void handleEdit();
    void tryLook(const ProjectDraft& draft);
    void raiseProblem();
    void trySave();
    void save();
    void finishSave();
    void askWhetherToDiscard();
    void rememberTab();

    ProjectSetupDialog& q;
    SetupServices services;
    ProjectContext context;
    ProjectDraft saved; ///< what Cancel goes back to
    ProjectDraft shown; ///< with the look that is seen now
    Ui::ProjectSetupDialog ui;
    ProjectPage* projectPage = nullptr;
    ProvidersPage* providersPage = nullptr;
    QList<SetupPage*> pages;
    base::JobPtr<SaveDraftJob> saving;
    ProjectDraft beingSaved;
    bool isLoading = false;
    bool saveWhenChecked = false;
};

ProjectSetupDialog::ProjectSetupDialog(const SetupServices& services, QWidget* parent)
    : ProjectSetupDialog(services, ProjectContext{}, parent)
{
}

ProjectSetupDialog::ProjectSetupDialog(const SetupServices& services, const ProjectContext& context,
                                       QWidget* parent)
    : QDialog(parent)
    , d(std::make_unique<Private>(*this, services, context))
{
    d->build();
    d->connectAll();
    d->load();
    const QString last = services.settings.values().setupTab;
    const auto entry = std::find_if(tabEntries.begin(), tabEntries.end(), [&](const auto& known) {
        return last == QLatin1String(known.id);
    });
    showTab(d->isNew() || entry == tabEntries.end() ? Tab::Project : entry->tab);
}

ProjectSetupDialog::~ProjectSetupDialog() = default;

bool ProjectSetupDialog::focusNextPrevChild(bool next)
{
    orderFocus({d->ui.tabs, d->ui.problemLink, d->ui.cancelButton, d->ui.saveButton});
    return QDialog::focusNextPrevChild(next);
}

void ProjectSetupDialog::Private::build()
{
    ui.setupUi(&q);
    const QString title = isNew() ? tr("New project") : tr("Project settings");
    ui.titleLabel->setText(title);
    q.setWindowTitle(services.sandbox ? tr("%1 (Sandbox)").arg(title) : title);
    ui.saveButton->setText(isNew() ? tr("Create") : tr("Save"));
    if (services.sandbox) {
        ui.sandboxBanner->showMessage(
            Tone::Info, theme::Icon::Info, tr("Sandbox"),
            tr("A practice provider on this machine answers. Nothing leaves it."));
    }
    projectPage = new ProjectPage;
    projectPage->setContext(context, services.directoryCheck);
    providersPage = new ProvidersPage;
    providersPage->setServices(services);
    auto* nodeDefaults = new NodeDefaultsPage;
    nodeDefaults->setCatalog(services.catalog);
    addPage(*projectPage, tabEntries[0]);
    addPage(*providersPage, tabEntries[1]);
    addPage(*nodeDefaults, tabEntries[2]);
    addPage(*new CanvasPage, tabEntries[3]);
    const QSize room = q.screen()->availableSize() - frameRoom;
    const int text = theme::font(theme::TextStyle::Body).pixelSize();
    q.resize((usualSize * std::max(text, usualTextHeight) / usualTextHeight).boundedTo(room));
}

void ProjectSetupDialog::Private::addPage(SetupPage& page, const TabEntry& entry)
{
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QLatin1String(entry.id) + QStringLiteral("Scroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    page.setProperty("page", true);
    scroll->setWidget(&page);
    // As wide as the words of its language need. What is told later, such as the outcome of a test,
    // may need more on a very small screen: then it scrolls.
    scroll->setMinimumWidth(page.minimumSizeHint().width() +
                            scroll->verticalScrollBar()->sizeHint().width());
    ui.tabs->addTab(scroll, tr(entry.title));
    pages << &page;
    connect(scroll->verticalScrollBar(), &QScrollBar::rangeChanged, &page,
            [scroll] { keepWidth(*scroll); });
}

void ProjectSetupDialog::Private::connectAll()
{
    for (SetupPage* page : std::as_const(pages)) {
        connect(page, &SetupPage::edited, &q, [this] { handleEdit(); });
    }
    connect(providersPage, &ProvidersPage::storageChangeRequested, &q,
            &ProjectSetupDialog::storageChangeRequested);
    // What others save dresses the program as the settings say.
    connect(&services.settings, &settings::AppSettings::changed, &q,
            [this](const settings::Settings& values) {
                if (shown.theme != values.theme ||
                    shown.canvas.textSize != values.canvas.textSize) {
                    emit q.lookTried(shown.theme, shown.canvas);
                }
            });
    connect(ui.saveButton, &QPushButton::clicked, &q, [this] { trySave(); });
    connect(ui.cancelButton, &QPushButton::clicked, &q, &ProjectSetupDialog::reject);
    connect(ui.problemLink, &QPushButton::clicked, &q, [this] { raiseProblem(); });
    connect(ui.tabs, &QTabWidget::currentChanged, &q, [this] { showState(); });
}

void ProjectSetupDialog::Private::load()
{
    isLoading = true;
    for (SetupPage* page : std::as_const(pages)) {
        page->load(saved);
    }
    isLoading = false;
    showState();
}

ProjectDraft ProjectSetupDialog::Private::current() const
{
    ProjectDraft draft = saved;
    for (const SetupPage* page : pages) {
        page->store(draft);
    }
    return draft;
}

bool ProjectSetupDialog::Private::isChecking() const
{
    return std::any_of(pages.begin(), pages.end(),
                       [](const SetupPage* page) { return page->isChecking(); });
}

std::optional<SetupProblem> ProjectSetupDialog::Private::firstProblem() const
{
    for (const SetupPage* page : pages) {
        const QList<SetupProblem> found = page->problems();
        if (!found.isEmpty()) {
            return found.first();
        }
    }
    return std::nullopt;
}

void ProjectSetupDialog::Private::handleEdit()
{
    if (isLoading) {
        return;
    }
    ui.saveBanner->hide();
    tryLook(current());
    showState();
    if (saveWhenChecked && !isChecking()) {
        trySave();
    }
}

void ProjectSetupDialog::Private::tryLook(const ProjectDraft& draft)
{
    if (draft.theme != shown.theme || draft.canvas.textSize != shown.canvas.textSize) {
        shown = draft;
        emit q.lookTried(draft.theme, draft.canvas);
    }
}

void ProjectSetupDialog::Private::showState()
{
    markTabs();
    const auto problem = firstProblem();
    showSave(problem);
    const bool saysProblem = problem && isChanged();
    const bool hasActions = ui.tabs->currentIndex() == static_cast<int>(Tab::Providers);
    ui.footNote->setVisible(hasActions && !saysProblem);
    ui.problemLink->setVisible(saysProblem);
    ui.problemLink->setText(saysProblem ? tr("To correct: %1").arg(problem->field->accessibleName())
                                        : QString());
}

void ProjectSetupDialog::Private::showSave(const std::optional<SetupProblem>& problem)
{
    QString why;
    if (isSaving()) {
        why = tr("It is being saved.");
    } else if (!isNew() && !isChanged()) {
        why = tr("Nothing was changed.");
    } else if (problem) {
        why = problem->text;
    } else if (isChecking()) {
        why = tr("What you typed is being checked.");
    }
    ui.saveButton->setEnabled(why.isEmpty());
    ui.saveButton->setToolTip(why);
}

/// A changed tab has a star; the tabs that did not change keep their width.
void ProjectSetupDialog::Private::markTabs()
{
    for (int i = 0; i < pages.size(); ++i) {
        ProjectDraft draft = saved;
        pages[i]->store(draft);
        const QString title = tr(tabEntries[static_cast<std::size_t>(i)].title);
        ui.tabs->setTabText(i, draft != saved ? tr("%1 *").arg(title) : title);
        ui.tabs->setTabToolTip(i, draft != saved ? tr("Changed, not saved yet") : QString());
    }
}

/// Every problem is said at its field; the first one is gone to.
void ProjectSetupDialog::Private::raiseProblem()
{
    std::optional<int> first;
    for (int i = 0; i < pages.size(); ++i) {
        const QList<SetupProblem> found = pages[i]->problems();
        std::for_each(found.begin(), found.end(), &SetupPage::say);
        if (!first && !found.isEmpty()) {
            first = i;
        }
    }
    if (!first) {
        return;
    }
    const SetupProblem problem = pages[*first]->problems().first();
    ui.tabs->setCurrentIndex(*first);
    problem.field->setFocus(Qt::OtherFocusReason);
    // A line that has just appeared has its place only now.
    pages[*first]->layout()->activate();
    auto* scroll = static_cast<QScrollArea*>(ui.tabs->widget(*first));
    scroll->ensureWidgetVisible(problem.place);
    scroll->ensureWidgetVisible(problem.field);
}

void ProjectSetupDialog::Private::trySave()
{
    saveWhenChecked = false;
    if (isSaving() || (!isNew() && !isChanged())) {
        return;
    }
    if (firstProblem()) {
        raiseProblem();
    } else if (isChecking()) {
        saveWhenChecked = true;
        for (SetupPage* page : std::as_const(pages)) {
            page->hurryChecks();
        }
    } else {
        save();
    }
}

void ProjectSetupDialog::Private::save()
{
    beingSaved = current();
    saving = base::makeJob<SaveDraftJob>(beingSaved, services.settings, services.keys);
    connect(saving.get(), &base::Job::finished, &q, [this] { finishSave(); });
    saving->start();
    showState();
}

void ProjectSetupDialog::Private::finishSave()
{
    const base::Status outcome = saving->result();
    const QStringList savedKeys = saving->savedKeys();
    saving.reset();
    if (outcome) {
        if (isNew() || beingSaved.project != saved.project) {
            emit q.projectSaved(beingSaved.project);
        }
        q.accept();
        return;
    }
    // What was written is no change any more; the rest can be saved again.
    isLoading = true;
    const ProjectFacts facts = saved.project;
    saved = ProjectDraft::of(services.settings.values(), facts);
    providersPage->clearKeys(savedKeys);
    isLoading = false;
    ui.saveBanner->showMessage(Tone::Error, theme::Icon::Error,
                               words::breakable(outcome.error().message), outcome.error().hint);
    showState();
}

void ProjectSetupDialog::Private::rememberTab()
{
    settings::Settings values = services.settings.values();
    values.setupTab = QLatin1String(
        tabEntries[static_cast<std::size_t>(std::max(0, ui.tabs->currentIndex()))].id);
    // A dialog that opens at another tab is no reason to hold anybody up.
    (void)services.settings.save(values);
}

void ProjectSetupDialog::showTab(Tab tab)
{
    const auto index = static_cast<int>(tab);
    d->ui.tabs->setCurrentIndex(index);
    d->pages[index]->firstField()->setFocus();
}

void ProjectSetupDialog::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter || event->modifiers() & ~Qt::KeypadModifier) {
        QDialog::keyPressEvent(event);
        return;
    }
    // QDialog would press the default button, which is off while a field is to be corrected, and
    // whatever button has the focus: Cancel must not save.
    auto* button = qobject_cast<QPushButton*>(focusWidget());
    if (button && !button->isCheckable()) {
        button->click();
    } else {
        d->trySave();
    }
}

void ProjectSetupDialog::reject()
{
    if (!d->isChanged()) {
        QDialog::reject();
        return;
    }
    if (!findChild<QMessageBox*>(QStringLiteral("discardBox"))) {
        d->askWhetherToDiscard();
    }
}

void ProjectSetupDialog::done(int result)
{
    d->tryLook(ProjectDraft::of(d->services.settings.values(), {}));
    d->rememberTab();
    QDialog::done(result);
}

void ProjectSetupDialog::Private::askWhetherToDiscard()
{
    auto* box = new QMessageBox(&q);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("discardBox"));
    box->setWindowTitle(q.windowTitle());
    box->setText(tr("Discard changes?"));
    QPushButton* discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    discard->setObjectName(QStringLiteral("discardButton"));
    QPushButton* keep = box->addButton(tr("Keep editing"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(discard, &QPushButton::clicked, &q, [this] { q.QDialog::reject(); });
    box->open();
}

void ProjectSetupDialog::showStorageOutcome(const base::Status& outcome)
{
    d->providersPage->showStorageOutcome(outcome);
}

} // namespace plantain::ui
