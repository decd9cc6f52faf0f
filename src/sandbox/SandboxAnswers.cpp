// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxAnswers.h"

#include <QHash>
#include <QSet>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace plantain::sandbox {

namespace {

constexpr int maxListed = 6;
constexpr int maxQuoted = 160;

QStringList sliced(const QString& text, QTextBoundaryFinder::BoundaryType type)
{
    QStringList slices;
    QTextBoundaryFinder finder(type, text);
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to >= 0; to = finder.toNextBoundary()) {
        slices << text.mid(from, to - from);
        from = to;
    }
    return slices;
}

QStringList wordsOf(const QString& text)
{
    QStringList words = sliced(text, QTextBoundaryFinder::Word);
    words.removeIf([](const QString& word) {
        return std::none_of(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber(); });
    });
    return words;
}

QStringList sentencesOf(const QString& text)
{
    QStringList sentences;
    const QStringList slices = sliced(text, QTextBoundaryFinder::Sentence);
    for (const QString& slice : slices) {
        const QString sentence = slice.simplified();
        if (!sentence.isEmpty()) {
            sentences << sentence;
        }
    }
    return sentences;
}

/// Cut at a whole character, never between the halves of a surrogate pair.
QString shortened(const QString& text, qsizetype length)
{
    if (text.size() <= length) {
        return text;
    }
    const qsizetype cut = text.at(length - 1).isHighSurrogate() ? length - 1 : length;
    return text.left(cut).trimmed() + QStringLiteral("…");
}

/// The words that say most: longer than three letters, frequent ones first, else in their order.
QStringList keyWordsOf(const QString& text)
{
    static const QSet<QString> common{
        QStringLiteral("about"), QStringLiteral("and"),  QStringLiteral("from"),
        QStringLiteral("have"),  QStringLiteral("into"), QStringLiteral("that"),
        QStringLiteral("their"), QStringLiteral("them"), QStringLiteral("then"),
        QStringLiteral("there"), QStringLiteral("this"), QStringLiteral("what"),
        QStringLiteral("when"),  QStringLiteral("with"), QStringLiteral("your")};
    QHash<QString, int> uses;
    QStringList order;
    const QStringList words = wordsOf(text);
    for (const QString& word : words) {
        const QString folded = word.toCaseFolded();
        if (folded.size() > 3 && !common.contains(folded) && uses[folded]++ == 0) {
            order << folded;
        }
    }
    std::stable_sort(order.begin(), order.end(), [&uses](const QString& a, const QString& b) {
        return uses.value(a) > uses.value(b);
    });
    return order.mid(0, maxListed);
}

QString bullets(const QStringList& lines)
{
    QString list;
    for (const QString& line : lines.mid(0, maxListed)) {
        list += QStringLiteral("- ") + shortened(line, maxQuoted) + u'\n';
    }
    if (lines.size() > maxListed) {
        list += QStringLiteral("- … and %1 more\n").arg(lines.size() - maxListed);
    }
    return list;
}

QString imageSection(const QList<PracticeImage>& images)
{
    if (images.isEmpty()) {
        return {};
    }
    QStringList lines;
    for (const PracticeImage& image : images) {
        lines << QStringLiteral("%1, %2 bytes").arg(image.type).arg(image.bytes);
    }
    return QStringLiteral("\n**Images received: %1**\n\n%2").arg(images.size()).arg(bullets(lines));
}

} // namespace

QString answerFor(const PracticePrompt& prompt)
{
    const QStringList sentences = sentencesOf(prompt.text);
    const QString subject = sentences.isEmpty() ? QStringLiteral("An empty prompt") : sentences[0];
    QString answer =
        QStringLiteral("## %1\n\nA practice answer from the **Sandbox**: no model has "
                       "read the prompt, this text is made from its words.\n\n> %2\n")
            .arg(shortened(subject, 60), shortened(prompt.text.simplified(), maxQuoted));
    if (!prompt.system.isEmpty()) {
        answer += QStringLiteral("\nThe system prompt was received: *%1*\n")
                      .arg(shortened(prompt.system.simplified(), maxQuoted));
    }
    const QStringList keyWords = keyWordsOf(prompt.text);
    if (!keyWords.isEmpty()) {
        answer += QStringLiteral("\n**Key words**\n\n") + bullets(keyWords);
    }
    if (sentences.size() > 1) {
        answer += QStringLiteral("\n**Sentence by sentence**\n\n") + bullets(sentences);
    }
    answer += imageSection(prompt.images);
    answer += QStringLiteral("\nThe prompt has %1 words and %2 characters. Asked of `%3`.\n")
                  .arg(wordCount(prompt.text))
                  .arg(prompt.text.size())
                  .arg(prompt.model);
    return answer;
}

QStringList piecesOf(const QString& text)
{
    QStringList pieces;
    qsizetype from = 0;
    for (qsizetype i = 1; i <= text.size(); ++i) {
        const bool wordStarts =
            i < text.size() && text.at(i - 1).isSpace() && !text.at(i).isSpace();
        if (i == text.size() || wordStarts) {
            pieces << text.mid(from, i - from);
            from = i;
        }
    }
    return pieces;
}

qint64 wordCount(const QString& text)
{
    return wordsOf(text).size();
}

} // namespace plantain::sandbox
