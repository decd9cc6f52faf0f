// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/i18n/Speaking.h"

#include "app/Translations.h"

#include <QCoreApplication>

namespace plantain::testing {

namespace {

bool isOfQt(const char* context)
{
    return context[0] == 'Q' || qstrncmp(context, "MAC_", 4) == 0;
}

QChar accented(QChar letter)
{
    static const QString plain = QStringLiteral("aeiouyAEIOUYcnsz");
    static const QString high = QStringLiteral("åéîôûýÅÉÎÔÛÝçñšž");
    const qsizetype place = plain.indexOf(letter);
    return place < 0 ? letter : high.at(place);
}

/// Words of five letters, so that lines can be broken.
QString padding(qsizetype length)
{
    QString text;
    while (text.size() < length) {
        text += text.size() % 6 == 0 ? u' ' : u'ö';
    }
    return text;
}

} // namespace

Speaking::Speaking(const QString& language)
{
    app::installTranslations(*QCoreApplication::instance(), {language});
}

Speaking::~Speaking()
{
    qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator*>());
}

Listener::Listener()
{
    QCoreApplication::installTranslator(this);
}

Listener::~Listener()
{
    QCoreApplication::removeTranslator(this);
}

QString Listener::translate(const char* context, const char* source, const char* /*comment*/,
                            int /*n*/) const
{
    if (!isOfQt(context)) {
        m_heard << key(QString::fromUtf8(context), QString::fromUtf8(source));
    }
    return {};
}

QString Listener::key(const QString& context, const QString& source)
{
    return context + u'|' + source;
}

PseudoLocale::PseudoLocale()
{
    QCoreApplication::installTranslator(this);
}

PseudoLocale::~PseudoLocale()
{
    QCoreApplication::removeTranslator(this);
}

QString PseudoLocale::translate(const char* context, const char* source, const char* /*comment*/,
                                int /*n*/) const
{
    const QString text = QString::fromUtf8(source);
    // What has no letters is no text: an address, a separator.
    if (isOfQt(context) || text.contains(QLatin1String("://")) ||
        std::none_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); })) {
        return {};
    }
    QString longer;
    for (const QChar letter : text) {
        const bool isPlaceholder = longer.endsWith(u'%') || longer.endsWith(QLatin1String("%L"));
        longer += isPlaceholder ? letter : accented(letter);
    }
    return longer + padding((text.size() * 2 + 4) / 5);
}

} // namespace plantain::testing
