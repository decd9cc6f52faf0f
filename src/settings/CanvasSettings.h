// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>

class QJsonObject;

namespace plantain::base {
class JsonReader;
}

namespace plantain::settings {

/// What moves the canvas beside the scroll bars of a touchpad.
enum class PanMode { SpaceAndMiddle, Space, MiddleButton, Always };
/// What the wheel needs to zoom; without it, it pans.
enum class ZoomMode { Scroll, AltScroll, CtrlScroll };
/// What draws a box around nodes.
enum class SelectionMode { Drag, AltDrag };
/// Of documents that are new.
enum class EdgeStyle { Curved, Angular };
enum class TextSize { Small, Normal, Large, VeryLarge };

/// How the canvas looks and answers the hand.
struct CanvasSettings {
    PanMode pan = PanMode::SpaceAndMiddle;
    ZoomMode zoom = ZoomMode::Scroll;
    SelectionMode selection = SelectionMode::Drag;
    bool showGrid = true;
    bool snapToGrid = false;
    EdgeStyle edgeStyle = EdgeStyle::Curved;
    bool reduceMotion = false;
    TextSize textSize = TextSize::Normal;
    bool operator==(const CanvasSettings&) const = default;
};

/// Strict: an unknown word is the reader's error.
CanvasSettings readCanvasSettings(base::JsonReader& reader);
QJsonObject jsonOf(const CanvasSettings& canvas);
/// "curved" or "angular", as in workflow files.
QLatin1String toString(EdgeStyle style);

} // namespace plantain::settings
