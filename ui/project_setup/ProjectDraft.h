// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Secret.h"
#include "src/settings/AppSettings.h"
#include "src/workflow/NodeData.h"

#include <QMap>

namespace plantain::ui {

/// What the project setup knows of a workflow and what it may change.
struct ProjectFacts {
    QString name;
    QString directory; ///< absolute
    bool embedImages = false;
    bool operator==(const ProjectFacts&) const = default;

    /// The name as it can be the name of a file.
    QString fileName() const;
    /// `<directory>/<name>.plantain`; empty while one of them is.
    QString filePath() const;
};

enum class SetupMode { ProjectSettings, NewProject };

/// The workflow that is open, for the tab "Project".
struct ProjectContext {
    SetupMode mode = SetupMode::ProjectSettings;
    ProjectFacts facts;
    QString file; ///< where it is saved now; empty: never saved
    QList<workflow::ImageSource> pictures;
};

/// What becomes of a provider's stored key.
struct KeyChange {
    bool isRemoved = false;
    base::Secret typed; ///< empty: none
    bool operator==(const KeyChange&) const = default;
};

/// Everything the project setup edits, as one value: a copy that is applied by Save, or dropped.
struct ProjectDraft {
    ProjectFacts project;
    settings::ThemeChoice theme = settings::ThemeChoice::System;
    settings::CanvasSettings canvas;
    settings::NodeDefaults nodeDefaults;
    settings::ProviderSettings providers;
    settings::NetworkSettings network;
    QMap<QString, KeyChange> keys; ///< by provider; only those that change
    bool operator==(const ProjectDraft&) const = default;

    static ProjectDraft of(const settings::Settings& settings, const ProjectFacts& project);
    /// What belongs to the settings; all else there stays as it is.
    void applyTo(settings::Settings& settings) const;
};

} // namespace plantain::ui
