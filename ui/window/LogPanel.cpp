// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/LogPanel.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"
#include "ui/window/VersionDetails.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace plantain::ui {

namespace {

/// The log may be written by any thread: it is asked, it does not call.
constexpr std::chrono::milliseconds lookingInterval{400};
constexpr std::chrono::seconds copiedTime{2};

QString lineText(const base::LogLine& line, const QString& timeFormat)
{
    return withoutHome(QStringLiteral("%1 %2 %3: %4")
                           .arg(line.time.toLocalTime().toString(timeFormat),
                                base::logLevelName(line.type), line.category, line.text));
}

} // namespace

LogPanel::LogPanel(std::function<QString()> details, QWidget* parent)
    : QWidget(parent)
    , m_details(std::move(details))
{
    build();
    connect(&m_looking, &QTimer::timeout, this, &LogPanel::showNews);
    m_copied.setSingleShot(true);
    connect(&m_copied, &QTimer::timeout, this,
            [this] { m_copy->setText(tr("Copy for a &bug report")); });
}

void LogPanel::build()
{
    setObjectName(QStringLiteral("logPanel"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::wideGap, theme::gap, theme::wideGap, theme::gap);
    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Log"));
    title->setFont(theme::font(theme::TextStyle::Section));
    head->addWidget(title);
    auto* hint = new QLabel(tr("Keys and tokens are left out."));
    hint->setProperty("role", QStringLiteral("small"));
    head->addWidget(hint, 1);
    m_copy = new QPushButton(theme::icon(theme::Icon::Copy), tr("Copy for a &bug report"));
    m_copy->setObjectName(QStringLiteral("copyReportButton"));
    m_copy->setToolTip(tr("The log, with the versions of what is installed"));
    connect(m_copy, &QPushButton::clicked, this, &LogPanel::copyReport);
    head->addWidget(m_copy);
    auto* close = new QToolButton;
    close->setObjectName(QStringLiteral("closeLogButton"));
    close->setIcon(theme::icon(theme::Icon::Close));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close the log"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &LogPanel::closeRequested);
    head->addWidget(close);
    layout->addLayout(head);
    m_view = new QPlainTextEdit;
    m_view->setObjectName(QStringLiteral("logView"));
    m_view->setAccessibleName(tr("Log"));
    m_view->setReadOnly(true);
    m_view->setTabChangesFocus(true);
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_view->setPlaceholderText(tr("Nothing has been logged yet."));
    m_view->setMaximumBlockCount(static_cast<int>(base::mostLogLines));
    layout->addWidget(m_view);
}

void LogPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    useCodeFont();
    showNews();
    m_looking.start(lookingInterval);
}

void LogPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_looking.stop();
}

void LogPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        // When the new style has done with the view: it takes its font away.
        QMetaObject::invokeMethod(this, &LogPanel::useCodeFont, Qt::QueuedConnection);
    }
}

void LogPanel::useCodeFont()
{
    m_view->setFont(theme::font(theme::TextStyle::Code));
}

void LogPanel::showNews()
{
    // Follows the newest line by itself, unless somebody reads further up.
    const QList<base::LogLine> news = base::logLinesAfter(m_lastShown);
    for (const base::LogLine& line : news) {
        m_view->appendPlainText(lineText(line, QStringLiteral("HH:mm:ss")));
        m_lastShown = line.number;
    }
}

QString LogPanel::report() const
{
    QString text = m_details() + QLatin1Char('\n');
    const QList<base::LogLine> lines = base::logLinesAfter(0);
    for (const base::LogLine& line : lines) {
        text += lineText(line, QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")) + QLatin1Char('\n');
    }
    return text;
}

void LogPanel::copyReport()
{
    QGuiApplication::clipboard()->setText(report());
    m_copy->setText(tr("Copied"));
    m_copied.start(copiedTime);
}

} // namespace plantain::ui
