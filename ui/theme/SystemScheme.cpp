// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/SystemScheme.h"

#include <QGuiApplication>
#include <QStyleHints>

#ifdef PLANTAIN_HAS_DBUS
#include "ui/theme/SettingsPortal.h"
#endif

namespace plantain::ui::theme {

namespace {

// org.freedesktop.appearance color-scheme; 0 and what is unknown: no preference.
constexpr uint preferDark = 1;
constexpr uint preferLight = 2;

} // namespace

#ifdef PLANTAIN_HAS_DBUS
class SystemScheme::Portal : public SettingsPortal
{
public:
    using SettingsPortal::SettingsPortal;
};
#else
class SystemScheme::Portal
{
};
#endif

SystemScheme::SystemScheme(const QString& busAddress, QObject* parent)
    : QObject(parent)
    , m_fallback(schemeOf(QGuiApplication::palette()))
    , m_current(m_fallback)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto fromQt = [this](Qt::ColorScheme scheme) {
        take(scheme == Qt::ColorScheme::Dark    ? preferDark
             : scheme == Qt::ColorScheme::Light ? preferLight
                                                : 0);
    };
    fromQt(QGuiApplication::styleHints()->colorScheme());
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, fromQt);
#endif
#ifdef PLANTAIN_HAS_DBUS
    m_portal = std::make_unique<Portal>(busAddress);
    connect(m_portal.get(), &SettingsPortal::colorSchemeRead, this, &SystemScheme::take);
    m_portal->start();
#else
    Q_UNUSED(busAddress)
#endif
}

SystemScheme::~SystemScheme() = default;

void SystemScheme::take(uint preference)
{
    const Scheme scheme = preference == preferDark    ? Scheme::Dark
                          : preference == preferLight ? Scheme::Light
                                                      : m_fallback;
    if (std::exchange(m_current, scheme) != scheme) {
        emit changed(scheme);
    }
}

} // namespace plantain::ui::theme
