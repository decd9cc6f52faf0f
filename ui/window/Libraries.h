// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace plantain::ui {

/// Work of others that the program is built on.
struct Library {
    QString name;
    QString
        version; ///< as it runs where that can be asked, else as it was built with; may be empty
    QString license; ///< SPDX expression
    QString page;
    QStringList targets; ///< what CMake links of it; none: it comes with another one, or is loaded
};

/// In the order in which they are shown.
QList<Library> usedLibraries();

} // namespace plantain::ui
