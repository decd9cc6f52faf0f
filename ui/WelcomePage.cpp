// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/WelcomePage.h"

#include "src/auth/AuthService.h"
#include "src/settings/AppSettings.h"
#include "ui/account/AccountActions.h"
#include "ui/account/ProviderReadiness.h"
#include "ui/theme/Restyle.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/StatusBadge.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace plantain::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageWidth = 760; ///< at least; longer words take more
constexpr int cardHeight = 232;
constexpr int shownRecentFiles = 4;
constexpr int widestName = 150; ///< px; the tooltip tells the rest

struct Example {
    const char* file;
    const char* title;
};
constexpr std::array examples{
    Example{"three-voices", QT_TRANSLATE_NOOP("plantain::ui::WelcomePage", "Three voices")},
    Example{"picture-to-prompt",
            QT_TRANSLATE_NOOP("plantain::ui::WelcomePage", "Picture to prompt")},
    Example{"template", QT_TRANSLATE_NOOP("plantain::ui::WelcomePage", "Template with variables")}};

QFrame* makeCard(QWidget* parent, const QString& title)
{
    auto* card = new QFrame(parent);
    card->setProperty("card", true);
    card->setMinimumHeight(cardHeight);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(theme::gap);
    auto* label = new QLabel(title, card);
    label->setProperty("role", u"section"_s);
    column->addWidget(label);
    return card;
}

QPushButton* makeEntry(QWidget* parent, theme::Icon icon, const QString& text)
{
    auto* button = new QPushButton(theme::icon(icon), text, parent);
    button->setProperty("kind", u"entry"_s);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

void addLine(QVBoxLayout& column)
{
    auto* line = new QFrame(column.parentWidget());
    line->setProperty("separator", true);
    column.addWidget(line);
}

QLabel* makeNote(QWidget* parent, const QString& text)
{
    auto* note = new QLabel(text, parent);
    note->setProperty("role", u"faint"_s);
    note->setWordWrap(true);
    return note;
}

} // namespace

WelcomePage::WelcomePage(const EditorServices& services, bool offersSandbox, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_offersSandbox(offersSandbox)
{
    setObjectName(u"welcomePage"_s);
    setAccessibleName(tr("Welcome"));
    setCursor(Qt::ArrowCursor);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::wideGap);
    auto* title = new QLabel(tr("Wire up a thought."), this);
    title->setProperty("role", u"welcome"_s);
    auto* text = new QLabel(tr("Prompts, images and language models, connected. Nothing leaves "
                               "this machine until you press Run."),
                            this);
    text->setProperty("role", u"dim"_s);
    text->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(text);
    column->addSpacing(theme::gap);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(theme::wideGap);
    cards->addWidget(makeAccountCard(this), 6);
    cards->addWidget(makeStartCard(this), 6);
    cards->addWidget(makeRecentCard(this), 5);
    column->addLayout(cards);
    setMinimumWidth(pageWidth);
    connect(&services.account.service(), &auth::AuthService::statusChanged, this,
            &WelcomePage::showAccount);
    connect(&services.settings, &settings::AppSettings::changed, this, &WelcomePage::showRecent);
    showAccount();
    showRecent();
}

QWidget* WelcomePage::makeAccountCard(QWidget* parent)
{
    QFrame* card = makeCard(parent, tr("1 · Choose who answers"));
    auto* column = static_cast<QVBoxLayout*>(card->layout());
    m_badge = new StatusBadge(card);
    m_badge->setObjectName(u"welcomeBadge"_s);
    column->addWidget(m_badge, 0, Qt::AlignLeft);
    addConnect(*card);
    auto* keys = new QPushButton(theme::icon(theme::Icon::Key), tr("API key or own server…"), card);
    keys->setObjectName(u"welcomeKeyButton"_s);
    connect(keys, &QPushButton::clicked, this, &WelcomePage::setupRequested);
    column->addWidget(keys);
    column->addStretch();
    addLine(*column);
    addSandbox(*card);
    return card;
}

void WelcomePage::addConnect(QWidget& card)
{
    m_connect = new QPushButton(&card);
    m_connect->setObjectName(u"welcomeConnectButton"_s);
    m_connect->setProperty("buttonSize", u"large"_s);
    connect(m_connect, &QPushButton::clicked, this, [this] {
        const auto state =
            accountReadiness(m_services.account.service().status(), m_services.account.isChatGpt());
        m_services.account.perform(state.accountAction);
    });
    card.layout()->addWidget(m_connect);
}

