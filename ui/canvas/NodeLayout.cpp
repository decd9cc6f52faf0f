// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/NodeLayout.h"

#include "ui/canvas/CanvasScene.h"
#include "ui/canvas/NodeText.h"
#include "ui/theme/Theme.h"

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr double padding = 10;
constexpr double markSize = 8;
constexpr double iconSize = 14;
constexpr double badgePadding = 8;
constexpr double badgeGap = 5;
constexpr double headerBadgeHeight = 20;
constexpr double buttonHeight = 24;
constexpr double footerHeight = 36;
constexpr double captionHeight = 24;

double badgeWidth(const Badge& badge)
{
    return badgePadding + iconSize + badgeGap + NodeText::steadyWidth(badge.text, NodeFont::Label) +
           badgePadding + 2;
}

double buttonWidth(const FaceButton& button)
{
    const double icon = button.icon ? iconSize + 6 : 0;
    return 2 * padding + icon + NodeText::steadyWidth(button.text, NodeFont::Label) + 2;
}

/// From the right: badge, note; the title gets what is left.
void placeHeader(const NodeFace& face, double width, NodeLayout& layout)
{
    const double header = CanvasScene::headerHeight;
    double right = width - padding;
    layout.mark = {padding, (header - markSize) / 2, markSize, markSize};
    const double titleFrom = padding + markSize + theme::gap;
    if (face.headerBadge) {
        const double room = std::min(badgeWidth(*face.headerBadge), right - titleFrom - 24);
        layout.headerBadge = {right - room + 2, (header - headerBadgeHeight) / 2, room,
                              headerBadgeHeight};
        right -= room + 4;
    }
    if (face.hasComment) {
        layout.comment = {right - iconSize, (header - iconSize) / 2, iconSize, iconSize};
        right -= iconSize + 6;
    }
    if (!face.headerNote.isEmpty()) {
        const NodeFont font =
            face.headerNote.startsWith(QLatin1Char('@')) ? NodeFont::Code : NodeFont::Small;
        const double room =
            std::min(NodeText::steadyWidth(face.headerNote, font) + 2, (right - titleFrom) * 0.6);
        layout.note = {right - room, 0, room, header};
        right -= room + theme::gap;
    }
    layout.title = {titleFrom, 0, std::max(0.0, right - titleFrom), header};
}

/// One after the other, as long as they fit.
void placeButtons(const QList<FaceButton>& buttons, double top, double width, NodeLayout& layout)
{
    double left = padding;
    for (const FaceButton& button : buttons) {
        const double room = std::min(buttonWidth(button), width - padding - left);
        layout.buttons.push_back(room > buttonHeight ? QRectF(left, top, room, buttonHeight)
                                                     : QRectF());
        left += room + theme::gap;
    }
}

void placeImage(const NodeFace& face, QRectF& body, NodeLayout& layout)
{
    if (face.image.isEmpty()) {
        return;
    }
    const bool sharesRoom = !face.text.isEmpty();
    layout.image = body;
    if (!face.image.name.isEmpty() && body.height() > 3 * captionHeight && !sharesRoom) {
        layout.image.setBottom(body.bottom() - captionHeight);
        layout.caption = {body.left(), layout.image.bottom() + 5, body.width(), captionHeight - 5};
    } else if (sharesRoom) {
        layout.image.setHeight(body.height() / 2);
        body.setTop(layout.image.bottom() + theme::gap);
    }
}

} // namespace

NodeLayout layoutNode(const NodeFace& face, QSizeF size)
{
    NodeLayout layout;
    placeHeader(face, size.width(), layout);
    const double header = CanvasScene::headerHeight;
    if (size.height() <= header + 2 * padding) {
        return layout;
    }
    QRectF body(padding, header + padding, size.width() - 2 * padding,
                size.height() - header - 2 * padding);
    const bool hasFooter = !face.footerLeft.isEmpty() || !face.footerRight.isEmpty();
    if (hasFooter && body.height() > footerHeight) {
        layout.footer = {padding, size.height() - footerHeight - 1, body.width(), footerHeight};
        body.setBottom(layout.footer.top() - 4);
    }
    if (face.bodyBadge) {
        const double room = std::min(badgeWidth(*face.bodyBadge), body.width());
        layout.bodyBadge = {padding, body.top(), room, theme::badgeHeight};
        body.setTop(layout.bodyBadge.bottom() + theme::gap);
    }
    if (!face.buttons.isEmpty()) {
        // Under the badge that they belong to, else at the end of the body.
        const bool atTop = face.text.isEmpty() && face.image.isEmpty();
        const double top = atTop ? body.top() : std::max(body.top(), body.bottom() - buttonHeight);
        placeButtons(face.buttons, top, size.width(), layout);
        if (atTop) {
            body.setTop(top + buttonHeight + theme::gap);
        } else {
            body.setBottom(top - 6);
        }
    }
    placeImage(face, body, layout);
    if (face.image.isEmpty() || !face.text.isEmpty()) {
        layout.text = body.height() >= NodeText::lineHeight - 6 ? body : QRectF();
    }
    return layout;
}

} // namespace plantain::ui
