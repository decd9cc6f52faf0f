// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colors.h"

#include <QObject>

#include <memory>

namespace plantain::ui::theme {

/// Whether the desktop is dark or light now. Asks the settings portal, because Qt has no word for
/// it before 6.5; without a portal, or when it has no preference, the palette that the platform
/// gave at the start decides.
class SystemScheme : public QObject
{
    Q_OBJECT

public:
    /// `busAddress`: of the bus with the portal; empty: the session's.
    explicit SystemScheme(const QString& busAddress = {}, QObject* parent = nullptr);
    ~SystemScheme() override;

    Scheme current() const { return m_current; }

signals:
    void changed(plantain::ui::theme::Scheme scheme);

private:
    void take(uint preference);

    class Portal;
    Scheme m_fallback;
    Scheme m_current;
    std::unique_ptr<Portal> m_portal; ///< null: built without D-Bus
};

} // namespace plantain::ui::theme