/// Practice: a button, or the words that it is under way.
void WelcomePage::addSandbox(QWidget& card)
{
    if (m_services.sandbox) {
        card.layout()->addWidget(makeNote(
            &card, tr("Sandbox: a practice provider answers. No real account, no network.")));
        return;
    }
    if (m_offersSandbox) {
        auto* sandbox =
            new QPushButton(theme::icon(theme::Icon::Run), tr("Try the sandbox"), &card);
        sandbox->setObjectName(u"sandboxButton"_s);
        sandbox->setToolTip(tr("Opens a second window with a practice provider"));
        connect(sandbox, &QPushButton::clicked, this, &WelcomePage::sandboxRequested);
        card.layout()->addWidget(sandbox);
    }
    card.layout()->addWidget(makeNote(
        &card, m_offersSandbox
                   ? tr("A practice provider in a second window. Nothing leaves this machine.")
                   : tr("To practise without an account, start with --sandbox.")));
}

QWidget* WelcomePage::makeStartCard(QWidget* parent)
{
    QFrame* card = makeCard(parent, tr("2 · Start from something"));
    auto* column = static_cast<QVBoxLayout*>(card->layout());
    column->setSpacing(2);
    for (const Example& example : examples) {
        const QString resource =
            u":/plantain/examples/%1.plantain"_s.arg(QLatin1String(example.file));
        QPushButton* entry = makeEntry(card, theme::Icon::Group, tr(example.title));
        entry->setObjectName(u"example_"_s + QLatin1String(example.file));
        entry->setVisible(QFile::exists(resource));
        connect(entry, &QPushButton::clicked, this,
                [this, resource] { emit exampleRequested(resource); });
        column->addWidget(entry);
        m_firstExample = m_firstExample ? m_firstExample : entry;
    }
    QPushButton* flow = makeEntry(card, theme::Icon::Plus, tr("New prompt"));
    flow->setObjectName(u"newFlowButton"_s);
    flow->setToolTip(tr("A prompt, a model and an output, wired up"));
    connect(flow, &QPushButton::clicked, this, &WelcomePage::newFlowRequested);
    column->addWidget(flow);
    column->addStretch();
    addLine(*column);
    column->addSpacing(6);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::gap);
    auto* project = new QPushButton(theme::icon(theme::Icon::File), tr("New project…"), card);
    project->setObjectName(u"welcomeNewProjectButton"_s);
    connect(project, &QPushButton::clicked, this, &WelcomePage::newProjectRequested);
    auto* open = new QPushButton(theme::icon(theme::Icon::Folder), tr("Open…"), card);
    open->setObjectName(u"welcomeOpenButton"_s);
    connect(open, &QPushButton::clicked, this, &WelcomePage::openRequested);
    row->addWidget(project);
    row->addWidget(open);
    column->addLayout(row);
    return card;
}

QWidget* WelcomePage::makeRecentCard(QWidget* parent)
{
    QFrame* card = makeCard(parent, tr("Recent"));
    auto* column = static_cast<QVBoxLayout*>(card->layout());
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(2);
    column->addLayout(m_recent);
    column->addStretch();
    column->addWidget(makeNote(card, tr("or press / to add a node")));
    return card;
}

void WelcomePage::showAccount()
{
    const auth::AuthStatus& status = m_services.account.service().status();
    const bool isChatGpt = m_services.account.isChatGpt();
    const auto state = accountReadiness(status, isChatGpt);
    m_badge->setBadge(accountChip(status));
    // The button says it then.
    m_badge->setVisible(status.state != auth::AuthState::SignedOut);
    const bool canAct = state.action != ReadinessAction::None;
    if (!canAct && window()->focusWidget() == m_connect) {
        // Who is connected starts from something.
        m_firstExample->setFocus(Qt::OtherFocusReason);
    }
    m_connect->setVisible(canAct);
    m_connect->setText(state.accountAction == AccountAction::Connect && !isChatGpt
                           ? tr("Connect an account")
                           : state.actionText);
    theme::setStyleProperty(*m_connect, "kind", state.isPrimary ? u"primary"_s : QString());
}

void WelcomePage::showRecent()
{
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        // May be the one that was just pressed.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    QWidget* card = m_recent->parentWidget();
    int shown = 0;
    const QStringList files = m_services.settings.values().recentFiles;
    for (const QString& path : files) {
        if (shown == shownRecentFiles || !QFileInfo::exists(path)) {
            continue;
        }
        ++shown;
        const QString name = QFileInfo(path).fileName();
        QString shownName = fontMetrics().elidedText(name, Qt::ElideMiddle, widestName);
        QPushButton* entry = makeEntry(card, theme::Icon::File, shownName.replace(u'&', u"&&"_s));
        entry->setAccessibleName(name);
        entry->setObjectName(u"recentButton"_s);
        entry->setToolTip(QDir::toNativeSeparators(path));
        connect(entry, &QPushButton::clicked, this, [this, path] { emit fileRequested(path); });
        m_recent->addWidget(entry);
    }
    if (shown == 0) {
        m_recent->addWidget(makeNote(card, tr("Workflows that you open or save are listed here.")));
    }
}

void WelcomePage::showEvent(QShowEvent* event)
{
    // Files come and go while nobody looks.
    showRecent();
    QWidget::showEvent(event);
}

} // namespace plantain::ui
