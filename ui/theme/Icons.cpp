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
        {Icon::ChevronLeft, QLatin1String("chevron-left")},
        {Icon::ChevronRight, QLatin1String("chevron-right")},
        {Icon::ChevronUp, QLatin1String("chevron-up")},
        {Icon::Clear, QLatin1String("clear")},
        {Icon::Clock, QLatin1String("clock")},
        {Icon::Close, QLatin1String("close")},
        {Icon::Comment, QLatin1String("comment")},
        {Icon::Copy, QLatin1String("copy")},
        {Icon::Cut, QLatin1String("cut")},
        {Icon::Dot, QLatin1String("dot")},
        {Icon::Download, QLatin1String("download")},
        {Icon::Edit, QLatin1String("edit")},
        {Icon::Error, QLatin1String("error")},
        {Icon::Eye, QLatin1String("eye")},
        {Icon::EyeOff, QLatin1String("eye-off")},
        {Icon::File, QLatin1String("file")},
        {Icon::Fit, QLatin1String("fit")},
        {Icon::Folder, QLatin1String("folder")},
        {Icon::Group, QLatin1String("group")},
        {Icon::History, QLatin1String("history")},
        {Icon::Image, QLatin1String("image")},
        {Icon::Info, QLatin1String("info")},
        {Icon::Key, QLatin1String("key")},
        {Icon::Keyboard, QLatin1String("keyboard")},
        {Icon::Link, QLatin1String("link")},
        {Icon::Lock, QLatin1String("lock")},
        {Icon::Markdown, QLatin1String("markdown")},
        {Icon::Minus, QLatin1String("minus")},
        {Icon::More, QLatin1String("more")},
        {Icon::Note, QLatin1String("note")},
        {Icon::Open, QLatin1String("open")},
        {Icon::Paste, QLatin1String("paste")},
        {Icon::Pause, QLatin1String("pause")},
        {Icon::Plus, QLatin1String("plus")},
        {Icon::Redo, QLatin1String("redo")},
        {Icon::Refresh, QLatin1String("refresh")},
        {Icon::Run, QLatin1String("run")},
        {Icon::Save, QLatin1String("save")},
        {Icon::Search, QLatin1String("search")},
        {Icon::Settings, QLatin1String("settings")},
        {Icon::Skip, QLatin1String("skip")},
        {Icon::Stop, QLatin1String("stop")},
        {Icon::Terminal, QLatin1String("terminal")},
        {Icon::Undo, QLatin1String("undo")},
        {Icon::Unlock, QLatin1String("unlock")},
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
