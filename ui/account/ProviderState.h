// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmTypes.h"
#include "ui/EditorServices.h"
#include "ui/account/ProviderReadiness.h"

#include <QObject>

namespace plantain::ui {

/// Whether each provider can run now: the one answer for canvas, inspector and run (T6.3).
class ProviderState : public QObject
{
    Q_OBJECT

public:
    explicit ProviderState(const EditorServices& services, QObject* parent = nullptr);

    ProviderReadiness of(llm::ProviderId provider) const;
    /// By the file's word; what nobody knows cannot run and says so (T2.2).
    ProviderReadiness of(const QString& providerId) const;

signals:
    /// Of at least one provider; also every second while a sign-in counts down.
    void changed();

private:
    EditorServices m_services;
};

} // namespace plantain::ui
