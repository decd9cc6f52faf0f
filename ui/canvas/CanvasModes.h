// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace plantain::ui {

/// How wheel and drags are understood: a matter of taste, so people choose.
struct CanvasModes {
    enum class Pan {
        SpaceAndMiddle, ///< holding Space or the middle button while dragging
        Space,
        MiddleMouse,
        Always ///< dragging the empty canvas, too; a box is drawn with Alt then
    };
    enum class Zoom {
        Scroll, ///< the wheel zooms
        AltScroll,
        CtrlScroll ///< the wheel alone pans
    };
    enum class Selection {
        Click,  ///< dragging the empty canvas draws a box
        AltDrag ///< only with Alt; without it, it pans
    };

    Pan pan = Pan::SpaceAndMiddle;
    Zoom zoom = Zoom::Scroll;
    Selection selection = Selection::Click;
    bool operator==(const CanvasModes&) const = default;
};

} // namespace plantain::ui
