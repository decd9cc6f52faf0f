// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeSprites.h"

#include "ui/canvas/CanvasScene.h"
#include "ui/theme/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace plantain::ui {

namespace {

using theme::ColorRole;

constexpr double shadowReach = 16;
constexpr double shadowBlur = 6;
constexpr double shadowDrop = 4;
constexpr double strongLine = 2;
constexpr double portReach = 12;
constexpr double imageRadius = 6;
constexpr int keptKibibytes = 48 * 1024;
constexpr int keptIcons = 500;

QRectF inset(const QRectF& rect, double by)
{
    return rect.adjusted(by, by, -by, -by);
}

ColorRole lineOf(NodeSprites::Frame kind)
{
    switch (kind) {
    case NodeSprites::Frame::Running:
        return ColorRole::Info;
    case NodeSprites::Frame::Error:
        return ColorRole::Error;
    case NodeSprites::Frame::Warning:
        return ColorRole::Warn;
    case NodeSprites::Frame::Quiet:
        return ColorRole::Control;
    case NodeSprites::Frame::Ring:
        return ColorRole::Focus;
    case NodeSprites::Frame::Card:
    case NodeSprites::Frame::Note:
        break;
    }
    return ColorRole::Line;
}

} // namespace

NodeSprites::NodeSprites()
    : m_pictures(keptKibibytes)
{
}

void NodeSprites::begin(double scale, theme::Scheme scheme)
{
    if (m_scale != scale || m_scheme != scheme) {
        m_frames.clear();
        m_ports.clear();
    }
    m_scale = scale;
    m_scheme = scheme;
}

void NodeSprites::clear()
{
    m_frames.clear();
    m_ports.clear();
    m_icons.clear();
    m_pictures.clear();
}

QColor NodeSprites::ground(Frame kind) const
{
    const QColor card = color(ColorRole::Surface2);
    return kind == Frame::Note ? theme::mixed(card, color(ColorRole::Warn), 0.1) : card;
}

const NinePatch& NodeSprites::frame(Frame kind)
{
    NinePatch& known = m_frames[static_cast<int>(kind)];
    if (known.isNull()) {
        known = makeFrame(kind);
    }
    return known;
}

NinePatch NodeSprites::makeFrame(Frame kind) const
{
    const auto outside = static_cast<int>(std::ceil(shadowReach * m_scale));
    const auto inside = static_cast<int>(std::ceil((theme::cardRadius + 2) * m_scale));
    const double radius = theme::cardRadius * m_scale;
    const auto paintRing = [&](QPainter& painter, const QRect& rect) {
        const double line = std::max(1.0, strongLine * m_scale);
        painter.setPen(QPen(color(lineOf(kind)), line));
        painter.drawRoundedRect(inset(rect, -line / 2), radius + line / 2, radius + line / 2);
    };
    const auto paintCard = [&](QPainter& painter, const QRect& rect) {
        const bool isStrong = kind == Frame::Running || kind == Frame::Error;
        const double line = std::max(1.0, std::round((isStrong ? strongLine : 1) * m_scale));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(lineOf(kind)));
        painter.drawRoundedRect(rect, radius, radius);
        painter.setBrush(ground(kind));
        painter.drawRoundedRect(inset(rect, line), radius - line, radius - line);
    };
    return {outside, inside, [&](QImage& picture, const QRect& rect) {
                if (kind != Frame::Ring) {
                    const double strength = m_scheme == theme::Scheme::Dark ? 0.42 : 0.13;
                    paintShadow(picture, rect, color(ColorRole::Shadow), strength,
                                shadowBlur * m_scale, shadowDrop * m_scale);
                }
                QPainter painter(&picture);
                painter.setRenderHint(QPainter::Antialiasing);
                kind == Frame::Ring ? paintRing(painter, rect) : paintCard(painter, rect);
            }};
}

const QImage& NodeSprites::port(workflow::PortType type, bool isPale, bool isHovered)
{
    const int key = static_cast<int>(type) * 4 + (isPale ? 2 : 0) + (isHovered ? 1 : 0);
    QImage& image = m_ports[key];
    if (image.isNull()) {
        image = makePort(type, isPale, isHovered);
    }
    return image;
}

/// A circle takes text, a square a picture; the ring in the card's colour sets it off from wires.
QImage NodeSprites::makePort(workflow::PortType type, bool isPale, bool isHovered) const
{
    const int side = 2 * static_cast<int>(std::ceil(portReach * m_scale)) + 1;
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool isSquare = type == workflow::PortType::Image;
    const QColor ink = color(isSquare                           ? ColorRole::ImagePort
                             : type == workflow::PortType::Text ? ColorRole::TextPort
                                                                : ColorRole::Control);
    const auto shape = [&](double radius, const QColor& brush) {
        const double size = radius * m_scale;
        const QRectF rect(side / 2.0 - size, side / 2.0 - size, 2 * size, 2 * size);
        painter.setBrush(brush);
        const double corner = isSquare ? 1.5 * m_scale : size;
        painter.drawRoundedRect(rect, corner, corner);
    };
    constexpr double radius = CanvasScene::portRadius - 1;
    if (isHovered) {
        QColor halo = ink;
        halo.setAlphaF(0.35F);
        shape(radius + 5, halo);
    }
    const QColor card = color(ColorRole::Surface2);
    shape(radius + 2, card);
    shape(radius, isPale ? theme::mixed(card, ink, 0.25) : ink);
    return image;
}

const QImage& NodeSprites::icon(theme::Icon icon, const QColor& ink, int size)
{
    const quint64 key = (static_cast<quint64>(ink.rgb()) << 32) |
                        (static_cast<quint64>(size) << 8) | static_cast<quint64>(icon);
    if (m_icons.size() > keptIcons) {
        m_icons.clear();
    }
    QImage& image = m_icons[key];
    if (image.isNull()) {
        image = QImage(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        theme::paintIcon(painter, QRectF(0, 0, size, size), icon, ink);
    }
    return image;
}

QImage NodeSprites::picture(const QString& nodeId, const QImage& image, QSize room)
{
    const QString key = QStringLiteral("%1/%2/%3x%4")
                            .arg(nodeId)
                            .arg(image.cacheKey())
                            .arg(room.width())
                            .arg(room.height());
    if (const QImage* known = m_pictures.object(key)) {
        return *known;
    }
    const QImage made = makePicture(image, room);
    m_pictures.insert(key, new QImage(made), 1 + made.sizeInBytes() / 1024);
    return made;
}

QImage NodeSprites::makePicture(const QImage& image, QSize room) const
{
    constexpr double leastKept = 0.66; ///< share of the picture that filling the room leaves
    const QSize whole = image.size().scaled(room, Qt::KeepAspectRatio);
    const QSize filling = image.size().scaled(room, Qt::KeepAspectRatioByExpanding);
    const double kept = static_cast<double>(room.width()) * room.height() /
                        (static_cast<double>(filling.width()) * filling.height());
    QRect target({}, (kept > leastKept ? filling : whole).expandedTo({1, 1}));
    target.moveCenter(QRect({}, room).center());
    QImage result(room, QImage::Format_ARGB32_Premultiplied);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = imageRadius * m_scale;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(ColorRole::Surface3));
    painter.drawRoundedRect(result.rect(), radius, radius);
    painter.setCompositionMode(QPainter::CompositionMode_SourceAtop);
    painter.drawImage(target.topLeft(),
                      image.scaled(target.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    return result;
}

} // namespace plantain::ui
