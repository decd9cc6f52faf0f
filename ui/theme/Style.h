// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace plantain::ui::theme {

/// Fusion, with the underlined letters of mnemonics shown only while Alt is held, and without its
/// animations where motion is not wanted.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void polish(QApplication* application) override;
    using QProxyStyle::polish;

private:
    bool m_altIsDown = false;
};

} // namespace plantain::ui::theme
