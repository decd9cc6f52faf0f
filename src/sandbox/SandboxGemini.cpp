// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxApi.h"
#include "src/sandbox/SandboxStream.h"

namespace plantain::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView modelsPath{"/v1beta/models"};

QString statusName(int status)
{
    switch (status) {
    case 400:
        return u"INVALID_ARGUMENT"_s;
    case 403:
        return u"PERMISSION_DENIED"_s;
    case 404:
        return u"NOT_FOUND"_s;
    case 429:
        return u"RESOURCE_EXHAUSTED"_s;
    case 503:
        return u"UNAVAILABLE"_s;
    default:
        return u"INTERNAL"_s;
    }
}

QJsonObject listedModel(const QString& id, const QString& label)
{
    return {{u"name"_s, "models/"_L1 + id},
            {u"displayName"_s, label},
            {u"description"_s, u"Sandbox"_s},
            {u"inputTokenLimit"_s, 1048576},
            {u"outputTokenLimit"_s, 65536},
            {u"supportedGenerationMethods"_s, QJsonArray{u"generateContent"_s}}};
}

QJsonObject modelList()
{
    return {{u"models"_s,
             QJsonArray{
                 listedModel(u"gemini-3.8-flash"_s, u"Gemini 3.8 Flash (Sandbox)"_s),
                 listedModel(u"gemini-3.1-flash-lite"_s, u"Gemini 3.1 Flash Lite (Sandbox)"_s)}}};
}

/// Adds one part of a content; false when it is a picture that cannot be read.
bool addPart(const QJsonObject& part, PracticePrompt& prompt, QStringList& texts)
{
    if (part.contains("text"_L1)) {
        texts << part.value("text"_L1).toString();
    }
    if (part.contains("inlineData"_L1)) {
        const QJsonObject data = part.value("inlineData"_L1).toObject();
        const auto image =
            practiceImage(data.value("mimeType"_L1).toString(), data.value("data"_L1).toString());
        if (!image) {
            return false;
        }
        prompt.images << *image;
    }
    return true;
}

std::optional<QString> textOf(const QJsonObject& content, PracticePrompt& prompt)
{
    QStringList texts;
    const QJsonArray parts = content.value("parts"_L1).toArray();
    for (const auto& part : parts) {
        if (!addPart(part.toObject(), prompt, texts)) {
            return std::nullopt;
        }
    }
    return texts.join(u'\n');
}

PracticeParse parsed(const QString& model, const QJsonObject& body)
{
    static const QStringList known{u"contents"_s,         u"systemInstruction"_s,
                                   u"generationConfig"_s, u"safetySettings"_s,
                                   u"serviceTier"_s,      u"store"_s};
    const QStringList names = body.keys();
    for (const QString& name : names) {
        if (!known.contains(name)) {
            return PracticeProblem{400, {}, name, u"Unknown name \"%1\""_s.arg(name)};
        }
    }
    if (!isKnownModel(model)) {
        return PracticeProblem{404, {}, {}, u"models/%1 is not found"_s.arg(model)};
    }
    PracticePrompt prompt;
    prompt.model = model;
    prompt.system =
        textOf(body.value("systemInstruction"_L1).toObject(), prompt).value_or(QString());
    const QJsonArray contents = body.value("contents"_L1).toArray();
    for (const auto& content : contents) {
        const auto text = textOf(content.toObject(), prompt);
        if (!text) {
            return PracticeProblem{400, {}, {}, u"The image data is not valid"_s};
        }
        prompt.text = *text;
    }
    const QJsonObject config = body.value("generationConfig"_L1).toObject();
    if (config.contains("maxOutputTokens"_L1)) {
        prompt.maxTokens = config.value("maxOutputTokens"_L1).toInt();
    }
    return prompt;
}

