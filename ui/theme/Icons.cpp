// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QMetaEnum>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <map>

namespace plantain::ui::theme {

namespace {

QString fileOf(Icon icon)
{
    static const std::map<Icon, QLatin1String> names{
        {Icon::Account, QLatin1String("account")},
        {Icon::Check, QLatin1String("check")},
        {Icon::ChevronDown, QLatin1String("chevron-down")},
        {Icon::Clear, QLatin1String("clear")},
        {Icon::Clock, QLatin1String("clock")},
        {Icon::Close, QLatin1String("close")},
        {Icon::Copy, QLatin1String("copy")},
        {Icon::Dot, QLatin1String("dot")},
        {Icon::Error, QLatin1String("error")},
        {Icon::Eye, QLatin1String("eye")},
        {Icon::EyeOff, QLatin1String("eye-off")},
        {Icon::Image, QLatin1String("image")},
        {Icon::Info, QLatin1String("info")},
        {Icon::Key, QLatin1String("key")},
        {Icon::Link, QLatin1String("link")},
        {Icon::Lock, QLatin1String("lock")},
        {Icon::Markdown, QLatin1String("markdown")},
        {Icon::Open, QLatin1String("open")},
        {Icon::Plus, QLatin1String("plus")},
        {Icon::Refresh, QLatin1String("refresh")},
        {Icon::Run, QLatin1String("run")},
        {Icon::Settings, QLatin1String("settings")},
        {Icon::Stop, QLatin1String("stop")},
        {Icon::Terminal, QLatin1String("terminal")},
        {Icon::Warning, QLatin1String("warning")},
    };
    return QStringLiteral(":/plantain/icons/%1.svg").arg(names.at(icon));
}

/// The drawing in black, in device pixels, tinted.
QPixmap tinted(Icon icon, const QSize& deviceSize, const QColor& color)
{
    QPixmap pixmap(deviceSize);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(fileOf(icon)).render(&painter, QRectF(QPointF(), QSizeF(deviceSize)));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    return pixmap;
}

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(Icon icon, ColorRole role)
        : m_icon(icon)
        , m_role(role)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, rect, m_icon, colorFor(mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        return tinted(m_icon, size, colorFor(mode));
    }
    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QColor colorFor(QIcon::Mode mode) const
    {
        return color(mode == QIcon::Disabled ? ColorRole::Faint : m_role);
    }

    Icon m_icon;
    ColorRole m_role;
};

} // namespace

QIcon icon(Icon icon, ColorRole role)
{
    return QIcon(new ThemedIconEngine(icon, role));
}

void paintIcon(QPainter& painter, const QRectF& rect, Icon icon, const QColor& color)
{
    const qreal scale = painter.device()->devicePixelRatioF();
    QPixmap pixmap = tinted(icon, (rect.size() * scale).toSize(), color);
    pixmap.setDevicePixelRatio(scale);
    painter.drawPixmap(rect.topLeft(), pixmap);
}

} // namespace plantain::ui::theme
