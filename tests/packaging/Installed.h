// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <string>

namespace plantain::testing {

/// The id of the desktop entry, the icons, the metainfo and the Flatpak.
inline const QString applicationId = QStringLiteral("org.plantain.Plantain");
inline const QString workflowMimeType = QStringLiteral("application/vnd.plantain.workflow+json");

/// A file below the prefix that the fixture of this room installed into.
QString installed(const QString& path);
/// The package that the fixture made.
QString debianPackage();

/// One finished run of somebody else's tool.
struct ToolRun {
    int exitCode = -1; ///< -1: not installed, crashed or did not end
    QByteArray output; ///< both streams
};
ToolRun runTool(const QString& program, const QStringList& arguments,
                const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());

/// The tool ended well and had nothing to say.
void expectSilent(const ToolRun& run, const char* tool);

} // namespace plantain::testing
