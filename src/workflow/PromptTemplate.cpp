// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/workflow/PromptTemplate.h"

namespace plantain::workflow {

namespace {

constexpr qsizetype longestName = 30;

bool isAsciiLetterOrDigit(QChar character)
{
    const char16_t code = character.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z') ||
           (code >= u'0' && code <= u'9');
}

bool isNameCharacter(QChar character)
{
    return isAsciiLetterOrDigit(character) || character == u'_';
}

qsizetype endOfName(const QString& text, qsizetype begin)
{
    qsizetype end = begin;
    while (end < text.size() && isNameCharacter(text.at(end))) {
        ++end;
    }
    return end;
}

} // namespace

QList<VariableUse> variablesIn(const QString& text)
{
    QList<VariableUse> found;
    qsizetype at = text.indexOf(u'@');
    while (at >= 0) {
        const qsizetype end = endOfName(text, at + 1);
        const qsizetype length = end - at - 1;
        // Only ASCII letters make an address: in scripts without spaces a variable may follow
        // a word at once.
        const bool isAddress = at > 0 && isAsciiLetterOrDigit(text.at(at - 1));
        if (!isAddress && length > 0 && length <= longestName) {
            found.append({text.mid(at + 1, length), at});
        }
        at = text.indexOf(u'@', end);
    }
    return found;
}

RenderedPrompt renderTemplate(const QString& text, const QHash<QString, QString>& values)
{
    RenderedPrompt result;
    qsizetype copied = 0;
    const QList<VariableUse> uses = variablesIn(text);
    for (const VariableUse& use : uses) {
        const auto value = values.constFind(use.name);
        if (value == values.constEnd()) {
            if (!result.unresolved.contains(use.name)) {
                result.unresolved.append(use.name);
            }
            continue;
        }
        result.text += QStringView(text).mid(copied, use.position - copied);
        result.text += *value;
        copied = use.position + 1 + use.name.size();
    }
    result.text += QStringView(text).mid(copied);
    return result;
}

} // namespace plantain::workflow
