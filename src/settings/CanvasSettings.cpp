// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/settings/CanvasSettings.h"

#include "src/base/Json.h"

#include <QCoreApplication>

#include <array>

namespace plantain::settings {

using namespace Qt::StringLiterals;
using base::JsonReader;

namespace {

template <typename Value>
struct Word {
    Value value;
    QLatin1String word;
};

constexpr std::array panWords{
    Word{PanMode::SpaceAndMiddle, "space_and_middle"_L1}, Word{PanMode::Space, "space"_L1},
    Word{PanMode::MiddleButton, "middle"_L1}, Word{PanMode::Always, "always"_L1}};
constexpr std::array zoomWords{Word{ZoomMode::Scroll, "scroll"_L1},
                               Word{ZoomMode::AltScroll, "alt_scroll"_L1},
                               Word{ZoomMode::CtrlScroll, "ctrl_scroll"_L1}};
constexpr std::array selectionWords{Word{SelectionMode::Drag, "drag"_L1},
                                    Word{SelectionMode::AltDrag, "alt_drag"_L1}};
constexpr std::array edgeWords{Word{EdgeStyle::Curved, "curved"_L1},
                               Word{EdgeStyle::Angular, "angular"_L1}};
constexpr std::array textWords{
    Word{TextSize::Small, "small"_L1}, Word{TextSize::Normal, "normal"_L1},
    Word{TextSize::Large, "large"_L1}, Word{TextSize::VeryLarge, "very_large"_L1}};

template <typename Words, typename Value>
QLatin1String wordOf(const Words& words, Value value)
{
    for (const auto& entry : words) {
        if (entry.value == value) {
            return entry.word;
        }
    }
    return words.front().word;
}

template <typename Value, typename Words>
void read(JsonReader& reader, const char* key, const Words& words, Value& value)
{
    const QString text = reader.string(key, wordOf(words, value));
    QStringList known;
    for (const auto& entry : words) {
        if (entry.word == text) {
            value = entry.value;
            return;
        }
        known << entry.word;
    }
    reader.fail(key, QCoreApplication::translate("CanvasSettings", "must be one of %1")
                         .arg(known.join(", "_L1)));
}

} // namespace

CanvasSettings readCanvasSettings(JsonReader& reader)
{
    CanvasSettings canvas;
    read(reader, "pan", panWords, canvas.pan);
    read(reader, "zoom", zoomWords, canvas.zoom);
    read(reader, "selection", selectionWords, canvas.selection);
    canvas.showGrid = reader.boolean("show_grid", canvas.showGrid);
    canvas.snapToGrid = reader.boolean("snap_to_grid", canvas.snapToGrid);
    read(reader, "edge_style", edgeWords, canvas.edgeStyle);
    canvas.reduceMotion = reader.boolean("reduce_motion", canvas.reduceMotion);
    read(reader, "text_size", textWords, canvas.textSize);
    return canvas;
}

QJsonObject jsonOf(const CanvasSettings& canvas)
{
    return {
        {u"pan"_s, wordOf(panWords, canvas.pan)},
        {u"zoom"_s, wordOf(zoomWords, canvas.zoom)},
        {u"selection"_s, wordOf(selectionWords, canvas.selection)},
        {u"show_grid"_s, canvas.showGrid},
        {u"snap_to_grid"_s, canvas.snapToGrid},
        {u"edge_style"_s, wordOf(edgeWords, canvas.edgeStyle)},
        {u"reduce_motion"_s, canvas.reduceMotion},
        {u"text_size"_s, wordOf(textWords, canvas.textSize)},
    };
}

QLatin1String toString(EdgeStyle style)
{
    return wordOf(edgeWords, style);
}

} // namespace plantain::settings
