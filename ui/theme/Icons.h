// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Colors.h"

#include <QIcon>

class QPainter;
class QRectF;

namespace plantain::ui::theme {

/// The drawings in resources/icons.
enum class Icon {
    Account,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ChevronUp,
    Clear,
    Clock,
    Close,
    Comment,
    Copy,
    Cut,
    Dot,
    Download,
    Edit,
    Error,
    Eye,
    EyeOff,
    File,
    Fit,
    Folder,
    Group,
    History,
    Image,
    Info,
    Key,
    Keyboard,
    Link,
    Lock,
    Markdown,
    Minus,
    More,
    Note,
    Open,
    Paste,
    Pause,
    Plus,
    Redo,
    Refresh,
    Run,
    Save,
    Search,
    Settings,
    Skip,
    Stop,
    Terminal,
    Undo,
    Unlock,
    Warning
};

/// An icon in a colour of the scheme that is shown when it is painted: it follows the theme by
/// itself and is drawn anew for every size, so it stays crisp at any scale.
QIcon icon(Icon icon, ColorRole role = ColorRole::Dim);

void paintIcon(QPainter& painter, const QRectF& rect, Icon icon, const QColor& color);

} // namespace plantain::ui::theme
