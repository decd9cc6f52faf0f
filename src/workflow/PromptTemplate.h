// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace plantain::workflow {

/// One `@name` in a template: a name is matched whole, so "@colors" is never "@color" and "s". An
/// at sign after a letter or digit is no variable (an e-mail address).
struct VariableUse {
    QString name;
    qsizetype position = 0; ///< of the at sign
    bool operator==(const VariableUse&) const = default;
};
QList<VariableUse> variablesIn(const QString& text);

struct RenderedPrompt {
    QString text;           ///< unresolved variables stay as they are written
    QStringList unresolved; ///< names, each once, in order
    bool operator==(const RenderedPrompt&) const = default;
};
/// One pass: what a value contains is not looked at again.
RenderedPrompt renderTemplate(const QString& text, const QHash<QString, QString>& values);

} // namespace plantain::workflow
