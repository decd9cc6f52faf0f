// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/settings/AppSettings.h"
#include "ui/theme/Colors.h"

#include <QFont>
#include <QObject>

class QApplication;

namespace plantain::ui::theme {

/// Sizes every view shares, px. The rest is in resources/style.qss.
inline constexpr int controlRadius = 6;
inline constexpr int cardRadius = 10;
inline constexpr int badgeHeight = 22;
inline constexpr int pagePadding = 24;
inline constexpr int gap = 8;
inline constexpr int wideGap = 12;

enum class TextStyle { Body, Small, Section, Title, Code };
/// The interface font (Inter, else the system's) or the fixed one (JetBrains Mono, else the
/// system's).
QFont font(TextStyle style);

/// Dresses the application: Fusion, palette, fonts and the one stylesheet. Can be changed at run
/// time.
class Theme : public QObject
{
    Q_OBJECT

public:
    /// `application` is borrowed. Nothing changes until `apply`.
    explicit Theme(QApplication& application, QObject* parent = nullptr);

    /// `System`: as light or dark as the palette the platform gives.
    void apply(settings::ThemeChoice choice);

private:
    QApplication& m_application;
    Scheme m_systemScheme;
};

} // namespace plantain::ui::theme
