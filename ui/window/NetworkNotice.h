// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QObject>

namespace plantain::settings {
class AppSettings;
}

namespace plantain::ui {

class MessageBanner;

/// Says that the way to the servers is not the one of the settings, until another one is chosen.
class NetworkNotice : public QObject
{
    Q_OBJECT

public:
    /// Both are borrowed; the banner becomes the parent.
    NetworkNotice(MessageBanner& banner, settings::AppSettings& settings, const base::Error& why);

signals:
    void setupRequested();
};

} // namespace plantain::ui
