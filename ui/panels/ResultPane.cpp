// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ResultPane.h"

#include "src/base/Clock.h"
#include "src/run/WorkflowRunner.h"
#include "src/workflow/Edits.h"
#include "ui/account/AccountActions.h"
#include "ui/document/WorkflowDocument.h"
#include "ui/panels/FieldWatcher.h"
#include "ui/panels/ResultHistory.h"
#include "ui/panels/SaveText.h"
#include "ui/widgets/DetailsDialog.h"
#include "ui/widgets/Words.h"
#include "ui_ResultPane.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace plantain::ui {

namespace {

namespace keys = workflow::keys;

constexpr std::chrono::milliseconds copiedShownFor{1500};

void setIcon(QAbstractButton* button, theme::Icon icon,
             theme::ColorRole role = theme::ColorRole::Dim)
{
    button->setIcon(theme::icon(icon, role));
    button->setIconSize({16, 16});
}

const QJsonValue nothing(QJsonValue::Undefined);

Badge failedBadge(const run::NodeRun& run)
{
    return run.state == run::NodeState::Failed ? runBadge(run)
                                               : statusBadge(llm::LlmStatus::Failed);
}

} // namespace

ResultPane::ResultPane(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ResultPane>())
    , m_saveAction(new QAction(theme::icon(theme::Icon::Save), tr("Save as…"), this))
    , m_clearAction(new QAction(theme::icon(theme::Icon::Clear), tr("Clear the result"), this))
{
    m_ui->setupUi(this);
    setIcon(m_ui->previousButton, theme::Icon::ChevronLeft);
    setIcon(m_ui->nextButton, theme::Icon::ChevronRight);
    setIcon(m_ui->editButton, theme::Icon::Edit);
    setIcon(m_ui->markdownButton, theme::Icon::Markdown);
    setIcon(m_ui->copyButton, theme::Icon::Copy);
    setIcon(m_ui->moreButton, theme::Icon::More);
    setIcon(m_ui->stopButton, theme::Icon::Stop, theme::ColorRole::Error);
    auto* menu = new QMenu(m_ui->moreButton);
    menu->addActions({m_saveAction, m_clearAction});
    m_saveAction->setObjectName(QStringLiteral("saveResultAction"));
    m_clearAction->setObjectName(QStringLiteral("clearResultAction"));
    m_ui->moreButton->setMenu(menu);
    m_ui->moreButton->setPopupMode(QToolButton::InstantPopup);
    m_retry = m_ui->endBanner->addButton(tr("Retry"), QStringLiteral("retryButton"));
    m_usage = m_ui->endBanner->addButton(tr("Manage usage"), QStringLiteral("limitUsageButton"));
    m_details = m_ui->endBanner->addButton(tr("Details"), QStringLiteral("detailsButton"));
    m_ui->noteBanner->setClosable(true);
    connect(m_ui->noteBanner, &MessageBanner::closed, this,
            [this] { m_dismissedNotes = m_ui->noteBanner->title(); });
    connectActions();
}

ResultPane::~ResultPane() = default;

void ResultPane::setServices(const EditorServices& services, FieldWatcher& watcher)
{
    m_services = std::make_unique<EditorServices>(services);
    m_watcher = &watcher;
    watcher.watch(*m_ui->outputEdit);
    connectRunner();
}

void ResultPane::connectActions()
{
    QPushButton* stop = m_ui->waitBanner->addButton(tr("Stop"), QStringLiteral("waitStopButton"));
    connect(stop, &QPushButton::clicked, this, &ResultPane::stopRequested);
    connect(m_retry, &QPushButton::clicked, this, &ResultPane::runRequested);
    connect(m_usage, &QPushButton::clicked, this,
            [this] { m_services->account.openPage(usagePage()); });
    connect(m_details, &QPushButton::clicked, this, &ResultPane::showDetails);
    connect(m_ui->runButton, &QToolButton::clicked, this, &ResultPane::runRequested);
    connect(m_ui->stopButton, &QToolButton::clicked, this, &ResultPane::stopRequested);
    connect(m_ui->previousButton, &QToolButton::clicked, this, [this] { showEntry(-1); });
    connect(m_ui->nextButton, &QToolButton::clicked, this, [this] { showEntry(+1); });
    connect(m_ui->copyButton, &QToolButton::clicked, this, &ResultPane::copy);
    connect(m_saveAction, &QAction::triggered, this, &ResultPane::save);
    connect(m_clearAction, &QAction::triggered, this, &ResultPane::clear);
    connect(m_ui->markdownButton, &QToolButton::toggled, m_ui->outputView,
            &OutputView::setMarkdownShown);
    connect(m_ui->editButton, &QToolButton::toggled, this, &ResultPane::setEditing);
    connect(m_ui->outputEdit, &QPlainTextEdit::textChanged, this, &ResultPane::takeEditedText);
    connect(m_ui->outputView, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http")) {
            m_services->account.openPage(url);
        }
    });
}

