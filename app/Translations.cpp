// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

void install(QCoreApplication& application, const QString& name, const QString& folder)
{
    auto* translator = new QTranslator(&application);
    if (translator->load(name, folder)) {
        QCoreApplication::installTranslator(translator);
    }
}

} // namespace

QString spokenLanguage(const QStringList& languages)
{
    for (const QString& language : languages) {
        switch (QLocale(language).language()) {
        case QLocale::German:
            return u"de"_s;
        case QLocale::English:
            return u"en"_s;
        default: // "C" among them
            break;
        }
    }
    return u"en"_s;
}

void installTranslations(QCoreApplication& application, const QStringList& languages)
{
    const QString folder = u":/plantain/translations"_s;
    // The last one is asked first. Below all: the texts of the sources, with plurals that are
    // right.
    install(application, u"plantain_en"_s, folder);
    const QString language = spokenLanguage(languages);
    if (language != "en"_L1) {
        install(application, "qtbase_"_L1 + language,
                QLibraryInfo::path(QLibraryInfo::TranslationsPath));
        install(application, "plantain_"_L1 + language, folder);
    }
}

} // namespace plantain::app
