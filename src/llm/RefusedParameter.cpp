// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/RefusedParameter.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace plantain::llm {

namespace {

/// Body parameters that may go, with the catalog's names.
const QHash<QString, QString>& droppable()
{
    static const QHash<QString, QString> table{
        {u"temperature"_s, u"temperature"_s},
        {u"max_tokens"_s, u"max_tokens"_s},
        {u"max_completion_tokens"_s, u"max_tokens"_s},
        {u"max_output_tokens"_s, u"max_tokens"_s},
        {u"reasoning"_s, u"effort"_s},
        {u"reasoning_effort"_s, u"effort"_s},
        {u"stream_options"_s, QString()},
    };
    return table;
}

/// Some servers name the parameter only in the sentence.
QString namedInSentence(const QString& message)
{
    static const QRegularExpression sentence(u"unsupported (?:parameter|value):? '?([a-z_]+)"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    return sentence.match(message).captured(1);
}

} // namespace

QString refusedParameter(const ApiProblem& problem)
{
    const bool said = problem.code == "unsupported_parameter"_L1 ||
                      problem.code == "unsupported_value"_L1 ||
                      problem.message.startsWith("Unsupported parameter"_L1);
    if (problem.httpStatus != 400 || !said) {
        return {};
    }
    const QString named =
        problem.param.isEmpty() ? namedInSentence(problem.message) : problem.param;
    const QString top = named.section(u'.', 0, 0); // "reasoning.effort"
    return droppable().contains(top) ? top : QString();
}

bool leaveOut(QJsonObject& body, const QString& parameter)
{
    const QJsonValue value = body.take(parameter);
    if (value.isUndefined()) {
        return false;
    }
    if (parameter == "max_tokens"_L1) {
        body["max_completion_tokens"_L1] = value;
    }
    return true;
}

QString canonicalName(const QString& parameter)
{
    // The old name of a limit says nothing about the limit itself.
    return parameter == "max_tokens"_L1 ? QString() : droppable().value(parameter);
}

QString spokenName(const QString& parameter)
{
    const QString name = canonicalName(parameter);
    if (name == "temperature"_L1) {
        return QCoreApplication::translate("LlmJob", "temperature");
    }
    return name == "effort"_L1 ? QCoreApplication::translate("LlmJob", "effort")
                               : QCoreApplication::translate("LlmJob", "the token limit");
}

} // namespace plantain::llm