void ResultPane::connectRunner()
{
    const run::WorkflowRunner* runner = &m_services->runner;
    connect(runner, &run::WorkflowRunner::textAppended, this,
            [this](const QString& nodeId, const QString& text) {
                if (nodeId == m_nodeId) {
                    m_ui->outputView->appendOutput(text);
                    m_ui->copyButton->setEnabled(true);
                }
            });
    connect(runner, &run::WorkflowRunner::nodeChanged, this, [this](const QString& nodeId) {
        if (nodeId == m_nodeId) {
            refresh();
        }
    });
    connect(runner, &run::WorkflowRunner::ticked, this, [this] {
        if (node() && nodeRun().isActive()) {
            showWait();
            showNumbers();
        }
    });
}

void ResultPane::setNode(const QString& nodeId)
{
    if (m_nodeId != nodeId) {
        m_nodeId = nodeId;
        m_dismissedNotes.clear();
        m_ui->outputView->setOutput(shownText());
    }
    refresh();
}

const workflow::Node* ResultPane::node() const
{
    return m_services->document.workflow().node(m_nodeId);
}

const run::NodeRun& ResultPane::nodeRun() const
{
    return m_services->runner.run(m_nodeId);
}

/// While it is written the text is the runner's; after that, the node's.
QString ResultPane::shownText() const
{
    if (!node()) {
        return {};
    }
    return nodeRun().state == run::NodeState::Running
               ? nodeRun().text
               : node()->data.value(keys::outputText).toString();
}

/// What is shown came from the last run: not an older result, not edited, not cleared since.
bool ResultPane::isOfRun() const
{
    return nodeRun().state == run::NodeState::Running ||
           nodeRun().text == node()->data.value(keys::outputText).toString();
}

run::Freshness ResultPane::freshness() const
{
    return m_services->runner.evaluation().freshness(
        m_services->document.workflow().nodeIndex(m_nodeId));
}

void ResultPane::refresh()
{
    if (!node()) {
        return;
    }
    if (nodeRun().state == run::NodeState::Running) {
        finishEditing();
    }
    const QString text = shownText();
    if (m_ui->outputView->text() != text) {
        m_ui->outputView->setOutput(text);
    }
    if (nodeRun().state != run::NodeState::Running) {
        m_ui->outputView->flush();
    }
    showText(*m_ui->outputEdit, text);
    showHistory();
    showWait();
    showEnding();
    showNotes();
    showNumbers();
    showActions();
}

Badge ResultPane::badge() const
{
    const run::NodeRun& run = nodeRun();
    if (run.isActive()) {
        return runBadge(run);
    }
    if (run.state == run::NodeState::Idle || run.state == run::NodeState::Failed) {
        return ending().title.isEmpty() ? Badge{} : failedBadge(run);
    }
    const bool isOver = run.state == run::NodeState::Completed ? !isOfRun() || shownText().isEmpty()
                        : run.state == run::NodeState::Cached ? freshness() != run::Freshness::Fresh
                        : run.state == run::NodeState::Stopped ? !isStopped()
                                                               : false;
    return isOver ? Badge{} : runBadge(run);
}

void ResultPane::setBlocker(const QString& why)
{
    m_blocker = why;
    showActions();
}

void ResultPane::showHistory()
{
    const ResultHistory history(*node());
    const bool running = nodeRun().isActive();
    const bool browses = history.canBrowse();
    m_ui->historyLabel->setVisible(browses);
    m_ui->previousButton->setVisible(browses);
    m_ui->nextButton->setVisible(browses);
    m_ui->historyLabel->setText(history.position());
    m_ui->previousButton->setEnabled(!running && history.placeAt(-1));
    m_ui->nextButton->setEnabled(!running && history.placeAt(+1));
}

