// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Landing.h"

#include "src/auth/AuthService.h"

#include <QCoreApplication>
#include <QTimer>

namespace plantain::app {

namespace {

constexpr std::chrono::seconds patience{10};

} // namespace

void letRefreshLand(auth::AuthService& auth)
{
    if (auth.status().state != auth::AuthState::Refreshing) {
        return;
    }
    QObject::connect(&auth, &auth::AuthService::statusChanged, QCoreApplication::instance(),
                     [](const auth::AuthStatus& status) {
                         if (status.state != auth::AuthState::Refreshing) {
                             QCoreApplication::quit();
                         }
                     });
    QTimer::singleShot(patience, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
}

} // namespace plantain::app
