// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace plantain::packaging {

/// The man page plantain(1) as man(7) source, from the table that `--help` prints. `date` is the
/// release's (ISO 8601), so that the same source always gives the same page.
QByteArray manPage(const QString& date);

} // namespace plantain::packaging
