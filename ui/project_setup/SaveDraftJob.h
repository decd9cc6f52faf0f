// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/StepJob.h"
#include "src/secrets/ApiKeys.h"
#include "ui/project_setup/ProjectDraft.h"

namespace plantain::ui {

/// Writes a draft: the settings, then each key. It stops at the first failure; what was written
/// before stands, and `savedKeys` tells it.
class SaveDraftJob final : public base::StepJob<base::Done>
{
    Q_OBJECT

public:
    /// Borrowed.
    SaveDraftJob(ProjectDraft draft, settings::AppSettings& settings, secrets::ApiKeys& keys);

    const QStringList& savedKeys() const { return m_savedKeys; }

protected:
    void run() override;

private:
    void writeNextKey();

    ProjectDraft m_draft;
    settings::AppSettings& m_settings;
    secrets::ApiKeys& m_keys;
    QStringList m_savedKeys;
};

} // namespace plantain::ui
