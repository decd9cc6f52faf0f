// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/Style.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QRegularExpression>

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

// They belong to the application, as its palette and its font do.
constexpr const char* textScaleProperty = "plantainTextScale";
constexpr const char* noMotionProperty = "plantainNoMotion";
constexpr const char* dressProperty = "plantainDress";

double textScale()
{
    const QVariant scale = qApp->property(textScaleProperty);
    return scale.isValid() ? scale.toDouble() : 1.0;
}

double scaleOf(settings::TextSize size)
{
    switch (size) {
    case settings::TextSize::Small:
        return 0.9;
    case settings::TextSize::Normal:
        return 1.0;
    case settings::TextSize::Large:
        return 1.25;
    case settings::TextSize::VeryLarge:
        return 1.5;
    }
    Q_UNREACHABLE();
}

int scaled(int pixels)
{
    return qRound(pixels * textScale());
}

QString withScaledFonts(const QString& styleSheet)
{
    static const QRegularExpression size(QStringLiteral("font-size: (\\d+)px"));
    QString result;
    qsizetype last = 0;
    auto matches = size.globalMatch(styleSheet);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView(styleSheet).mid(last, match.capturedStart() - last);
        result += QStringLiteral("font-size: %1px").arg(scaled(match.captured(1).toInt()));
        last = match.capturedEnd();
    }
    return result += QStringView(styleSheet).mid(last);
}

/// Menus, lists and tooltips ask the application, all else asks the style: see Style.
void allowMotion(bool allowed)
{
    static const bool isUsual = QApplication::isEffectEnabled(Qt::UI_General);
    qApp->setProperty(noMotionProperty, !allowed);
    QApplication::setEffectEnabled(Qt::UI_General, allowed && isUsual);
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
    return withScaledFonts(text);
}

} // namespace

QFont font(TextStyle style)
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (style == TextStyle::Code) {
        QFont fixed = familyOr(QStringLiteral("JetBrains Mono"),
                               QFontDatabase::systemFont(QFontDatabase::FixedFont));
        fixed.setPixelSize(scaled(12));
        return fixed;
    }
    QFont result = familyOr(QStringLiteral("Inter"), system);
    result.setPixelSize(scaled(style == TextStyle::Title   ? 17
                               : style == TextStyle::Small ? 12
                                                           : 13));
    const bool strong = style == TextStyle::Title || style == TextStyle::Section;
    result.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return result;
}

bool motionAllowed()
{
    return !qApp->property(noMotionProperty).toBool();
}

Theme::Theme(QApplication& application, const QString& busAddress, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_system(busAddress)
{
    connect(&m_system, &SystemScheme::changed, this, [this] {
        if (m_choice == settings::ThemeChoice::System) {
            dress();
        }
    });
}

void Theme::apply(settings::ThemeChoice choice, const settings::CanvasSettings& canvas)
{
    allowMotion(!canvas.reduceMotion);
    m_choice = choice;
    m_textSize = canvas.textSize;
    dress();
}

void Theme::follow(settings::AppSettings& settings)
{
    const auto take = [this](const settings::Settings& values) {
        allowMotion(!values.canvas.reduceMotion);
        // Dressing anew takes a while: not for every saved window state.
        if (m_choice != values.theme || m_textSize != values.canvas.textSize) {
            apply(values.theme, values.canvas);
        }
    };
    connect(&settings, &settings::AppSettings::changed, this, take);
    take(settings.values());
}

void Theme::dress()
{
    const Scheme scheme = m_choice == settings::ThemeChoice::System ? m_system.current()
                          : m_choice == settings::ThemeChoice::Dark ? Scheme::Dark
                                                                    : Scheme::Light;
    // Every window has a theme; what is dressed already is not dressed anew.
    const QString dress =
        QStringLiteral("%1 %2").arg(static_cast<int>(scheme)).arg(static_cast<int>(m_textSize));
    if (m_application.property(dressProperty) == dress &&
        schemeOf(QApplication::palette()) == scheme) {
        return;
    }
    m_application.setProperty(dressProperty, dress);
    m_application.setProperty(textScaleProperty, scaleOf(m_textSize));
    QApplication::setStyle(new Style);
    QApplication::setPalette(paletteFor(scheme));
    QApplication::setFont(font(TextStyle::Body));
    m_application.setStyleSheet(styleSheetFor(scheme));
}

} // namespace plantain::ui::theme
