// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxApi.h"
#include "src/sandbox/SandboxOAuth.h"
#include "src/sandbox/SandboxStream.h"

namespace plantain::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ListedModel {
    QLatin1String id;
    QLatin1String label;
};
constexpr ListedModel listed[] = {
    {"gpt-6.1-sol"_L1, "GPT-6.1 Sol (Sandbox)"_L1},
    {"gpt-6-luna"_L1, "GPT-6 Luna (Sandbox)"_L1},
    {"gpt-6-sol"_L1, "GPT-6 Sol (Sandbox)"_L1},
};

/// Fields that the account's backend answers 400 to (Sign in with ChatGPT, preview limitations).
constexpr QLatin1String refusedForAccounts[] = {"background"_L1,
                                                "conversation"_L1,
                                                "max_output_tokens"_L1,
                                                "max_tool_calls"_L1,
                                                "metadata"_L1,
                                                "moderation"_L1,
                                                "multi_agent"_L1,
                                                "prompt"_L1,
                                                "prompt_cache_retention"_L1,
                                                "safety_identifier"_L1,
                                                "temperature"_L1,
                                                "top_logprobs"_L1,
                                                "top_p"_L1,
                                                "truncation"_L1,
                                                "user"_L1,
                                                "service_tier"_L1,
                                                "previous_response_id"_L1};

PracticeProblem unsupported(const QString& parameter)
{
    return {400, u"unsupported_parameter"_s, parameter, u"Unsupported parameter: "_s + parameter};
}

PracticeProblem invalid(const QString& parameter, const QString& message)
{
    return {400, u"invalid_value"_s, parameter, message};
}

/// What the API refuses beyond what the parser finds, for the account's backend.
std::optional<PracticeProblem> accountProblem(const QJsonObject& body)
{
    for (const QLatin1String& name : refusedForAccounts) {
        if (body.contains(name)) {
            return unsupported(name);
        }
    }
    if (body.value("store"_L1) != false) {
        return invalid(u"store"_s, u"Store must be set to false"_s);
    }
    if (body.value("stream"_L1) != true) {
        return invalid(u"stream"_s, u"Stream must be set to true"_s);
    }
    if (!body.value("input"_L1).isArray()) {
        return invalid(u"input"_s, u"Input must be a list"_s);
    }
    const QJsonArray items = body.value("input"_L1).toArray();
    for (const auto& item : items) {
        if (item.toObject().value("role"_L1) == "system"_L1) {
            return invalid(u"input"_s, u"System messages are not allowed"_s);
        }
    }
    return std::nullopt;
}

/// Newer models take a temperature only when they do not reason.
std::optional<PracticeProblem> temperatureProblem(const QJsonObject& body, const QString& effort)
{
    const bool reasons =
        body.value("model"_L1).toString().contains("gpt-6"_L1) && effort != "none"_L1;
    if (body.contains("temperature"_L1) && reasons) {
        return PracticeProblem{400, u"unsupported_value"_s, u"temperature"_s,
                               u"Unsupported value: 'temperature' does not support this value "
                               "with this model. Only the default (1) value is supported."_s};
    }
    return std::nullopt;
}

std::optional<PracticeImage> imageOfDataUrl(const QString& url)
{
    const QString mimeType = url.section(u';', 0, 0).section(u':', 1);
    return practiceImage(mimeType, url.section(u',', 1));
}

/// Adds one part of a message; false when it is a picture that cannot be read.
bool addPart(const QJsonObject& part, PracticePrompt& prompt, QStringList& texts)
{
    const QString type = part.value("type"_L1).toString();
    if (type == "input_text"_L1 || type == "text"_L1) {
        texts << part.value("text"_L1).toString();
    } else if (type == "input_image"_L1 || type == "image_url"_L1) {
        const QJsonValue url = part.value("image_url"_L1);
        const auto image = imageOfDataUrl(url.isObject() ? url.toObject().value("url"_L1).toString()
                                                         : url.toString());
        if (!image) {
            return false;
        }
        prompt.images << *image;
    }
    return true;
}

/// Reads messages of either API: `content` is a text or a list of parts.
std::optional<PracticeProblem> addMessages(const QJsonArray& messages, PracticePrompt& prompt)
{
    for (const auto& value : messages) {
        const QJsonObject message = value.toObject();
        const QString role = message.value("role"_L1).toString();
        const QJsonValue content = message.value("content"_L1);
        QStringList texts{content.toString()};
        const QJsonArray parts = content.toArray();
        for (const auto& part : parts) {
            if (!addPart(part.toObject(), prompt, texts)) {
                return PracticeProblem{400, u"invalid_base64_image"_s, u"image_url"_s,
                                       u"The image data is not valid."_s};
            }
        }
        texts.removeAll(QString());
        if (role == "system"_L1 || role == "developer"_L1) {
            prompt.system += texts.join(u'\n');
        } else if (role == "user"_L1) {
            prompt.text = texts.join(u'\n');
        }
    }
    return std::nullopt;
}

