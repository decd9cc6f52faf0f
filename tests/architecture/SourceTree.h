// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace plantain::testing {

/// Runs git in the project's folder; the lines it prints. Fails the test when git fails.
QStringList gitLines(const QStringList& arguments);

/// Files that are tracked, or new and not ignored, below the given folders and with one of the
/// endings.
QStringList sourceFiles(const QStringList& folders, const QStringList& endings);

/// A file of the project, by its path from the root.
QByteArray contentOf(const QString& path);

} // namespace plantain::testing
