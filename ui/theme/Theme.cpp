// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/Style.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFontDatabase>

namespace plantain::ui::theme {

namespace {

/// Once a process: the fonts that were there at build time.
void addEmbeddedFonts()
{
    static const bool added = [] {
        const QDir folder(QStringLiteral(":/plantain/fonts"));
        const QStringList files = folder.entryList(QDir::Files);
        for (const QString& file : files) {
            QFontDatabase::addApplicationFont(folder.filePath(file));
        }
        return true;
    }();
    Q_UNUSED(added)
}

QFont familyOr(const QString& family, const QFont& fallback)
{
    addEmbeddedFonts();
    return QFontDatabase::hasFamily(family) ? QFont(family) : fallback;
}

/// The stylesheet with every @name replaced by its colour.
QString styleSheetFor(Scheme scheme)
{
    QFile file(QStringLiteral(":/plantain/style.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString text = QString::fromUtf8(file.readAll());
    for (const ColorRow& row : colorTable()) {
        text.replace(QLatin1Char('@') + row.name + QLatin1Char('@'),
                     color(row.role, scheme).name());
    }
    return text;
}

} // namespace

QFont font(TextStyle style)
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (style == TextStyle::Code) {
        QFont fixed = familyOr(QStringLiteral("JetBrains Mono"),
                               QFontDatabase::systemFont(QFontDatabase::FixedFont));
        fixed.setPixelSize(12);
        return fixed;
    }
    QFont result = familyOr(QStringLiteral("Inter"), system);
    result.setPixelSize(style == TextStyle::Title ? 17 : style == TextStyle::Small ? 12 : 13);
    const bool strong = style == TextStyle::Title || style == TextStyle::Section;
    result.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return result;
}

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_systemScheme(schemeOf(QGuiApplication::palette()))
{
}

void Theme::apply(settings::ThemeChoice choice)
{
    const Scheme scheme = choice == settings::ThemeChoice::System ? m_systemScheme
                          : choice == settings::ThemeChoice::Dark ? Scheme::Dark
                                                                  : Scheme::Light;
    QApplication::setStyle(new Style);
    QApplication::setPalette(paletteFor(scheme));
    QApplication::setFont(font(TextStyle::Body));
    m_application.setStyleSheet(styleSheetFor(scheme));
}

} // namespace plantain::ui::theme
