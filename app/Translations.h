// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QStringList>

class QCoreApplication;

namespace plantain::app {

/// The first of the languages that Plantain speaks, "en" when it speaks none of them.
QString spokenLanguage(const QStringList& languages);

/// Makes the application speak the person's language, Qt's own texts included. Words that programs
/// read (JSON, states, names of options) are the same in all languages.
void installTranslations(QCoreApplication& application,
                         const QStringList& languages = QLocale::system().uiLanguages());

} // namespace plantain::app
