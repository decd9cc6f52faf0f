// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <functional>

class QPainter;

namespace plantain::ui {

/// A frame of any size, drawn from a small picture of it: corners as they are, sides repeated.
/// Device px.
class NinePatch
{
public:
    NinePatch() = default;
    /// `outside`: how far it reaches beyond the frame; `inside`: how far its corners reach into it.
    /// `paint` draws a frame into the given rectangle of a transparent picture.
    NinePatch(int outside, int inside, const std::function<void(QImage&, const QRect&)>& paint);

    bool isNull() const { return m_picture.isNull(); }
    /// The least width and height of a frame.
    int leastSize() const { return 2 * m_inside; }
    /// What lies further inside than the corners is left alone.
    void draw(QPainter& painter, const QRect& frame) const;
    QRect middle(const QRect& frame) const
    {
        return frame.adjusted(m_inside, m_inside, -m_inside, -m_inside);
    }

private:
    int m_outside = 0;
    int m_inside = 0;
    QImage m_picture; ///< the corners, one px apart
    QImage m_across;  ///< upper and lower side, one over the other
    QImage m_down;    ///< left and right side, side by side
};

/// The shadow of a frame, around and under it. `strength`: 0..1. `blur`: one standard deviation,
/// px.
void paintShadow(QImage& picture, const QRect& frame, const QColor& color, double strength,
                 double blur, double drop);

} // namespace plantain::ui
