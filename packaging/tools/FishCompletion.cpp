// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tools/Completion.h"
#include "packaging/tools/CompletionTable.h"

namespace plantain::packaging {

using namespace Qt::StringLiterals;
using app::CommandSpec;

namespace {

constexpr auto beginning =
    R"(# fish completion for plantain. Written by the build from the table of commands that --help prints.
# SPDX-License-Identifier: GPL-3.0-or-later

function __plantain_words
    set -l skip
    for word in (commandline -opc)[2..]
        if test -n "$skip"
            set skip
            continue
        end
        switch $word
            case @VALUED@
                set skip yes
            case '-*'
            case '*'
                echo -- $word
        end
    end
end

function __plantain_is
    set -l words (__plantain_words)
    test "$words" = "$argv[1]"
end

function __plantain_begins
    set -l words (__plantain_words)
    test "$words" = "$argv[1]"; or string match --quiet -- "$argv[1] *" "$words"
end

complete -c plantain -f
)";

QString quoted(QString text)
{
    return u'\'' + text.replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"\\'"_s) + u'\'';
}

QString valueOf(const QCommandLineOption& option)
{
    if (option.valueName().isEmpty()) {
        return {};
    }
    const Completion completion = completionOf(option);
    switch (completion.kind) {
    case Completion::Kind::Words:
        return u" -x -a "_s + quoted(completion.words.join(u' '));
    case Completion::Kind::Files:
        return u" -r -F"_s;
    case Completion::Kind::Folders:
        return u" -x -a '(__fish_complete_directories)'"_s;
    case Completion::Kind::Anything:
        break;
    }
    return u" -x"_s;
}

QString optionLines(const QList<QCommandLineOption>& options, const QString& condition)
{
    QString lines;
    for (const QCommandLineOption& option : options) {
        lines += "complete -c plantain"_L1 + condition + " -l "_L1 + option.names().first() +
                 " -d "_L1 + quoted(option.description()) + valueOf(option) + u'\n';
    }
    return lines;
}

QString condition(const char* function, const QString& words)
{
    return " -n "_L1 + quoted(QLatin1String(function) + " \""_L1 + words + u'"');
}

QString argumentLine(const CommandSpec& command)
{
    const Completion completion = completionOfArguments(command);
    const QString when = condition("__plantain_is", command.words.join(u' '));
    if (completion.kind == Completion::Kind::Words) {
        return "complete -c plantain"_L1 + when + " -a "_L1 + quoted(completion.words.join(u' ')) +
               u'\n';
    }
    return completion.kind == Completion::Kind::Files
               ? "complete -c plantain"_L1 + when + " -a '(__fish_complete_suffix .plantain)'\n"_L1
               : QString();
}

QString groupLines()
{
    QString lines;
    const QStringList beginnings = groups();
    for (const QString& group : beginnings) {
        const auto following = nextWords(group.isEmpty() ? QStringList() : QStringList{group});
        for (const NextWord& next : following) {
            lines += "complete -c plantain"_L1 + condition("__plantain_is", group) + " -a "_L1 +
                     next.word + " -d "_L1 + quoted(next.description) + u'\n';
        }
    }
    return lines;
}

} // namespace

QByteArray fishCompletion()
{
    QString text = QString::fromUtf8(beginning);
    text.replace("@VALUED@"_L1, dashed(valuedOptions(), u' '));
    text += optionLines(app::commonOptions(), {}) + groupLines();
    const QList<CommandSpec> commands = app::commandTable();
    for (const CommandSpec& command : commands) {
        text += argumentLine(command);
        text +=
            optionLines(command.options, condition("__plantain_begins", command.words.join(u' ')));
    }
    return text.toUtf8();
}

} // namespace plantain::packaging
