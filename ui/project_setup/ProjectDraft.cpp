// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/ProjectDraft.h"

#include <QDir>
#include <QRegularExpression>

namespace plantain::ui {

QString ProjectFacts::fileName() const
{
    static const QRegularExpression forbidden(QStringLiteral("[/\\\\:*?\"<>|\\x00-\\x1f]|^\\."));
    return name.trimmed().replace(forbidden, QStringLiteral("_"));
}

QString ProjectFacts::filePath() const
{
    const QString file = fileName();
    return file.isEmpty() || directory.isEmpty()
               ? QString()
               : QDir(QDir::cleanPath(directory)).filePath(file + QStringLiteral(".plantain"));
}

ProjectDraft ProjectDraft::of(const settings::Settings& settings, const ProjectFacts& project)
{
    ProjectDraft draft;
    draft.project = project;
    draft.theme = settings.theme;
    draft.canvas = settings.canvas;
    draft.nodeDefaults = settings.nodeDefaults;
    draft.providers = settings.providers;
    draft.network = settings.network;
    return draft;
}

void ProjectDraft::applyTo(settings::Settings& settings) const
{
    settings.theme = theme;
    settings.canvas = canvas;
    settings.nodeDefaults = nodeDefaults;
    settings.providers = providers;
    settings.network = network;
}

} // namespace plantain::ui
