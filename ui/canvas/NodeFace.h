// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/workflow/NodeData.h"
#include "ui/widgets/Badge.h"

#include <QList>
#include <QString>

#include <optional>

namespace plantain::ui {

/// A button painted on a node.
struct FaceButton {
    QString id; ///< "retry", "details", "connect", "choose-image", "continue", "unlock" …
    QString text;
    std::optional<theme::Icon> icon;
    bool isPrimary = false;
    bool operator==(const FaceButton&) const = default;
};

/// What a node shows, ready to be painted and to be read out: everything that depends on the run,
/// the account or the catalogue is decided here, nothing in the painter.
struct NodeFace {
    enum class Outline { Plain, Running, Error, Warning, Quiet };

    theme::ColorRole kind = theme::ColorRole::KindNote;
    QString title;
    QString headerNote; ///< at the right of the header, faint: "@subject", "1024 × 768", "waiting"
    std::optional<Badge> headerBadge; ///< "3.2 s · 148 tok/s", "Failed", "Stale"
    std::optional<Badge> bodyBadge;   ///< "OpenAI not connected" (T6.3)
    QString text;                     ///< body
    bool textIsFaint = false;         ///< a hint, not content
    bool textIsMarkdown = false;      ///< an answer; rendered once it is whole
    bool isStreaming = false;         ///< a caret stands at the end of the text
    workflow::ImageSource image;      ///< drawn as a thumbnail
    QList<FaceButton> buttons;
    QString footerLeft;  ///< the model
    QString footerRight; ///< "412 in · 38 out · $0.0001"
    Outline outline = Outline::Plain;
    bool isDimmed = false; ///< disabled or locked
    bool hasComment = false;
    bool isUnknown = false; ///< a type of another program
    QString stateText;      ///< for screen readers: "failed: …", "running", "ready"
    bool operator==(const NodeFace&) const = default;
};

} // namespace plantain::ui
