// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace plantain::ui {

/// Asks where to save with the system's dialog, without waiting for it, and writes atomically. A
/// failure is told in a box. `name`: what to propose, without folder; any text.
void saveTextAs(QWidget& parent, const QString& name, const QString& text);
/// A picture as it is; its ending is chosen by its bytes.
void savePictureAs(QWidget& parent, const QString& name, const QByteArray& bytes);

/// A name that every file system takes.
QString safeFileName(const QString& name);

} // namespace plantain::ui
