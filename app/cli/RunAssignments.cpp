// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunAssignments.h"

#include "src/llm/ImageInput.h"
#include "src/workflow/Edits.h"
#include "src/workflow/NodeData.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>

namespace plantain::app {

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorKind;
using base::Result;
using base::Status;
using workflow::DataPatch;
using workflow::Node;
using workflow::NodeKind;
using workflow::Workflow;

namespace keys = workflow::keys;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RunCommand)
};

Error wrong(const QString& message, const QString& hint = {})
{
    return {ErrorKind::InvalidInput, message, hint, {}};
}

/// What a node of this kind may be given, whether or not its file says it already.
QStringList fieldsOf(NodeKind kind)
{
    const QStringList all{keys::customTitle, keys::comment, keys::disabled};
    switch (kind) {
    case NodeKind::Prompt:
        return QStringList{keys::prompt, keys::variableName} + all;
    case NodeKind::PromptConstructor:
        return QStringList{keys::templateText, keys::variableName} + all;
    case NodeKind::Image:
        return QStringList{keys::image, keys::filename} + all;
    case NodeKind::LlmGenerate:
        return QStringList{keys::inputPrompt, keys::systemPrompt, keys::provider,
                           keys::model,       keys::temperature,  keys::maxTokens,
                           keys::effort,      keys::outputText,   keys::variableName} +
               all;
    case NodeKind::Output:
        return QStringList{keys::outputFilename} + all;
    case NodeKind::Note:
        return QStringList{keys::text} + all;
    case NodeKind::Unknown:
        return {};
    }
    Q_UNREACHABLE();
}

Result<QJsonValue> temperature(const QString& text)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok || !(value >= 0 && value <= 2)) {
        return wrong(Text::tr("“temperature” takes a number from 0 to 2."));
    }
    return QJsonValue(value);
}

Result<QJsonValue> wholeNumber(const QString& field, const QString& text)
{
    bool ok = false;
    const int value = text.toInt(&ok);
    if (!ok || value < 1) {
        return wrong(Text::tr("“%1” takes a whole number from 1.").arg(field));
    }
    return QJsonValue(value);
}

Result<QJsonValue> number(const QString& field, const QString& text)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok || !qIsFinite(value)) {
        return wrong(Text::tr("“%1” takes a number.").arg(field));
    }
    return QJsonValue(value);
}

Result<QJsonValue> truth(const QString& field, const QString& text)
{
    if (text != "true"_L1 && text != "false"_L1) {
        return wrong(Text::tr("“%1” takes true or false.").arg(field));
    }
    return QJsonValue(text == "true"_L1);
}

Result<QJsonValue> provider(const QString& text)
{
    if (!llm::providerFromString(text)) {
        return wrong(Text::tr("“%1” is not a provider.").arg(text),
                     Text::tr("Providers: google, openai, openai-auth, openai-compatible."));
    }
    return QJsonValue(text);
}

/// As the field's type, else as that of the value that is there.
Result<QJsonValue> valueFor(const Node& node, const Assignment& assignment)
{
    const QString& field = assignment.field;
    const QJsonValue now = node.data.value(field);
    if (field == keys::temperature) {
        return temperature(assignment.value);
    }
    if (field == keys::maxTokens) {
        return wholeNumber(field, assignment.value);
    }
    if (field == keys::disabled || now.isBool()) {
        return truth(field, assignment.value);
    }
    if (field == keys::provider && node.kind == NodeKind::LlmGenerate) {
        return provider(assignment.value);
    }
    if (now.isDouble()) {
        return number(field, assignment.value);
    }
    if (now.isObject() || now.isArray()) {
        return wrong(Text::tr("“%1” cannot be set from the command line.").arg(field));
    }
    return QJsonValue(assignment.value);
}

Result<DataPatch> pictureFrom(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > llm::maxImageFileBytes) {
        return wrong(Text::tr("The picture “%1” cannot be read, or it is too large.").arg(path));
    }
    QByteArray bytes = file.readAll();
    const QString name = QFileInfo(path).fileName();
    // Refused now rather than when the node's turn comes.
    if (const auto usable = llm::prepareImage(bytes, name); !usable) {
        return usable.error();
    }
    QBuffer buffer(&bytes);
    const QSize size = QImageReader(&buffer).size();
    return workflow::patchForImage(bytes, name, size);
}

Result<DataPatch> patchFor(const Node& node, const Assignment& assignment)
{
    const QStringList fields = fieldsOf(node.kind);
    if (!fields.contains(assignment.field) && !node.data.contains(assignment.field)) {
        return wrong(Text::tr("“%1” has no field “%2”.").arg(assignment.node, assignment.field),
                     Text::tr("Its fields: %1.")
                         .arg((fields.isEmpty() ? node.data.keys() : fields).join(", "_L1)));
    }
    if (node.kind == NodeKind::Image && assignment.field == keys::image) {
        return pictureFrom(assignment.value);
    }
    const auto value = valueFor(node, assignment);
    if (!value) {
        return value.error();
    }
    return DataPatch{{assignment.field, *value}};
}

} // namespace

Result<Assignment> parseAssignment(const QString& text)
{
    const qsizetype equals = text.indexOf(u'=');
    const qsizetype dot = text.left(std::max<qsizetype>(equals, 0)).lastIndexOf(u'.');
    if (dot < 1 || dot + 1 == equals) {
        return wrong(Text::tr("--set takes NODE.FIELD=VALUE, not “%1”.").arg(text),
                     Text::tr("For example: --set prompt-1.prompt=\"A red car\""));
    }
    return Assignment{text.left(dot), text.mid(dot + 1, equals - dot - 1), text.mid(equals + 1)};
}

Result<QString> findNode(const Workflow& workflow, const QString& name)
{
    if (workflow.node(name)) {
        return name;
    }
    QStringList found;
    for (const Node& node : workflow.nodes()) {
        if (workflow::titleOf(node) == name) {
            found << node.id;
        }
    }
    if (found.isEmpty()) {
        return wrong(Text::tr("The workflow has no node “%1”.").arg(name),
                     Text::tr("Name a node by its id or by its title."));
    }
    if (found.size() > 1) {
        return wrong(Text::tr("Several nodes are called “%1”.").arg(name),
                     Text::tr("Name one by its id: %1.").arg(found.join(", "_L1)));
    }
    return found.first();
}

Status assign(Workflow& workflow, const Assignment& assignment)
{
    const auto id = findNode(workflow, assignment.node);
    if (!id) {
        return id.error();
    }
    const auto patch = patchFor(*workflow.node(*id), assignment);
    if (!patch) {
        return patch.error();
    }
    workflow.apply(workflow::edits::setData(workflow, *id, *patch));
    return base::Done{};
}

} // namespace plantain::app
