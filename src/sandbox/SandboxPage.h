// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace plantain::sandbox {

/// What the consent page says and sends back.
struct ConsentPage {
    QString appName;
    QString account;
    QString sealedRequest; ///< the authorization request, carried through the form
    bool offersPlan = true;
};

/// A form that posts `request`, `decision` (`continue` or `decline`) and, when ticked, `plan` to
/// /authorize. Self-contained: no script, no outside resource; follows the browser's dark or light.
QByteArray consentPageHtml(const ConsentPage& page);

/// Tells a person why nothing can be decided here. `message` is escaped.
QByteArray errorPageHtml(const QString& message);

} // namespace plantain::sandbox