QJsonObject candidateRecord(const PracticePrompt& prompt, const QString& text, qint64 outputTokens,
                            const QString& finishReason)
{
    QJsonObject candidate{
        {u"index"_s, 0},
        {u"content"_s, QJsonObject{{u"role"_s, u"model"_s},
                                   {u"parts"_s, QJsonArray{QJsonObject{{u"text"_s, text}}}}}}};
    if (!finishReason.isEmpty()) {
        candidate.insert(u"finishReason"_s, finishReason);
    }
    const qint64 in = inputTokens(prompt);
    return {{u"candidates"_s, QJsonArray{candidate}},
            {u"usageMetadata"_s, QJsonObject{{u"promptTokenCount"_s, in},
                                             {u"candidatesTokenCount"_s, outputTokens},
                                             {u"totalTokenCount"_s, in + outputTokens}}},
            {u"modelVersion"_s, prompt.model},
            {u"responseId"_s, u"sandbox"_s}};
}

PracticeStream geminiStream(const PracticePrompt& prompt, const PracticeAnswer& answer,
                            const QString& finishReason)
{
    PracticeStream stream;
    qint64 count = 0;
    for (const QString& piece : answer.pieces) {
        stream.pieces << sseRecord(candidateRecord(prompt, piece, ++count, {}));
    }
    stream.closing = sseRecord(candidateRecord(prompt, {}, count, finishReason));
    return stream;
}

} // namespace

SandboxGemini::SandboxGemini(const SandboxKnobs& knobs)
    : m_knobs(knobs)
{
}

void SandboxGemini::sendProblem(const PracticeReply& reply, const PracticeProblem& problem)
{
    QJsonArray details;
    if (!problem.code.isEmpty()) {
        details << QJsonObject{{u"@type"_s, u"type.googleapis.com/google.rpc.ErrorInfo"_s},
                               {u"reason"_s, problem.code}};
    }
    sendJson(reply, problem.status,
             {{u"error"_s, QJsonObject{{u"code"_s, problem.status},
                                       {u"message"_s, "Sandbox: "_L1 + problem.message},
                                       {u"status"_s, statusName(problem.status)},
                                       {u"details"_s, details}}}});
}

bool SandboxGemini::handle(const PracticeRequest& request, const PracticeReply& reply)
{
    if (!request.path.startsWith(modelsPath)) {
        return false;
    }
    if (!request.header("x-goog-api-key").startsWith(SandboxProvider::practiceKey().toLatin1())) {
        sendProblem(reply, {400, u"API_KEY_INVALID"_s, {}, u"API key not valid."_s});
    } else if (request.path == modelsPath && request.method == "GET") {
        sendJson(reply, 200, modelList());
    } else if (request.method == "POST") {
        generate(request, reply);
    } else {
        return false;
    }
    return true;
}

void SandboxGemini::generate(const PracticeRequest& request, const PracticeReply& reply)
{
    const QString target =
        QString::fromUtf8(QByteArray::fromPercentEncoding(request.path.mid(modelsPath.size() + 1)));
    const QString method = target.section(u':', -1);
    const PracticeParse parse =
        parsed(target.section(u':', 0, -2), QJsonDocument::fromJson(request.body).object());
    if (const auto* problem = std::get_if<PracticeProblem>(&parse)) {
        sendProblem(reply, *problem);
        return;
    }
    const auto& prompt = std::get<PracticePrompt>(parse);
    const PracticeAnswer answer = practiceAnswer(prompt);
    const QString finishReason = answer.truncated ? u"MAX_TOKENS"_s : u"STOP"_s;
    const QJsonObject whole =
        candidateRecord(prompt, answer.text(), answer.pieces.size(), finishReason);
    if (method == "generateContent"_L1) {
        sendJson(reply, 200, whole);
    } else if (method != "streamGenerateContent"_L1) {
        sendProblem(reply, {404, {}, {}, u"this method is not known"_s});
    } else if (request.queryFields().value(u"alt"_s) == "sse"_L1) {
        playStream(geminiStream(prompt, answer, finishReason), m_knobs, reply);
    } else {
        // As the real service: without alt=sse it is one JSON array.
        reply.send(200, "application/json", QJsonDocument(QJsonArray{whole}).toJson());
    }
}

} // namespace plantain::sandbox
