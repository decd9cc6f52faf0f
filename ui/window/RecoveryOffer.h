// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Recovery.h"
#include "ui/window/LeaveGuard.h"

#include <QObject>

namespace plantain::ui {

class MessageBanner;

/// Offers the work of a program that did not end well, one piece after the other: restore it, throw
/// it away, or leave it for the next start.
class RecoveryOffer : public QObject
{
    Q_OBJECT

public:
    /// Borrowed. `banner` gets its buttons.
    RecoveryOffer(Recovery& recovery, LeaveGuard& guard, MessageBanner& banner);

    /// Looks for work and shows the banner when there is some.
    void look();
    bool isShown() const { return !m_works.isEmpty(); }

signals:
    void changed();

private:
    void showNext();
    void takeFirst();
    void restoreFirst();
    void handleRestored(const std::optional<base::Error>& error);

    Recovery& m_recovery;
    LeaveGuard& m_guard;
    MessageBanner& m_banner;
    QList<RecoveredWork> m_works;
};

} // namespace plantain::ui
