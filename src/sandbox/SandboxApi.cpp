// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxApi.h"

#include <QRegularExpression>

namespace plantain::sandbox {

namespace {

constexpr qint64 tokensPerImage = 258;

} // namespace

QByteArray sseRecord(const QJsonObject& data, const QByteArray& name)
{
    const QByteArray event = name.isEmpty() ? QByteArray() : "event: " + name + '\n';
    return event + "data: " + QJsonDocument(data).toJson(QJsonDocument::Compact) + "\n\n";
}

std::optional<PracticeImage> practiceImage(const QString& mimeType, const QString& base64)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty()) {
        return std::nullopt;
    }
    return PracticeImage{mimeType.section(u'/', -1).toUpper(), decoded.decoded.size()};
}

PracticeAnswer practiceAnswer(const PracticePrompt& prompt)
{
    PracticeAnswer answer{piecesOf(answerFor(prompt)), false};
    if (prompt.maxTokens && *prompt.maxTokens < answer.pieces.size()) {
        answer.pieces = answer.pieces.mid(0, *prompt.maxTokens);
        answer.truncated = true;
    }
    return answer;
}

qint64 inputTokens(const PracticePrompt& prompt)
{
    return wordCount(prompt.system) + wordCount(prompt.text) +
           tokensPerImage * prompt.images.size();
}

void sendJson(const PracticeReply& reply, int status, const QJsonObject& body)
{
    reply.send(status, "application/json", QJsonDocument(body).toJson(QJsonDocument::Compact),
               {{"x-request-id", "sandbox-request"}});
}

bool isKnownModel(const QString& id)
{
    static const QRegularExpression families(
        QStringLiteral("^(sandbox-|gpt-|o[0-9]|chatgpt-|gemini-)"));
    return families.match(id).hasMatch();
}

} // namespace plantain::sandbox
