// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/RecoveryOffer.h"

#include "ui/widgets/MessageBanner.h"

#include <QLocale>
#include <QPushButton>

namespace plantain::ui {

RecoveryOffer::RecoveryOffer(Recovery& recovery, LeaveGuard& guard, MessageBanner& banner)
    : m_recovery(recovery)
    , m_guard(guard)
    , m_banner(banner)
{
    QPushButton* restore = banner.addButton(tr("Restore"), QStringLiteral("restoreButton"));
    connect(restore, &QPushButton::clicked, this, &RecoveryOffer::restoreFirst);
    QPushButton* discard = banner.addButton(tr("Discard"), QStringLiteral("discardButton"));
    connect(discard, &QPushButton::clicked, this, [this] {
        m_recovery.discard(m_works.first());
        takeFirst();
    });
    QPushButton* later = banner.addButton(tr("Later"), QStringLiteral("laterButton"));
    later->setToolTip(tr("Ask again at the next start"));
    connect(later, &QPushButton::clicked, this, &RecoveryOffer::takeFirst);
    connect(&recovery, &Recovery::restored, this, &RecoveryOffer::handleRestored);
}

void RecoveryOffer::look()
{
    m_works = m_recovery.found();
    showNext();
}

void RecoveryOffer::showNext()
{
    if (m_works.isEmpty()) {
        m_banner.hide();
        emit changed();
        return;
    }
    const RecoveredWork& work = m_works.first();
    const QString when = QLocale().toString(work.savedAt.toLocalTime(), QLocale::ShortFormat);
    QString hint = work.path.isEmpty()
                       ? tr("It was never saved to a file.")
                       : tr("It belongs to %1, which is as it was saved last.").arg(work.path);
    if (m_works.size() > 1) {
        hint += QLatin1Char(' ') + tr("%1 more will be offered after it.").arg(m_works.size() - 1);
    }
    m_banner.showMessage(Tone::Info, theme::Icon::History,
                         tr("Unsaved work was found: “%1”, %2.").arg(work.name, when), hint);
    emit changed();
}

void RecoveryOffer::takeFirst()
{
    m_works.removeFirst();
    showNext();
}

void RecoveryOffer::restoreFirst()
{
    m_guard.whenFree([this] { m_recovery.restore(m_works.first()); });
}

void RecoveryOffer::handleRestored(const std::optional<base::Error>& error)
{
    if (!error) {
        takeFirst();
        return;
    }
    m_banner.showMessage(Tone::Error, theme::Icon::Error, error->message, error->hint);
}

} // namespace plantain::ui
