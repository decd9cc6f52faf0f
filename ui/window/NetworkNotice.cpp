// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/NetworkNotice.h"

#include "src/settings/AppSettings.h"
#include "ui/widgets/MessageBanner.h"

#include <QPushButton>

namespace plantain::ui {

NetworkNotice::NetworkNotice(MessageBanner& banner, settings::AppSettings& settings,
                             const base::Error& why)
    : QObject(&banner)
{
    const QPushButton* button =
        banner.addButton(tr("Project setup…"), QStringLiteral("networkSetupButton"));
    connect(button, &QPushButton::clicked, this, &NetworkNotice::setupRequested);
    banner.setClosable(true);
    banner.showMessage(Tone::Warn, theme::Icon::Warning, why.message, why.hint);
    connect(&settings, &settings::AppSettings::changed, &banner,
            [&banner, before = settings.values().network](const settings::Settings& now) {
                if (now.network != before) {
                    banner.hide();
                }
            });
}

} // namespace plantain::ui
