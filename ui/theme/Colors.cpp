// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Colors.h"

#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace plantain::ui::theme {

namespace {

constexpr auto table = std::to_array<ColorRow>({
    {ColorRole::Canvas, QLatin1String("canvas"), 0xff131417, 0xfff3f4f0},
    {ColorRole::CanvasDot, QLatin1String("canvas-dot"), 0xff2b2e33, 0xffcfd3c8},
    {ColorRole::Surface1, QLatin1String("s1"), 0xff1b1d21, 0xffffffff},
    {ColorRole::Surface2, QLatin1String("s2"), 0xff23262b, 0xfffbfcf9},
    {ColorRole::Surface3, QLatin1String("s3"), 0xff15171a, 0xffffffff},
    {ColorRole::Line, QLatin1String("line"), 0xff34383f, 0xffd6dacf},
    {ColorRole::Control, QLatin1String("ctl"), 0xff767d87, 0xff7a8172},
    {ColorRole::Text, QLatin1String("text"), 0xffeceef1, 0xff1a1e16},
    {ColorRole::Dim, QLatin1String("dim"), 0xffaab1ba, 0xff525a4b},
    {ColorRole::Faint, QLatin1String("faint"), 0xff8d949e, 0xff646c5c},
    {ColorRole::Accent, QLatin1String("accent"), 0xffc2e05f, 0xff4d7512},
    {ColorRole::OnAccent, QLatin1String("on-accent"), 0xff1a2406, 0xffffffff},
    {ColorRole::Focus, QLatin1String("focus"), 0xff8ab8ff, 0xff1f5fc4},
    {ColorRole::TextPort, QLatin1String("text-port"), 0xff63aeff, 0xff1d6fd1},
    {ColorRole::ImagePort, QLatin1String("image-port"), 0xfff2b654, 0xffa86400},
    {ColorRole::Ok, QLatin1String("ok"), 0xff63d694, 0xff1b7a45},
    {ColorRole::Warn, QLatin1String("warn"), 0xffffd166, 0xff7a5600},
    {ColorRole::Error, QLatin1String("err"), 0xffff8a80, 0xffb3261e},
    {ColorRole::Info, QLatin1String("info"), 0xff8ec5ff, 0xff1c5fae},
    {ColorRole::OkGround, QLatin1String("ok-ground"), 0xff16301f, 0xffe2f5e9},
    {ColorRole::WarnGround, QLatin1String("warn-ground"), 0xff352b10, 0xfffff3d1},
    {ColorRole::ErrorGround, QLatin1String("err-ground"), 0xff3a1a18, 0xfffde7e5},
    {ColorRole::InfoGround, QLatin1String("info-ground"), 0xff14283d, 0xffe4f0fd},
    {ColorRole::KindPrompt, QLatin1String("kind-prompt"), 0xffe0a458, 0xffe0a458},
    {ColorRole::KindImage, QLatin1String("kind-image"), 0xfff2b654, 0xfff2b654},
    {ColorRole::KindLlm, QLatin1String("kind-llm"), 0xff7aa7ff, 0xff7aa7ff},
    {ColorRole::KindOutput, QLatin1String("kind-output"), 0xff8fd694, 0xff8fd694},
    {ColorRole::KindConstructor, QLatin1String("kind-constructor"), 0xffd78fd0, 0xffd78fd0},
    {ColorRole::KindNote, QLatin1String("kind-note"), 0xff9aa3ad, 0xff9aa3ad},
    {ColorRole::GroupNeutral, QLatin1String("group-neutral"), 0xffa4abb4, 0xff5d6556},
    {ColorRole::GroupBlue, QLatin1String("group-blue"), 0xff8ab8ff, 0xff1f5fc4},
    {ColorRole::GroupGreen, QLatin1String("group-green"), 0xff7fd49b, 0xff1b7a45},
    {ColorRole::GroupPurple, QLatin1String("group-purple"), 0xffc3a5f7, 0xff6a3fb5},
    {ColorRole::GroupOrange, QLatin1String("group-orange"), 0xfff0b072, 0xff9a4d00},
    {ColorRole::GroupRed, QLatin1String("group-red"), 0xffff9c94, 0xffb3261e},
    {ColorRole::Shadow, QLatin1String("shadow"), 0xff000000, 0xff1a1e16},
});

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

void setRole(QPalette& palette, QPalette::ColorRole target, ColorRole role, Scheme scheme)
{
    palette.setColor(target, color(role, scheme));
}

} // namespace

std::span<const ColorRow> colorTable()
{
    return table;
}

QColor color(ColorRole role, Scheme scheme)
{
    const ColorRow& row = table[static_cast<std::size_t>(role)];
    return QColor::fromRgba(scheme == Scheme::Dark ? row.dark : row.light);
}

QColor color(ColorRole role)
{
    return color(role, currentScheme());
}

Scheme schemeOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

Scheme currentScheme()
{
    return schemeOf(QGuiApplication::palette());
}

QPalette paletteFor(Scheme scheme)
{
    QPalette palette;
    setRole(palette, QPalette::Window, ColorRole::Surface1, scheme);
    setRole(palette, QPalette::WindowText, ColorRole::Text, scheme);
    setRole(palette, QPalette::Base, ColorRole::Surface3, scheme);
    setRole(palette, QPalette::AlternateBase, ColorRole::Surface2, scheme);
    setRole(palette, QPalette::Text, ColorRole::Text, scheme);
    setRole(palette, QPalette::Button, ColorRole::Surface2, scheme);
    setRole(palette, QPalette::ButtonText, ColorRole::Text, scheme);
    setRole(palette, QPalette::BrightText, ColorRole::Error, scheme);
    setRole(palette, QPalette::PlaceholderText, ColorRole::Faint, scheme);
    setRole(palette, QPalette::ToolTipBase, ColorRole::Surface2, scheme);
    setRole(palette, QPalette::ToolTipText, ColorRole::Text, scheme);
    setRole(palette, QPalette::Highlight, ColorRole::Focus, scheme);
    setRole(palette, QPalette::HighlightedText, ColorRole::Surface3, scheme);
    setRole(palette, QPalette::Link, ColorRole::Info, scheme);
    setRole(palette, QPalette::LinkVisited, ColorRole::Info, scheme);
    for (const auto shade : {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark}) {
        setRole(palette, shade, ColorRole::Line, scheme);
    }
    setRole(palette, QPalette::Shadow, ColorRole::Canvas, scheme);
    for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, text, color(ColorRole::Faint, scheme));
    }
    return palette;
}

QColor mixed(const QColor& ground, const QColor& ink, double share)
{
    const auto channel = [share](int below, int above) {
        return static_cast<int>(std::lround(below + (above - below) * share));
    };
    return {channel(ground.red(), ink.red()), channel(ground.green(), ink.green()),
            channel(ground.blue(), ink.blue())};
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace plantain::ui::theme
