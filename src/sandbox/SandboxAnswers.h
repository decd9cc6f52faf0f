// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace plantain::sandbox {

struct PracticeImage {
    QString type; ///< "PNG", as its MIME type says
    qint64 bytes = 0;
};

/// What a practice answer is made from, whichever API it came by.
struct PracticePrompt {
    QString model;
    QString system;
    QString text;
    QList<PracticeImage> images;
    std::optional<int> maxTokens;
    bool streamed = false;
};

/// Same prompt, same answer: a Markdown text that restates the prompt, lists what is in it and
/// counts it. Says that it comes from the sandbox. Not translated: it stands for a provider's
/// answer.
QString answerFor(const PracticePrompt& prompt);

/// Pieces that make up the text again when joined; about a word each.
QStringList piecesOf(const QString& text);

/// Words of a text, as counted for usage.
qint64 wordCount(const QString& text);

} // namespace plantain::sandbox
