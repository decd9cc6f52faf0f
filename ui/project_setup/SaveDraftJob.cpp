// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/SaveDraftJob.h"

namespace plantain::ui {

SaveDraftJob::SaveDraftJob(ProjectDraft draft, settings::AppSettings& settings,
                           secrets::ApiKeys& keys)
    : m_draft(std::move(draft))
    , m_settings(settings)
    , m_keys(keys)
{
}

void SaveDraftJob::run()
{
    settings::Settings values = m_settings.values();
    m_draft.applyTo(values);
    if (values != m_settings.values()) {
        if (base::Status saved = m_settings.save(values); !saved) {
            finish(saved);
            return;
        }
    }
    writeNextKey();
}

void SaveDraftJob::writeNextKey()
{
    for (auto it = m_draft.keys.cbegin(); it != m_draft.keys.cend(); ++it) {
        const QString provider = it.key();
        if (m_savedKeys.contains(provider)) {
            continue;
        }
        step(it->isRemoved ? m_keys.clear(provider) : m_keys.set(provider, it->typed),
             [this, provider](const base::Status& written) {
                 if (!written) {
                     finish(written);
                     return;
                 }
                 m_savedKeys << provider;
                 writeNextKey();
             });
        return;
    }
    finish(base::Done{});
}

} // namespace plantain::ui