PracticeParse parsed(const QJsonObject& body, const QJsonArray& messages, const QString& effort)
{
    PracticePrompt prompt;
    prompt.model = body.value("model"_L1).toString();
    prompt.system = body.value("instructions"_L1).toString();
    prompt.streamed = body.value("stream"_L1).toBool();
    if (!isKnownModel(prompt.model)) {
        return PracticeProblem{404, u"model_not_found"_s, u"model"_s,
                               u"The model '%1' does not exist."_s.arg(prompt.model)};
    }
    if (const auto problem = temperatureProblem(body, effort)) {
        return *problem;
    }
    if (const auto problem = addMessages(messages, prompt)) {
        return *problem;
    }
    for (const QLatin1String& name :
         {"max_output_tokens"_L1, "max_completion_tokens"_L1, "max_tokens"_L1}) {
        if (body.contains(name)) {
            prompt.maxTokens = body.value(name).toInt();
        }
    }
    return prompt;
}

PracticeParse parsedResponsesBody(const QJsonObject& body, bool forAccount)
{
    if (forAccount) {
        if (const auto problem = accountProblem(body)) {
            return *problem;
        }
    }
    const QJsonValue input = body.value("input"_L1);
    const QJsonArray messages =
        input.isString()
            ? QJsonArray{QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, input.toString()}}}
            : input.toArray();
    const QString effort = body.value("reasoning"_L1).toObject().value("effort"_L1).toString();
    return parsed(body, messages, effort);
}

/// Makes the objects of one answer of the Responses API.
class ResponseWriter
{
public:
    /// `sparse`: the account's backend leaves `output` of the last record empty.
    ResponseWriter(const PracticePrompt& prompt, const PracticeAnswer& answer, bool sparse)
        : m_prompt(prompt)
        , m_answer(answer)
        , m_sparse(sparse)
    {
    }

    QJsonObject finished() const
    {
        QJsonObject response = base(m_answer.truncated ? u"incomplete"_s : u"completed"_s);
        response.insert(u"incomplete_details"_s,
                        m_answer.truncated
                            ? QJsonValue(QJsonObject{{u"reason"_s, u"max_output_tokens"_s}})
                            : QJsonValue());
        response.insert(u"output"_s, m_sparse ? QJsonArray{} : QJsonArray{message(u"completed"_s)});
        response.insert(u"usage"_s, usage());
        return response;
    }

    PracticeStream stream()
    {
        PracticeStream stream;
        const QJsonObject started{{u"response"_s, base(u"in_progress"_s)}};
        QJsonObject emptyItem = message(u"in_progress"_s);
        emptyItem.insert(u"content"_s, QJsonArray{});
        stream.opening =
            record("response.created", started) + record("response.in_progress", started) +
            record("response.output_item.added", {{u"output_index"_s, 0}, {u"item"_s, emptyItem}}) +
            record("response.content_part.added", partFields(u"part"_s, part({})));
        for (const QString& piece : m_answer.pieces) {
            stream.pieces << record("response.output_text.delta", partFields(u"delta"_s, piece));
        }
        stream.closing =
            record("response.output_text.done", partFields(u"text"_s, m_answer.text())) +
            record("response.content_part.done", partFields(u"part"_s, part(m_answer.text()))) +
            record("response.output_item.done",
                   {{u"output_index"_s, 0}, {u"item"_s, message(u"completed"_s)}}) +
            record(m_answer.truncated ? "response.incomplete" : "response.completed",
                   {{u"response"_s, finished()}});
        return stream;
    }

private:
    QByteArray record(const QByteArray& type, QJsonObject fields)
    {
        fields.insert(u"type"_s, QString::fromLatin1(type));
        fields.insert(u"sequence_number"_s, m_sequence++);
        return sseRecord(fields, type);
    }

    QJsonObject base(const QString& status) const
    {
        return {{u"id"_s, u"resp_sandbox"_s}, {u"object"_s, u"response"_s},
                {u"status"_s, status},        {u"model"_s, m_prompt.model},
                {u"error"_s, QJsonValue()},   {u"output"_s, QJsonArray{}}};
    }

