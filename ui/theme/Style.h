// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace plantain::ui::theme {

/// Fusion, with the underlined letters of mnemonics shown only while Alt is held.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* data) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void polish(QApplication* application) override;
    using QProxyStyle::polish;

private:
    bool m_altIsDown = false;
};

} // namespace plantain::ui::theme