void ResultPane::showWait()
{
    const run::NodeRun& run = nodeRun();
    if (!run.retryWait || !run.isActive()) {
        m_ui->waitBanner->hide();
        return;
    }
    const QString text =
        retryText(*run.retryWait, run.request.provider, m_services->clock.monotonic());
    if (m_ui->waitBanner->isHidden()) {
        m_ui->waitBanner->showMessage(Tone::Info, theme::Icon::Clock, text);
    } else {
        m_ui->waitBanner->updateTitle(text);
    }
}

void ResultPane::showEnding()
{
    const run::NodeRun& run = nodeRun();
    const EndingMessage message = ending();
    if (message.title.isEmpty()) {
        m_ui->endBanner->hide();
    } else if (m_ui->endBanner->isHidden() || m_ui->endBanner->title() != message.title ||
               m_ui->endBanner->hint() != message.hint) {
        m_ui->endBanner->showMessage(message.tone, message.icon, message.title, message.hint);
    }
    const bool limit = run.result && run.result->error &&
                       run.result->error->error.kind == base::ErrorKind::QuotaExceeded &&
                       run.request.provider == llm::ProviderId::OpenAiAuth;
    m_retry->setVisible(message.canRetry && !limit);
    m_usage->setVisible(message.canRetry && limit);
    m_details->setVisible(message.canRetry && !detailsText(run).isEmpty());
}

void ResultPane::showNotes()
{
    const run::NodeRun& run = nodeRun();
    const QString notes = isOfRun() && !run.isActive() && run.result
                              ? run.result->notes.join(QLatin1Char('\n'))
                              : QString();
    if (notes.isEmpty()) {
        m_ui->noteBanner->hide();
    } else if (notes != m_dismissedNotes &&
               (m_ui->noteBanner->title() != notes || m_ui->noteBanner->isHidden())) {
        m_ui->noteBanner->showMessage(Tone::Info, theme::Icon::Info, notes);
    }
    m_ui->staleLabel->setVisible(!run.isActive() && freshness() == run::Freshness::Stale);
}

/// A file that was saved after a failure says so when it is opened again.
EndingMessage ResultPane::ending() const
{
    const run::NodeRun& run = nodeRun();
    const QString status = node()->data.value(keys::status).toString();
    if (run.state == run::NodeState::Idle) {
        return status == QLatin1String("error")
                   ? EndingMessage{Tone::Error, theme::Icon::Error, savedError(), {}, true}
                   : EndingMessage{};
    }
    const bool holds = run.state == run::NodeState::Failed    ? status == QLatin1String("error")
                       : run.state == run::NodeState::Stopped ? isStopped()
                                                              : isOfRun();
    return holds || run.state == run::NodeState::Skipped || run.state == run::NodeState::Paused
               ? endingMessage(run)
               : EndingMessage{};
}

/// Also when it was stopped before it had a text of its own; until another result is chosen.
bool ResultPane::isStopped() const
{
    return (isOfRun() || nodeRun().text.isEmpty()) &&
           node()->data.value(keys::status).toString() != QLatin1String("complete");
}

QString ResultPane::savedError() const
{
    const QString error = node()->data.value(keys::error).toString();
    return error.isEmpty() ? tr("The last run of this node failed.") : error;
}

void ResultPane::showNumbers()
{
    const run::NodeRun& run = nodeRun();
    if (run.state == run::NodeState::Running) {
        m_ui->tokensLabel->clear();
        m_ui->timeLabel->setText(words::duration(m_services->clock.monotonic() - run.startedAt));
        return;
    }
    m_ui->timeLabel->setToolTip({});
    if (run.result && isOfRun()) {
        m_ui->tokensLabel->setText(tokenText(*run.result));
        m_ui->timeLabel->setText(timeAndCostText(*run.result));
        if (run.result->costUsd && !run.result->priceDate.isEmpty()) {
            m_ui->timeLabel->setToolTip(tr("Price of %1").arg(run.result->priceDate));
        }
        return;
    }
    const ResultHistory history(*node());
    const workflow::HistoryEntry* shown = history.shown();
    const HistoryNumbers numbers =
        shown ? numbersOf(*shown, m_services->clock.now()) : HistoryNumbers();
    m_ui->tokensLabel->setText(numbers.tokens);
    m_ui->timeLabel->setText(numbers.time);
    m_ui->timeLabel->setToolTip(shown ? shown->model : QString());
}