    static QJsonObject part(const QString& text)
    {
        return {{u"type"_s, u"output_text"_s}, {u"text"_s, text}, {u"annotations"_s, QJsonArray{}}};
    }

    QJsonObject message(const QString& status) const
    {
        return {{u"id"_s, u"msg_sandbox"_s}, {u"type"_s, u"message"_s},
                {u"role"_s, u"assistant"_s}, {u"phase"_s, u"final_answer"_s},
                {u"status"_s, status},       {u"content"_s, QJsonArray{part(m_answer.text())}}};
    }

    static QJsonObject partFields(const QString& name, const QJsonValue& value)
    {
        return {{u"item_id"_s, u"msg_sandbox"_s},
                {u"output_index"_s, 0},
                {u"content_index"_s, 0},
                {name, value}};
    }

    QJsonObject usage() const
    {
        const qint64 in = inputTokens(m_prompt);
        const qint64 out = m_answer.pieces.size();
        return {{u"input_tokens"_s, in},
                {u"input_tokens_details"_s, QJsonObject{{u"cached_tokens"_s, 0}}},
                {u"output_tokens"_s, out},
                {u"output_tokens_details"_s, QJsonObject{{u"reasoning_tokens"_s, 0}}},
                {u"total_tokens"_s, in + out}};
    }

    const PracticePrompt& m_prompt;
    const PracticeAnswer& m_answer;
    bool m_sparse;
    int m_sequence = 0;
};

QJsonObject chatObject(const PracticePrompt& prompt, const QString& kind, const QString& inner,
                       const QJsonObject& content, const QJsonValue& finishReason)
{
    const QJsonObject choice{{u"index"_s, 0}, {inner, content}, {u"finish_reason"_s, finishReason}};
    return {{u"id"_s, u"chatcmpl-sandbox"_s},
            {u"object"_s, kind},
            {u"created"_s, 0},
            {u"model"_s, prompt.model},
            {u"choices"_s, QJsonArray{choice}}};
}

QJsonObject chatUsage(const PracticePrompt& prompt, const PracticeAnswer& answer)
{
    const qint64 in = inputTokens(prompt);
    const qint64 out = answer.pieces.size();
    return {{u"prompt_tokens"_s, in}, {u"completion_tokens"_s, out}, {u"total_tokens"_s, in + out}};
}

PracticeStream chatStream(const PracticePrompt& prompt, const PracticeAnswer& answer,
                          const QString& finishReason, bool withUsage)
{
    const auto chunk = [&prompt](const QJsonObject& delta, const QJsonValue& reason) {
        return chatObject(prompt, u"chat.completion.chunk"_s, u"delta"_s, delta, reason);
    };
    PracticeStream stream;
    stream.opening = sseRecord(chunk({{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}}, {}));
    for (const QString& piece : answer.pieces) {
        stream.pieces << sseRecord(chunk({{u"content"_s, piece}}, {}));
    }
    stream.closing = sseRecord(chunk({}, finishReason));
    if (withUsage) {
        QJsonObject last = chunk({}, {});
        last.insert(u"choices"_s, QJsonArray{});
        last.insert(u"usage"_s, chatUsage(prompt, answer));
        stream.closing += sseRecord(last);
    }
    stream.closing += "data: [DONE]\n\n";
    return stream;
}

} // namespace

SandboxOpenAi::SandboxOpenAi(SandboxOAuth& oauth, const SandboxKnobs& knobs)
    : m_oauth(oauth)
    , m_knobs(knobs)
{
}

void SandboxOpenAi::sendProblem(const PracticeReply& reply, const PracticeProblem& problem)
{
    const QString type = problem.status >= 500   ? u"server_error"_s
                         : problem.status == 429 ? u"requests"_s
                                                 : u"invalid_request_error"_s;
    const QJsonValue parameter =
        problem.parameter.isEmpty() ? QJsonValue() : QJsonValue(problem.parameter);
    sendJson(reply, problem.status,
             {{u"error"_s, QJsonObject{{u"message"_s, "Sandbox: "_L1 + problem.message},
                                       {u"type"_s, type},
                                       {u"param"_s, parameter},
                                       {u"code"_s, problem.code}}}});
}

