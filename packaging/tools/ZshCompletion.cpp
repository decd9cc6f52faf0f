// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tools/Completion.h"
#include "packaging/tools/CompletionTable.h"

namespace plantain::packaging {

using namespace Qt::StringLiterals;
using app::CommandSpec;

namespace {

constexpr auto beginning = R"(#compdef plantain
# Written by the build from the table of commands that --help prints.
# SPDX-License-Identifier: GPL-3.0-or-later

_plantain() {
  local command='' skip='' word
  local -a common=(
@COMMON@  )
  for word in "${(@)words[2,CURRENT-1]}"; do
    if [[ -n $skip ]]; then
      skip=''
    else
      case $word in
        @VALUED@) skip=yes ;;
        -*) ;;
        *) command+=${command:+ }$word ;;
      esac
    fi
  done
)";

QString quoted(QString text)
{
    return u'\'' + text.replace(u"'"_s, u"'\\''"_s) + u'\'';
}

/// Inside [description] and between colons.
QString plain(QString text)
{
    static const QString special = u"\\[]:"_s;
    for (const QChar character : special) {
        text.replace(character, u'\\' + QString(character));
    }
    return text;
}

QString action(const Completion& completion)
{
    switch (completion.kind) {
    case Completion::Kind::Words:
        return u'(' + completion.words.join(u' ') + u')';
    case Completion::Kind::Files:
        return u"_files"_s;
    case Completion::Kind::Folders:
        return u"_files -/"_s;
    case Completion::Kind::Anything:
        break;
    }
    return u" "_s;
}

QString specification(const QCommandLineOption& option)
{
    const QString name = "--"_L1 + option.names().first();
    const QString value = option.valueName();
    QString text =
        name + (value.isEmpty() ? QString() : u"="_s) + u'[' + plain(option.description()) + u']';
    if (!value.isEmpty()) {
        text += u':' + plain(value.toLower()) + u':' + action(completionOf(option));
    }
    // Some may be given again (--image): better one offer too many.
    return quoted(u'*' + text);
}

QString specifications(const QList<QCommandLineOption>& options, const QString& indent)
{
    QString text;
    for (const QCommandLineOption& option : options) {
        text += indent + specification(option) + u'\n';
    }
    return text;
}

QString argumentSpecification(const CommandSpec& command)
{
    const Completion completion = completionOfArguments(command);
    if (completion.kind == Completion::Kind::Anything) {
        return {};
    }
    const QString files = u"_files -g \"*.plantain(-.)\""_s;
    const QString what = completion.kind == Completion::Kind::Files ? files : action(completion);
    return u' ' + quoted(u"%1:%2:%3"_s.arg(command.words.size() + 1)
                             .arg(plain(command.arguments.toLower()), what));
}

/// The words of the command itself, so that _arguments counts what follows them.
QString wordSpecifications(const QStringList& words)
{
    QString text;
    for (qsizetype i = 0; i < words.size(); ++i) {
        text += u' ' + quoted(u"%1:command:(%2)"_s.arg(i + 1).arg(words.at(i)));
    }
    return text;
}

QString commandCases()
{
    QString text = u"  case $command in\n"_s;
    const QList<CommandSpec> commands = realCommands();
    for (const CommandSpec& command : commands) {
        const QString name = command.words.join(u' ');
        text += u"    '%1'|'%1 '*)\n      _arguments -S $common"_s.arg(name) +
                wordSpecifications(command.words) + argumentSpecification(command);
        if (!command.options.isEmpty()) {
            text += " \\\n"_L1 + specifications(command.options, u"        "_s)
                                     .trimmed()
                                     .replace(u"\n"_s, u" \\\n"_s)
                                     .prepend(u"        "_s);
        }
        text += "\n      ;;\n"_L1;
    }
    return text;
}

QString described(const QList<NextWord>& words)
{
    QStringList entries;
    for (const NextWord& next : words) {
        entries << quoted(next.word + u':' + plain(next.description));
    }
    return entries.join(u' ');
}

QString groupCases()
{
    QString text;
    const QStringList beginnings = groups();
    for (const QString& group : beginnings) {
        const QStringList before = group.isEmpty() ? QStringList() : QStringList{group};
        const QString window = specifications(windowCommand().options, u" "_s).remove(u'\n');
        text += u"    '%1')\n      local -a next=(%2)\n      _arguments -S $common%3 '%4:command:"
                "->next'\n      if [[ $state == next ]]; then\n        _describe command next\n"_s
                    .arg(group, described(nextWords(before)),
                         group.isEmpty() ? window : wordSpecifications(before))
                    .arg(before.size() + 1);
        if (group.isEmpty()) {
            text += "        _files -g '*.plantain(-.)'\n"_L1;
        }
        text += "      fi\n      ;;\n"_L1;
    }
    return text +
           "    *) _arguments -S $common '*:file:_files -g \"*.plantain(-.)\"' ;;\n  esac\n"_L1;
}

} // namespace

QByteArray zshCompletion()
{
    QString text = QString::fromUtf8(beginning);
    text.replace("@COMMON@"_L1, specifications(app::commonOptions(), u"    "_s));
    text.replace("@VALUED@"_L1, dashed(valuedOptions(), u'|'));
    text += "  local curcontext=$curcontext state line\n  typeset -A opt_args\n"_L1;
    text += commandCases() + groupCases();
    return (text + "}\n\n_plantain \"$@\"\n"_L1).toUtf8();
}

} // namespace plantain::packaging
