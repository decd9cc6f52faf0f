// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tools/Completion.h"
#include "packaging/tools/CompletionTable.h"

namespace plantain::packaging {

using namespace Qt::StringLiterals;
using app::CommandSpec;

namespace {

/// Finds the words of the command before the cursor, and skips options with their values. Bash
/// splits "--name=value" into three words.
constexpr auto beginning =
    R"(# bash completion for plantain. Written by the build from the table of commands that --help prints.
# SPDX-License-Identifier: GPL-3.0-or-later

_plantain_files()
{
    local IFS=$'\n'
    compopt -o filenames
    COMPREPLY=($(compgen "$@" -- "$current"))
}

_plantain_workflows()
{
    local IFS=$'\n'
    compopt -o filenames
    COMPREPLY+=($(compgen -d -- "$current") $(compgen -f -X '!*.plantain' -- "$current"))
}

_plantain()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local command='' skip='' options='' word i
    COMPREPLY=()
    if [[ $current == '=' ]]; then
        current=''
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ -n $skip ]]; then
            skip=''
        elif [[ $word == '=' ]]; then
            skip=yes
        else
            case $word in
                @VALUED@) [[ ${COMP_WORDS[i+1]} == '=' ]] || skip=yes ;;
                -*) ;;
                *) command+=${command:+ }$word ;;
            esac
        fi
    done
)";

constexpr auto end = R"(    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options @COMMON@" -- "$current"))
    fi
}
complete -F _plantain plantain
)";

QString words(const QStringList& choices)
{
    return u"COMPREPLY+=($(compgen -W '%1' -- \"$current\"))"_s.arg(choices.join(u' '));
}

QString valueAction(const Completion& completion)
{
    switch (completion.kind) {
    case Completion::Kind::Words:
        return words(completion.words) + "; return"_L1;
    case Completion::Kind::Files:
        return u"_plantain_files -f; return"_s;
    case Completion::Kind::Folders:
        return u"_plantain_files -d; return"_s;
    case Completion::Kind::Anything:
        break;
    }
    return u"return"_s;
}

QString valueCases()
{
    QString text = u"    case $previous in\n"_s;
    const QList<QCommandLineOption> options = valuedOptions();
    for (const QCommandLineOption& option : options) {
        text += u"        --%1) %2 ;;\n"_s.arg(option.names().first(),
                                               valueAction(completionOf(option)));
    }
    return text + "    esac\n"_L1;
}

QString argumentAction(const CommandSpec& command)
{
    const Completion completion = completionOfArguments(command);
    if (completion.kind == Completion::Kind::Words) {
        return words(completion.words);
    }
    return completion.kind == Completion::Kind::Files ? u"_plantain_workflows"_s : u":"_s;
}

QString groupCases()
{
    QString text;
    const QStringList beginnings = groups();
    for (const QString& group : beginnings) {
        QStringList next;
        const auto following = nextWords(group.isEmpty() ? QStringList() : QStringList{group});
        for (const NextWord& word : following) {
            next << word.word;
        }
        const QString window =
            u"; options='%1'; _plantain_workflows"_s.arg(dashed(windowCommand().options, u' '));
        text += u"        '%1') %2%3 ;;\n"_s.arg(group, words(next),
                                                 group.isEmpty() ? window : QString());
    }
    return text;
}

QString commandCases()
{
    QString text = u"    case $command in\n"_s + groupCases();
    const QList<CommandSpec> commands = realCommands();
    for (const CommandSpec& command : commands) {
        const QString name = command.words.join(u' ');
        text += u"        '%1') options='%2'; %3 ;;\n"_s.arg(name, dashed(command.options, u' '),
                                                             argumentAction(command));
        text += u"        '%1 '*) options='%2' ;;\n"_s.arg(name, dashed(command.options, u' '));
    }
    return text + "        *) _plantain_workflows ;;\n    esac\n"_L1;
}

} // namespace

QByteArray bashCompletion()
{
    QString text =
        QString::fromUtf8(beginning) + valueCases() + commandCases() + QString::fromUtf8(end);
    text.replace("@VALUED@"_L1, dashed(valuedOptions(), u'|'));
    text.replace("@COMMON@"_L1, dashed(app::commonOptions(), u' '));
    return text.toUtf8();
}

} // namespace plantain::packaging
