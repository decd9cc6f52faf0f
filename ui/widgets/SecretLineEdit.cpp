// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SecretLineEdit.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

#include <QAction>
#include <QEvent>
#include <QFocusEvent>

namespace plantain::ui {

SecretLineEdit::SecretLineEdit(QWidget* parent)
    : QLineEdit(parent)
    , m_subject(tr("API key"))
{
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase |
                        Qt::ImhSensitiveData);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setFont(theme::font(theme::TextStyle::Code));
    m_reveal = addAction(theme::icon(theme::Icon::Eye), QLineEdit::TrailingPosition);
    connect(m_reveal, &QAction::triggered, this, [this] { setRevealed(!isRevealed()); });
    connect(this, &QLineEdit::textChanged, this, &SecretLineEdit::updateLook);
    updateLook();
}

void SecretLineEdit::setStored(const QString& ending, const QString& hint)
{
    m_hasStored = !ending.isEmpty();
    setPlaceholderText(m_hasStored ? QString(16, QChar(0x2022)) + ending.right(4) : hint);
    setAccessibleDescription(m_hasStored ? tr("A key ending in %1 is stored.").arg(ending.right(4))
                                         : QString());
    updateLook();
}

void SecretLineEdit::setSubject(const QString& subject)
{
    m_subject = subject;
    updateLook();
}

base::Secret SecretLineEdit::secret() const
{
    return base::Secret(text().trimmed().toUtf8());
}

void SecretLineEdit::focusOutEvent(QFocusEvent* event)
{
    // A context menu or another window must not leave the secret readable either.
    setRevealed(false);
    QLineEdit::focusOutEvent(event);
}

void SecretLineEdit::hideEvent(QHideEvent* event)
{
    setRevealed(false);
    QLineEdit::hideEvent(event);
}

void SecretLineEdit::changeEvent(QEvent* event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange) {
        updateLook();
    }
}

void SecretLineEdit::setRevealed(bool revealed)
{
    setEchoMode(revealed ? QLineEdit::Normal : QLineEdit::Password);
    updateLook();
}

void SecretLineEdit::updateLook()
{
    m_reveal->setVisible(!text().isEmpty());
    m_reveal->setIcon(theme::icon(isRevealed() ? theme::Icon::EyeOff : theme::Icon::Eye));
    m_reveal->setText((isRevealed() ? tr("Hide %1") : tr("Show %1")).arg(m_subject));
    m_reveal->setToolTip(m_reveal->text());
    QPalette colors = palette();
    const QColor ink = theme::color(m_hasStored ? theme::ColorRole::Text : theme::ColorRole::Faint);
    if (colors.color(QPalette::PlaceholderText) != ink) {
        colors.setColor(QPalette::PlaceholderText, ink);
        setPalette(colors);
    }
}

} // namespace plantain::ui