void ResultPane::showActions()
{
    if (!node()) {
        return;
    }
    const bool running = nodeRun().isActive();
    const bool hasText = !m_ui->outputView->text().isEmpty();
    m_ui->copyButton->setEnabled(hasText);
    m_ui->editButton->setEnabled(!running);
    m_saveAction->setEnabled(hasText && !running);
    m_clearAction->setEnabled(hasText && !running);
    m_ui->moreButton->setEnabled(hasText && !running);
    // The button that was pressed goes: the focus moves on to Stop, and at the end to the result.
    const bool hadFocus = m_ui->runButton->hasFocus() || m_ui->stopButton->hasFocus();
    const bool changes = m_ui->stopButton->isHidden() == running;
    m_ui->runButton->setEnabled(m_blocker.isEmpty());
    m_ui->runButton->setVisible(!running);
    m_ui->stopButton->setVisible(running);
    if (hadFocus && changes) {
        QWidget* next = running ? static_cast<QWidget*>(m_ui->stopButton) : m_ui->outputView;
        next->setFocus(Qt::OtherFocusReason);
    }
    setIcon(m_ui->runButton, hasText ? theme::Icon::Refresh : theme::Icon::Run);
    const QString name = hasText ? tr("Run again") : tr("Run this node");
    m_ui->runButton->setAccessibleName(name);
    m_ui->runButton->setAccessibleDescription(m_blocker);
    m_ui->runButton->setToolTip(m_blocker.isEmpty() ? name : m_blocker);
}

void ResultPane::showEntry(int step)
{
    finishEditing();
    const ResultHistory history(*node());
    if (const std::optional<int> place = history.placeAt(step)) {
        change(history.choosing(*place), tr("Choose result %1").arg(*place + 1));
    }
}

void ResultPane::setEditing(bool editing)
{
    m_ui->outputStack->setCurrentWidget(editing ? static_cast<QWidget*>(m_ui->outputEdit)
                                                : m_ui->outputView);
    m_ui->markdownButton->setEnabled(!editing);
    if (editing) {
        m_watcher->beginStep();
        m_ui->outputEdit->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!node()) {
        return;
    }
    // What was written by hand can be found again after another result was chosen.
    const auto kept = ResultHistory(*node()).keeping(shownText(), m_services->clock.now());
    if (kept) {
        change(*kept, tr("Edit a result"), m_watcher->gesture());
    }
}

void ResultPane::finishEditing()
{
    m_ui->editButton->setChecked(false);
}

/// The key stays: the text counts as the result of the same inputs.
void ResultPane::takeEditedText()
{
    if (m_ui->editButton->isChecked()) {
        change({{keys::outputText, typedText(*m_ui->outputEdit)}}, tr("Edit a result"),
               m_watcher->gesture());
    }
}

void ResultPane::copy()
{
    QGuiApplication::clipboard()->setText(m_ui->outputView->text());
    setIcon(m_ui->copyButton, theme::Icon::Check);
    m_ui->copyButton->setToolTip(tr("Copied"));
    QTimer::singleShot(copiedShownFor, this, [this] {
        setIcon(m_ui->copyButton, theme::Icon::Copy);
        m_ui->copyButton->setToolTip(tr("Copy the result"));
    });
}

void ResultPane::save()
{
    saveTextAs(*this, workflow::titleOf(*node()), m_ui->outputView->text());
}

void ResultPane::clear()
{
    finishEditing();
    change({{keys::outputText, QString()},
            {keys::resultKey, nothing},
            {keys::status, QStringLiteral("idle")},
            {keys::error, QJsonValue::Null}},
           tr("Clear a result"));
}

void ResultPane::showDetails()
{
    auto* dialog = new DetailsDialog(detailsText(nodeRun()), this);
    dialog->open();
}

void ResultPane::change(const workflow::DataPatch& values, const QString& name, int gesture)
{
    WorkflowDocument& document = m_services->document;
    document.perform(workflow::edits::setData(document.workflow(), m_nodeId, values), name,
                     gesture);
}

} // namespace plantain::ui
