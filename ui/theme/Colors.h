// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QLatin1String>
#include <QPalette>

#include <span>

namespace plantain::ui::theme {

enum class Scheme { Dark, Light };

/// What a colour is for. The table behind it is the only place with colour values.
enum class ColorRole {
    Canvas,
    CanvasDot,
    Surface1, ///< bars, docks, dialogs
    Surface2, ///< cards, nodes, buttons
    Surface3, ///< fields
    Line,     ///< separators
    Control,  ///< outlines of controls, at least 3:1
    Text,
    Dim,
    Faint,
    Accent, ///< the one primary action, the active tab, progress
    OnAccent,
    Focus,
    TextPort,
    ImagePort,
    Ok,
    Warn,
    Error,
    Info,
    OkGround,
    WarnGround,
    ErrorGround,
    InfoGround,
    KindPrompt,
    KindImage,
    KindLlm,
    KindOutput,
    KindConstructor,
    KindNote,
    GroupNeutral, ///< frames around nodes; their ground is a tint of it
    GroupBlue,
    GroupGreen,
    GroupPurple,
    GroupOrange,
    GroupRed,
    Shadow ///< of cards, always translucent
};

/// One row of the table: the role, its name in the stylesheet, its colour in both schemes.
struct ColorRow {
    ColorRole role;
    QLatin1String name;
    QRgb dark;
    QRgb light;
};

std::span<const ColorRow> colorTable();
QColor color(ColorRole role, Scheme scheme);
/// In the scheme the application shows now.
QColor color(ColorRole role);

Scheme schemeOf(const QPalette& palette);
/// The scheme the application shows now.
Scheme currentScheme();
QPalette paletteFor(Scheme scheme);

/// `ground` with a share (0..1) of `ink`, opaque.
QColor mixed(const QColor& ground, const QColor& ink, double share);

/// WCAG 2.1 contrast of two opaque colours, 1..21.
double contrast(const QColor& one, const QColor& other);

} // namespace plantain::ui::theme
