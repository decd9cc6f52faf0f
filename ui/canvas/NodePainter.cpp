// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodePainter.h"

#include "ui/canvas/RichText.h"
#include "ui/theme/Theme.h"

#include <QPainter>

#include <algorithm>

namespace plantain::ui {

namespace {

using theme::ColorRole;
using Frame = NodeSprites::Frame;

constexpr double strongLine = 2;
constexpr double ringGap = 3; ///< between a card and the ring of the keyboard's focus
constexpr double imageRadius = 6;

bool isStrong(NodeFace::Outline outline)
{
    return outline == NodeFace::Outline::Running || outline == NodeFace::Outline::Error;
}

bool isDashed(NodeFace::Outline outline)
{
    return outline == NodeFace::Outline::Warning || outline == NodeFace::Outline::Quiet;
}

bool isNote(const NodeFace& face)
{
    return face.kind == ColorRole::KindNote && !face.isUnknown;
}

QRectF inset(const QRectF& rect, double by)
{
    return rect.adjusted(by, by, -by, -by);
}

} // namespace

/// A painter and where the node stands. World px inside `to`, device px outside.
struct NodePainter::Placed {
    QPainter& painter;
    QPointF origin; ///< device
    double scale;

    QRectF toDevice(const QRectF& local) const
    {
        return {origin + local.topLeft() * scale, local.size() * scale};
    }
    void useWorld() const
    {
        painter.setTransform(QTransform(scale, 0, 0, scale, origin.x(), origin.y()));
    }
    void useDevice() const { painter.resetTransform(); }
};

NodePainter::NodePainter(Thumbnails& thumbnails)
    : m_thumbnails(thumbnails)
{
}

void NodePainter::begin(const DeviceView& view, bool isQuick)
{
    m_view = view;
    m_isQuick = isQuick;
    m_usedRoughPictures = false;
    m_scheme = theme::currentScheme();
    m_sprites.begin(view.scale(), m_scheme);
}

void NodePainter::clear()
{
    m_text.clear();
    m_sprites.clear();
}

NodeSprites::Frame NodePainter::frameOf(const NodeFace& face)
{
    switch (face.outline) {
    case NodeFace::Outline::Running:
        return Frame::Running;
    case NodeFace::Outline::Error:
        return Frame::Error;
    case NodeFace::Outline::Warning:
        return Frame::Warning;
    case NodeFace::Outline::Quiet:
        return Frame::Quiet;
    case NodeFace::Outline::Plain:
        break;
    }
    return isNote(face) ? Frame::Note : Frame::Card;
}

void NodePainter::paint(QPainter& painter, const NodeItem& item)
{
    if (m_view.detail() == Detail::Full) {
        paintFull(painter, item);
    } else {
        paintTitleOnly(painter, item);
    }
}

void NodePainter::paintFull(QPainter& painter, const NodeItem& item)
{
    const QRect pixels = m_view.toPixels(item.rect);
    paintCard(painter, item, pixels);
    paintContent({painter, pixels.topLeft(), m_view.scale()}, item);
    if (item.face.isDimmed || item.isPale) {
        paintPale(painter, pixels, item.isPale ? 0.6 : 0.45);
    }
    for (const PortItem& port : item.ports) {
        paintPort(painter, port, item.isPale, false);
    }
}

void NodePainter::paintCard(QPainter& painter, const NodeItem& item, const QRect& pixels)
{
    const NodeFace& face = item.face;
    const Frame kind = frameOf(face);
    const NinePatch& card = m_sprites.frame(kind);
    const QRect body = QRect(pixels.topLeft(),
                             pixels.size().expandedTo(QSize(card.leastSize(), card.leastSize())));
    card.draw(painter, body);
    painter.fillRect(card.middle(body), m_sprites.ground(kind));
    if (item.rect.height() > CanvasScene::headerHeight) {
        const double k = m_view.scale();
        const int line = std::max(1, qRound(k));
        const int side = isStrong(face.outline) ? std::max(1, qRound(strongLine * k)) : line;
        const int y = body.top() + qRound(CanvasScene::headerHeight * k) - line;
        painter.fillRect(QRect(body.left() + side, y, body.width() - 2 * side, line),
                         color(ColorRole::Line));
    }
    if (isDashed(face.outline)) {
        paintGaps(painter, body);
    }
    if (item.isSelected) {
        m_sprites.frame(Frame::Ring).draw(painter, body);
    }
    if (item.hasFocus) {
        const int gap = qRound((strongLine + ringGap) * m_view.scale());
        m_sprites.frame(Frame::Ring).draw(painter, body.adjusted(-gap, -gap, gap, gap));
    }
}

/// A dashed outline is a solid one with gaps: dashes of a pen would begin anew wherever the exposed
/// part does.
void NodePainter::paintGaps(QPainter& painter, const QRect& body) const
{
    const double k = m_view.scale();
    const int line = std::max(1, qRound(k));
    const int gap = std::max(2, qRound(3 * k));
    const int pitch = gap + std::max(2, qRound(4 * k));
    const int corner = qRound(theme::cardRadius * k);
    const QColor ink = color(ColorRole::Line);
    for (int x = body.left() + corner; x + gap < body.right() - corner; x += pitch) {
        painter.fillRect(QRect(x, body.top(), gap, line), ink);
        painter.fillRect(QRect(x, body.bottom() + 1 - line, gap, line), ink);
    }
    for (int y = body.top() + corner; y + gap < body.bottom() - corner; y += pitch) {
        painter.fillRect(QRect(body.left(), y, line, gap), ink);
        painter.fillRect(QRect(body.right() + 1 - line, y, line, gap), ink);
    }
}

/// What cannot be used now stands back.
void NodePainter::paintPale(QPainter& painter, const QRect& pixels, double share) const
{
    QColor veil = color(ColorRole::Canvas);
    veil.setAlphaF(static_cast<float>(share));
    painter.setPen(Qt::NoPen);
    painter.setBrush(veil);
    const double radius = theme::cardRadius * m_view.scale();
    painter.drawRoundedRect(pixels, radius, radius);
}

void NodePainter::paintContent(const Placed& placed, const NodeItem& item)
{
    const NodeLayout layout = layoutNode(item.face, item.rect.size());
    placed.useWorld();
    paintHeader(placed, item.face, layout);
    if (item.face.bodyBadge) {
        paintBadge(placed, layout.bodyBadge, *item.face.bodyBadge);
    }
    paintButtons(placed, item.face, layout);
    if (!item.isEdited) {
        paintText(placed, item, layout);
    }
    paintFooter(placed, item.face, layout);
    if (!layout.image.isEmpty()) {
        paintImage(placed, item, layout);
    }
    placed.useDevice();
}

void NodePainter::paintHeader(const Placed& placed, const NodeFace& face, const NodeLayout& layout)
{
    placed.painter.setPen(Qt::NoPen);
    placed.painter.setBrush(color(face.kind));
    placed.painter.drawRoundedRect(layout.mark, 2, 2);
    paintLine(placed, layout.title, face.title, NodeFont::Title, color(ColorRole::Text));
    if (!layout.note.isEmpty()) {
        const NodeFont font =
            face.headerNote.startsWith(QLatin1Char('@')) ? NodeFont::Code : NodeFont::Small;
        paintLine(placed, layout.note, face.headerNote, font, color(ColorRole::Faint),
                  Qt::AlignRight);
    }
    if (face.headerBadge) {
        paintBadge(placed, layout.headerBadge, *face.headerBadge);
    }
    if (!layout.comment.isEmpty()) {
        paintIcon(placed, layout.comment, theme::Icon::Comment, color(ColorRole::Faint));
    }
}

void NodePainter::paintText(const Placed& placed, const NodeItem& item, const NodeLayout& layout)
{
    const NodeFace& face = item.face;
    if (layout.text.isEmpty() || (face.text.isEmpty() && !face.isStreaming)) {
        return;
    }
    if (face.textIsMarkdown && !face.isStreaming) {
        drawRichText(placed.painter, layout.text.topLeft(),
                     m_text.markdown(face.text, layout.text.size()), m_scheme);
        return;
    }
    const TextBlock& block = m_text.block(face.text, layout.text.size(), face.isStreaming);
    placed.painter.setPen(color(face.textIsFaint ? ColorRole::Faint : ColorRole::Text));
    drawGlyphs(placed.painter, layout.text.topLeft(), block.glyphs);
    if (face.isStreaming) {
        const QRectF caret(layout.text.topLeft() + block.end + QPointF(1, 2), QSizeF(3, 14));
        placed.painter.fillRect(caret, color(ColorRole::Info));
    }
}

void NodePainter::paintFooter(const Placed& placed, const NodeFace& face, const NodeLayout& layout)
{
    const QRectF& room = layout.footer;
    if (room.isEmpty()) {
        return;
    }
    placed.painter.fillRect(QRectF(room.topLeft(), QSizeF(room.width(), 1)),
                            color(ColorRole::Line));
    const QRectF row = room.adjusted(0, 1, 0, -2);
    const double right =
        std::min(room.width() * 0.7, NodeText::steadyWidth(face.footerRight, NodeFont::Small) + 2);
    paintLine(placed, row.adjusted(0, 0, -right - 8, 0), face.footerLeft, NodeFont::Small,
              color(ColorRole::Faint));
    paintLine(placed, QRectF(row.right() - right, row.top(), right, row.height()), face.footerRight,
              NodeFont::Small, color(ColorRole::Faint), Qt::AlignRight);
}

void NodePainter::paintButtons(const Placed& placed, const NodeFace& face, const NodeLayout& layout)
{
    for (std::size_t i = 0; i < layout.buttons.size(); ++i) {
        const QRectF& rect = layout.buttons[i];
        const FaceButton& button = face.buttons[static_cast<qsizetype>(i)];
        if (rect.isEmpty()) {
            continue;
        }
        // The second choice is text alone.
        const bool isFlat = !button.isPrimary && i > 0;
        QColor ink = color(isFlat ? ColorRole::Dim : ColorRole::Text);
        if (!isFlat) {
            placed.painter.setPen(button.isPrimary ? QPen(Qt::NoPen)
                                                   : QPen(color(ColorRole::Line), 1));
            placed.painter.setBrush(
                color(button.isPrimary ? ColorRole::Accent : ColorRole::Surface2));
            const double half = button.isPrimary ? 0 : 0.5;
            placed.painter.drawRoundedRect(inset(rect, half), theme::controlRadius,
                                           theme::controlRadius);
            ink = button.isPrimary ? color(ColorRole::OnAccent) : ink;
        }
        QRectF text = rect.adjusted(10, 0, -8, 0);
        if (button.icon) {
            paintIcon(placed, QRectF(text.left(), rect.center().y() - 7, 14, 14), *button.icon,
                      ink);
            text.setLeft(text.left() + 20);
        }
        paintLine(placed, text, button.text, NodeFont::Label, ink);
    }
}

void NodePainter::paintBadge(const Placed& placed, const QRectF& rect, const Badge& badge)
{
    const QColor ink = color(ui::inkOf(badge.tone));
    const bool outlined = badge.tone == Tone::Neutral;
    placed.painter.setPen(outlined ? QPen(color(ColorRole::Control), 1) : QPen(Qt::NoPen));
    placed.painter.setBrush(color(ui::groundOf(badge.tone)));
    const double half = outlined ? 0.5 : 0;
    placed.painter.drawRoundedRect(inset(rect, half), rect.height() / 2 - half,
                                   rect.height() / 2 - half);
    paintIcon(placed, QRectF(rect.left() + 8, rect.center().y() - 7, 14, 14), badge.icon, ink);
    paintLine(placed, rect.adjusted(27, 0, -6, 0), badge.text, NodeFont::Label, ink);
}

void NodePainter::paintLine(const Placed& placed, const QRectF& room, const QString& text,
                            NodeFont font, const QColor& ink, Qt::Alignment alignment)
{
    if (text.isEmpty() || room.width() < 6) {
        return;
    }
    const TextLine& line = m_text.line(text, font, room.width());
    const double x = alignment.testFlag(Qt::AlignRight) ? room.right() - line.width : room.left();
    placed.painter.setPen(ink);
    drawGlyphs(placed.painter, {x, room.center().y() - line.height / 2}, line.glyphs);
}

/// Whole device px: an icon that is scaled again loses its strokes.
void NodePainter::paintIcon(const Placed& placed, const QRectF& rect, theme::Icon icon,
                            const QColor& ink)
{
    const QRectF device = placed.toDevice(rect);
    const QImage& image = m_sprites.icon(icon, ink, std::max(1, qRound(device.width())));
    placed.useDevice();
    placed.painter.drawImage(device.topLeft().toPoint(), image);
    placed.useWorld();
}

void NodePainter::paintImage(const Placed& placed, const NodeItem& item, const NodeLayout& layout)
{
    placed.useDevice();
    const QRect room = placed.toDevice(layout.image).toRect();
    const Thumbnail thumbnail =
        m_thumbnails.thumbnail(item.id, item.face.image, std::max(room.width(), room.height()));
    if (thumbnail.image.isNull()) {
        placed.painter.setPen(Qt::NoPen);
        placed.painter.setBrush(color(ColorRole::Surface3));
        const double radius = imageRadius * m_view.scale();
        placed.painter.drawRoundedRect(room, radius, radius);
        placed.useWorld();
        if (!thumbnail.problem.isEmpty()) {
            const QRectF text = inset(layout.image, 8);
            const TextBlock& block = m_text.block(thumbnail.problem, text.size(), false);
            placed.painter.setPen(color(ColorRole::Error));
            drawGlyphs(placed.painter, text.topLeft(), block.glyphs);
        }
    } else if (m_isQuick) {
        m_usedRoughPictures = true;
        const QImage& image = thumbnail.image;
        const QSize size = image.size().scaled(room.size(), Qt::KeepAspectRatio);
        QRect target({}, size);
        target.moveCenter(room.center());
        placed.painter.drawImage(target, image);
        placed.useWorld();
    } else {
        placed.painter.drawImage(room.topLeft(),
                                 m_sprites.picture(item.id, thumbnail.image, room.size()));
        placed.useWorld();
    }
    if (!layout.caption.isEmpty()) {
        paintLine(placed, layout.caption, item.face.image.name, NodeFont::Small,
                  color(ColorRole::Faint));
    }
}

void NodePainter::paintTitleOnly(QPainter& painter, const NodeItem& item)
{
    const NodeFace& face = item.face;
    const QRect pixels = m_view.toPixels(item.rect);
    const double k = m_view.scale();
    const auto thin = std::max(1, static_cast<int>(m_view.pixelRatio()));
    const int line = item.isSelected || isStrong(face.outline) ? 2 * thin : thin;
    const ColorRole outline = item.isSelected                              ? ColorRole::Focus
                              : face.outline == NodeFace::Outline::Running ? ColorRole::Info
                              : face.outline == NodeFace::Outline::Error   ? ColorRole::Error
                              : face.outline == NodeFace::Outline::Warning ? ColorRole::Warn
                                                                           : ColorRole::Line;
    const QRect inner = pixels.adjusted(line, line, -line, -line);
    QRect header = inner;
    header.setHeight(std::min(inner.height(), qRound(CanvasScene::headerHeight * k)));
    const QColor ground = m_sprites.ground(isNote(face) ? Frame::Note : Frame::Card);
    painter.fillRect(pixels, color(outline));
    painter.fillRect(inner, ground);
    painter.fillRect(header, theme::mixed(ground, color(face.kind), 0.3));
    if (item.hasFocus) {
        m_sprites.frame(Frame::Ring).draw(painter, pixels.adjusted(-line, -line, line, line));
    }
    // Letters as large as the header allows, as long as the title still fits.
    const TextLine& whole = m_text.line(face.title, NodeFont::Title, 1e4);
    const double room = header.width() / k - 14;
    const double wanted = std::min(header.height() * 0.8, 11 * m_view.pixelRatio()) / 12;
    const double fitting = whole.width > 0 ? room * k / whole.width : k;
    const double letters = std::max(k, std::min(wanted, fitting));
    const TextLine& title = fitting < k ? m_text.line(face.title, NodeFont::Title, room) : whole;
    painter.setTransform(QTransform(letters, 0, 0, letters, header.left() + 7 * k,
                                    header.center().y() + 1 - title.height * letters / 2));
    painter.setPen(color(ColorRole::Text));
    drawGlyphs(painter, {}, title.glyphs);
    painter.resetTransform();
    if (!face.image.isEmpty()) {
        const NodeLayout layout = layoutNode(face, item.rect.size());
        const Placed placed{painter, pixels.topLeft(), k};
        const QRect picture = placed.toDevice(layout.image).toRect();
        const Thumbnail thumbnail = m_thumbnails.thumbnail(
            item.id, face.image, std::max(picture.width(), picture.height()));
        if (!thumbnail.image.isNull() && !picture.isEmpty()) {
            painter.drawImage(picture.topLeft(),
                              m_sprites.picture(item.id, thumbnail.image, picture.size()));
        }
    }
    paintTextBars(painter, item, pixels);
    if (face.isDimmed || item.isPale) {
        QColor veil = color(ColorRole::Canvas);
        veil.setAlphaF(0.5F);
        painter.fillRect(pixels, veil);
    }
}

/// Letters would be too small to be read: bars show how much text there is.
void NodePainter::paintTextBars(QPainter& painter, const NodeItem& item, const QRect& pixels)
{
    constexpr double lettersPerPixel = 0.16; ///< world px
    constexpr int mostBars = 12;
    if (item.face.text.isEmpty() || item.face.textIsFaint || !item.face.image.isEmpty()) {
        return;
    }
    const double k = m_view.scale();
    const QRect body =
        pixels.adjusted(qRound(10 * k), qRound(42 * k), -qRound(10 * k), -qRound(10 * k));
    const int pitch = std::max(3, qRound(NodeText::lineHeight * k));
    const int thick = std::max(1, pitch / 3);
    const double perLine = std::max(1.0, item.rect.width() * lettersPerPixel);
    auto letters = static_cast<double>(item.face.text.size());
    const QColor ink = color(ColorRole::Line);
    int y = body.top() + thick;
    for (int bar = 0; bar < mostBars && letters > 0 && y + thick <= body.bottom(); ++bar) {
        const double share = std::min(1.0, letters / perLine);
        painter.fillRect(QRect(body.left(), y, qRound(body.width() * share), thick), ink);
        letters -= perLine;
        y += pitch;
    }
}

void NodePainter::paintPort(QPainter& painter, const PortItem& port, bool isPale, bool isHovered)
{
    const QImage& image = m_sprites.port(port.spec.type, isPale, isHovered);
    const QPoint center = m_view.toDevice(port.center).toPoint();
    painter.drawImage(center - image.rect().center(), image);
}

} // namespace plantain::ui