bool SandboxOpenAi::handle(const PracticeRequest& request, const PracticeReply& reply)
{
    const bool lists = request.path == "/v1/models" && request.method == "GET";
    const bool responds = request.path == "/v1/responses" && request.method == "POST";
    const bool chats = request.path == "/v1/chat/completions" && request.method == "POST";
    if (!lists && !responds && !chats) {
        return false;
    }
    const auto caller = authorized(request, reply);
    if (!caller) {
        return true;
    }
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (lists) {
        sendJson(reply, 200, modelList(*caller));
    } else if (responds) {
        respond(body, *caller, reply);
    } else if (*caller == Caller::Key) {
        chat(body, reply);
    } else {
        sendProblem(reply, {403, u"request_forbidden"_s, {}, u"use /v1/responses"_s});
    }
    return true;
}

std::optional<SandboxOpenAi::Caller> SandboxOpenAi::authorized(const PracticeRequest& request,
                                                               const PracticeReply& reply)
{
    const QString authorization = QString::fromLatin1(request.header("authorization"));
    const QString credential = authorization.section(u' ', 1);
    if (!authorization.startsWith("bearer "_L1, Qt::CaseInsensitive) || credential.isEmpty()) {
        sendProblem(reply, {401, u"invalid_api_key"_s, {}, u"no API key was sent"_s});
        return std::nullopt;
    }
    if (credential.startsWith(SandboxProvider::practiceKey())) {
        return Caller::Key;
    }
    const auto access = m_oauth.access(credential);
    if (access && !access->expired && access->plan) {
        return Caller::Account;
    }
    if (access && !access->expired) {
        sendProblem(reply, {403,
                            u"subscription_sharing_not_granted"_s,
                            {},
                            u"this sign-in may not use the plan"_s});
    } else if (access) {
        // The account backend's own shape, which differs from the API's.
        sendJson(reply, 401, {{u"detail"_s, QJsonObject{{u"error_code"_s, u"invalid_token"_s}}}});
    } else {
        sendProblem(reply, {401, u"invalid_api_key"_s, {}, u"this key is not valid"_s});
    }
    return std::nullopt;
}

QJsonObject SandboxOpenAi::modelList(Caller caller)
{
    QJsonArray models;
    for (const ListedModel& model : listed) {
        if (caller == Caller::Account) {
            models << QJsonObject{{u"slug"_s, model.id},
                                  {u"display_name"_s, model.label},
                                  {u"visibility"_s, u"list"_s}};
        } else {
            models << QJsonObject{{u"id"_s, model.id},
                                  {u"object"_s, u"model"_s},
                                  {u"created"_s, 0},
                                  {u"owned_by"_s, u"sandbox"_s}};
        }
    }
    if (caller == Caller::Account) {
        return {{u"models"_s, models}};
    }
    return {{u"object"_s, u"list"_s}, {u"data"_s, models}};
}

void SandboxOpenAi::respond(const QJsonObject& body, Caller caller, const PracticeReply& reply)
{
    const PracticeParse parse = parsedResponsesBody(body, caller == Caller::Account);
    if (const auto* problem = std::get_if<PracticeProblem>(&parse)) {
        sendProblem(reply, *problem);
        return;
    }
    const auto& prompt = std::get<PracticePrompt>(parse);
    const PracticeAnswer answer = practiceAnswer(prompt);
    ResponseWriter writer(prompt, answer, caller == Caller::Account);
    if (prompt.streamed) {
        playStream(writer.stream(), m_knobs, reply);
    } else {
        sendJson(reply, 200, writer.finished());
    }
}

void SandboxOpenAi::chat(const QJsonObject& body, const PracticeReply& reply)
{
    const PracticeParse parse = parsed(body, body.value("messages"_L1).toArray(),
                                       body.value("reasoning_effort"_L1).toString());
    if (const auto* problem = std::get_if<PracticeProblem>(&parse)) {
        sendProblem(reply, *problem);
        return;
    }
    const auto& prompt = std::get<PracticePrompt>(parse);
    const PracticeAnswer answer = practiceAnswer(prompt);
    const QString finishReason = answer.truncated ? u"length"_s : u"stop"_s;
    if (prompt.streamed) {
        const bool withUsage =
            body.value("stream_options"_L1).toObject().value("include_usage"_L1).toBool();
        playStream(chatStream(prompt, answer, finishReason, withUsage), m_knobs, reply);
        return;
    }
    const QJsonObject message{{u"role"_s, u"assistant"_s}, {u"content"_s, answer.text()}};
    QJsonObject whole =
        chatObject(prompt, u"chat.completion"_s, u"message"_s, message, finishReason);
    whole.insert(u"usage"_s, chatUsage(prompt, answer));
    sendJson(reply, 200, whole);
}

} // namespace plantain::sandbox
