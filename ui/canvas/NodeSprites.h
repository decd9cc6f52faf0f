// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeType.h"
#include "ui/canvas/NinePatch.h"
#include "ui/theme/Icons.h"

#include <QCache>
#include <QHash>
#include <QImage>

namespace plantain::ui {

/// What is the same for many nodes, painted once: the card with its shadow, ports, icons, pictures
/// in the size they are drawn in. Device px.
class NodeSprites
{
public:
    enum class Frame { Card, Note, Running, Error, Warning, Quiet, Ring };

    NodeSprites();

    /// `scale`: device px for one world px.
    void begin(double scale, theme::Scheme scheme);
    const NinePatch& frame(Frame kind);
    const QImage& port(workflow::PortType type, bool isPale, bool isHovered);
    const QImage& icon(theme::Icon icon, const QColor& ink, int size);
    /// `image` as it fills `room`: cut where little is lost by it, else whole.
    QImage picture(const QString& nodeId, const QImage& image, QSize room);
    /// After colours have changed.
    void clear();

    /// What lies within a frame.
    QColor ground(Frame kind) const;

private:
    NinePatch makeFrame(Frame kind) const;
    QImage makePort(workflow::PortType type, bool isPale, bool isHovered) const;
    QImage makePicture(const QImage& image, QSize room) const;
    QColor color(theme::ColorRole role) const { return theme::color(role, m_scheme); }

    double m_scale = 0;
    theme::Scheme m_scheme = theme::Scheme::Dark;
    QHash<int, NinePatch> m_frames;     ///< at the current scale
    QHash<int, QImage> m_ports;         ///< likewise
    QHash<quint64, QImage> m_icons;     ///< by icon, colour and size
    QCache<QString, QImage> m_pictures; ///< cost in KiB
};

} // namespace plantain::ui
