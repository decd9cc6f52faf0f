// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ResultPane.h"

#include "ui/panels/GenerationWords.h"
#include "ui/widgets/DetailsDialog.h"
#include "ui/widgets/Words.h"
#include "ui_ResultPane.h"

#include <QClipboard>
#include <QGuiApplication>

namespace plantain::ui {

namespace {

constexpr std::chrono::milliseconds copiedShownFor{1500};

void setIcon(QAbstractButton* button, theme::Icon icon)
{
    button->setIcon(theme::icon(icon));
    button->setIconSize({16, 16});
}

} // namespace

ResultPane::ResultPane(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::ResultPane>())
{
    m_ui->setupUi(this);
    setIcon(m_ui->markdownButton, theme::Icon::Markdown);
    setIcon(m_ui->copyButton, theme::Icon::Copy);
    setIcon(m_ui->regenerateButton, theme::Icon::Refresh);
    setIcon(m_ui->clearButton, theme::Icon::Clear);
    QPushButton* stop = m_ui->waitBanner->addButton(tr("Stop"), QStringLiteral("waitStopButton"));
    m_retry = m_ui->endBanner->addButton(tr("Retry"), QStringLiteral("retryButton"));
    m_usage = m_ui->endBanner->addButton(tr("Manage usage"), QStringLiteral("limitUsageButton"));
    m_details = m_ui->endBanner->addButton(tr("Details"), QStringLiteral("detailsButton"));
    m_ui->noteBanner->setClosable(true);
    connect(stop, &QPushButton::clicked, this, &ResultPane::stopRequested);
    connect(m_retry, &QPushButton::clicked, this, &ResultPane::runAgainRequested);
    connect(m_usage, &QPushButton::clicked, this, &ResultPane::usageRequested);
    connect(m_details, &QPushButton::clicked, this, &ResultPane::showDetails);
    connect(m_ui->regenerateButton, &QToolButton::clicked, this, &ResultPane::runAgainRequested);
    connect(m_ui->copyButton, &QToolButton::clicked, this, &ResultPane::copy);
    connect(m_ui->markdownButton, &QToolButton::toggled, m_ui->outputView,
            &OutputView::setMarkdownShown);
    connect(m_ui->outputView, &QTextBrowser::anchorClicked, this, &ResultPane::linkPressed);
}

ResultPane::~ResultPane() = default;

void ResultPane::setController(GenerationController& controller)
{
    m_controller = &controller;
    connect(&controller, &GenerationController::textAppended, m_ui->outputView,
            &OutputView::appendOutput);
    connect(&controller, &GenerationController::textReset, m_ui->outputView,
            [this] { m_ui->outputView->setOutput(m_controller->text()); });
    connect(&controller, &GenerationController::stateChanged, this, &ResultPane::showState);
    connect(&controller, &GenerationController::ticked, this, &ResultPane::showNumbers);
    connect(&controller, &GenerationController::finished, m_ui->outputView, &OutputView::flush);
    connect(m_ui->clearButton, &QToolButton::clicked, &controller, &GenerationController::clear);
    showState();
}

void ResultPane::showState()
{
    const Badge badge = generationBadge(*m_controller);
    m_ui->runBadge->setVisible(!badge.text.isEmpty());
    m_ui->runBadge->setBadge(badge);
    const auto& wait = m_controller->retryWait();
    const QString waitText = wait ? retryText(*wait, m_controller->request().provider) : QString();
    if (!wait) {
        m_ui->waitBanner->hide();
    } else if (m_ui->waitBanner->isVisible()) {
        m_ui->waitBanner->updateTitle(waitText);
    } else {
        m_ui->waitBanner->showMessage(Tone::Info, theme::Icon::Clock, waitText);
    }
    const bool running = m_controller->isRunning();
    const bool hasText = !m_controller->text().isEmpty();
    m_ui->regenerateButton->setEnabled(!running && m_controller->result());
    m_ui->clearButton->setEnabled(!running && (m_controller->result() || hasText));
    showEnding();
    showNumbers();
}

void ResultPane::showEnding()
{
    const auto& result = m_controller->result();
    const EndingMessage message = result ? endingMessage(*result) : EndingMessage{};
    if (message.title.isEmpty()) {
        m_ui->endBanner->hide();
    } else {
        m_ui->endBanner->showMessage(message.tone, message.icon, message.title, message.hint);
    }
    const bool limit = result && result->error &&
                       result->error->error.kind == base::ErrorKind::QuotaExceeded &&
                       m_controller->request().provider == llm::ProviderId::OpenAiAuth;
    m_retry->setVisible(message.canRetry && !limit);
    m_usage->setVisible(limit);
    m_details->setVisible(message.canRetry);
    if (result && !result->notes.isEmpty()) {
        m_ui->noteBanner->showMessage(Tone::Info, theme::Icon::Info,
                                      result->notes.join(QLatin1Char('\n')));
    } else {
        m_ui->noteBanner->hide();
    }
}

void ResultPane::showNumbers()
{
    m_ui->copyButton->setEnabled(!m_controller->text().isEmpty());
    if (m_controller->isRunning()) {
        m_ui->tokensLabel->clear();
        m_ui->timeLabel->setText(words::duration(m_controller->elapsed()));
        return;
    }
    const auto& result = m_controller->result();
    m_ui->tokensLabel->setText(result ? tokenText(*result) : QString());
    m_ui->timeLabel->setText(result ? timeAndCostText(*result) : QString());
    m_ui->timeLabel->setToolTip(result && result->costUsd && !result->priceDate.isEmpty()
                                    ? tr("Price of %1").arg(result->priceDate)
                                    : QString());
}

void ResultPane::copy()
{
    QGuiApplication::clipboard()->setText(m_controller->text());
    setIcon(m_ui->copyButton, theme::Icon::Check);
    m_ui->copyButton->setToolTip(tr("Copied"));
    QTimer::singleShot(copiedShownFor, this, [this] {
        setIcon(m_ui->copyButton, theme::Icon::Copy);
        m_ui->copyButton->setToolTip(tr("Copy the result"));
    });
}

void ResultPane::showDetails()
{
    auto* dialog = new DetailsDialog(detailsText(*m_controller->result()), this);
    dialog->open();
}

} // namespace plantain::ui
