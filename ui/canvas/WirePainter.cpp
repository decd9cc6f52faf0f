// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/WirePainter.h"

#include <QPainter>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr double hairlinePitch = 0.9; ///< device px between the hairlines of a wide line
constexpr double dash = 5;            ///< world px, as the gap
constexpr double pauseShare = 0.88;   ///< of the way to the target
constexpr double pauseRadius = 8;     ///< world px

double length(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

QPointF normalOf(QPointF direction)
{
    const double size = length(direction);
    return size > 0 ? QPointF(-direction.y() / size, direction.x() / size) : QPointF();
}

} // namespace

WirePainter::WirePainter(QPainter& painter, const DeviceView& view, const QRectF& exposed)
    : m_painter(painter)
    , m_view(view)
    , m_exposed(exposed.adjusted(-6, -6, 6, 6))
{
}

void WirePainter::usePen(const QColor& color)
{
    if (m_color != color) {
        m_color = color;
        m_painter.setPen(QPen(color, 0));
    }
}

bool WirePainter::isExposed(QPointF from, QPointF to) const
{
    return std::max(from.x(), to.x()) >= m_exposed.left() &&
           std::min(from.x(), to.x()) <= m_exposed.right() &&
           std::max(from.y(), to.y()) >= m_exposed.top() &&
           std::min(from.y(), to.y()) <= m_exposed.bottom();
}

void WirePainter::draw(const WireShape& wire, const WireLook& look)
{
    flattenWire(wire, m_view.scale(), m_points);
    for (QPointF& point : m_points) {
        point = m_view.toDevice(point);
    }
    usePen(look.color);
    const double width = look.width * m_view.pixelRatio();
    if (look.isDashed) {
        drawDashes(width);
    } else {
        drawRuns(m_points, width);
    }
}

void WirePainter::measureNormals()
{
    const std::size_t count = m_points.size();
    m_normals.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const QPointF& before = m_points[i == 0 ? 0 : i - 1];
        const QPointF& after = m_points[i + 1 == count ? i : i + 1];
        m_normals[i] = normalOf(after - before);
    }
}

/// Normals are those of the whole wire, so that a run looks the same wherever it begins.
void WirePainter::drawRuns(const std::vector<QPointF>& points, double width)
{
    const int lines = std::max(1, static_cast<int>(std::lround(width)));
    if (lines > 1) {
        measureNormals();
    }
    std::size_t begin = 0;
    while (begin + 1 < points.size()) {
        if (!isExposed(points[begin], points[begin + 1])) {
            ++begin;
            continue;
        }
        std::size_t end = begin + 1;
        while (end + 1 < points.size() && isExposed(points[end], points[end + 1])) {
            ++end;
        }
        const auto count = static_cast<int>(end - begin + 1);
        for (int line = 0; line < lines; ++line) {
            const double away = (line - (lines - 1) / 2.0) * hairlinePitch;
            if (away == 0) {
                m_painter.drawPolyline(points.data() + begin, count);
                continue;
            }
            m_run.clear();
            for (std::size_t i = begin; i <= end; ++i) {
                m_run.push_back(points[i] + m_normals[i] * away);
            }
            m_painter.drawPolyline(m_run.data(), count);
        }
        begin = end;
    }
}

/// Dashes begin at the wire's start: those of QPen would begin wherever the exposed part does.
void WirePainter::drawDashes(double width)
{
    const std::vector<QPointF> whole = m_points;
    const double step = dash * m_view.scale();
    double left = step;
    bool isDash = true;
    std::vector<QPointF> piece{whole.front()};
    const auto endPiece = [&](QPointF at) {
        piece.push_back(at);
        if (isDash) {
            m_points = piece;
            drawRuns(m_points, width);
        }
        piece = {at};
        isDash = !isDash;
        left = step;
    };
    for (std::size_t i = 1; i < whole.size(); ++i) {
        QPointF from = whole[i - 1];
        double room = length(whole[i] - from);
        while (room > left) {
            const QPointF at = from + (whole[i] - from) * (left / room);
            room -= left;
            from = at;
            endPiece(at);
        }
        left -= room;
        piece.push_back(whole[i]);
    }
    endPiece(whole.back());
}

void WirePainter::drawStraight(const std::vector<QLineF>& world, const QColor& color)
{
    std::vector<QLineF> lines;
    lines.reserve(world.size());
    for (const QLineF& line : world) {
        const QLineF device(m_view.toDevice(line.p1()), m_view.toDevice(line.p2()));
        if (isExposed(device.p1(), device.p2())) {
            lines.push_back(device);
        }
    }
    usePen(color);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.drawLines(lines.data(), static_cast<int>(lines.size()));
    m_painter.setRenderHint(QPainter::Antialiasing, true);
}

void WirePainter::drawPause(const WireShape& wire, const QColor& ink, const QColor& ground)
{
    const QPointF center = m_view.toDevice(wirePointAt(wire, pauseShare));
    const double k = m_view.scale();
    const double radius = pauseRadius * k;
    if (!isExposed(center - QPointF(radius, radius), center + QPointF(radius, radius))) {
        return;
    }
    m_painter.setPen(QPen(ink, std::max(1.0, 1.5 * k)));
    m_painter.setBrush(ground);
    m_painter.drawEllipse(center, radius, radius);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(ink);
    const QSizeF bar(2 * k, 7 * k);
    for (const double x : {-3.2, 1.2}) {
        m_painter.drawRect(QRectF(center + QPointF(x * k, -3.5 * k), bar));
    }
    m_painter.setBrush(Qt::NoBrush);
    m_color = QColor();
}

} // namespace plantain::ui
