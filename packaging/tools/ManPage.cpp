// SPDX-License-Identifier: GPL-3.0-or-later
#include "packaging/tools/ManPage.h"

#include "app/cli/CommandTable.h"

namespace plantain::packaging {

using namespace Qt::StringLiterals;
using app::CommandSpec;

namespace {

struct Entry {
    const char* name;
    const char* text;
};

const QString description =
    u"Plantain is a desktop program for working with language models: prompts, images and models "
    "are wired into a workflow on a canvas and run. Without a command it opens its window; the "
    "commands work without a display."_s;

constexpr Entry environment[] = {
    {"OPENAI_API_KEY, GEMINI_API_KEY, GOOGLE_API_KEY", "API keys, used where no key is stored."},
    {"OPENAI_BASE_URL, GOOGLE_GEMINI_BASE_URL", "Other servers that speak the same protocols."},
    {"OPENAI_OAUTH_CLIENT_ID, OPENAI_OAUTH_REDIRECT_URI",
     "Replace these two fields of the authorization profile."},
    {"PLANTAIN_DATA_DIR", "The data folder, where --data-dir is not given."},
    {"XDG_RUNTIME_DIR",
     "Where the window listens for the files of a later start, on a socket of the user's own."},
    {"XDG_DATA_HOME", "The folder that holds the data folder otherwise."},
    {"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "The proxy, where --proxy is not given."},
    {"SSL_CERT_FILE", "Certificates that are trusted too, where --ca-file is not given."},
    {"BROWSER", "The program that opens the sign-in page."},
};

constexpr Entry files[] = {
    {"~/.local/share/plantain/",
     "The data folder: settings, lists of models, unsaved work. Only you can read it."},
    {"~/.local/share/plantain/openai-auth.json, api-key-*",
     "The session and the API keys, where they are not kept in the desktop's keyring."},
    {"~/.local/share/plantain/auth-profile.json", "Names another authorization server; optional."},
};

constexpr Entry examples[] = {
    {"plantain --sandbox generate \"Describe a market stall at dawn.\"",
     "Tries the program without an account, a key or a network."},
    {"plantain auth login", "Connects an account; a browser opens."},
    {"echo \"Now in one sentence.\" | plantain generate --provider openai-auth -",
     "Reads the prompt from standard input."},
};

/// Text that roff prints as it stands.
QString escaped(const QString& text)
{
    QString result;
    for (const QChar character : text) {
        if (character == u'\\') {
            result += "\\e"_L1;
        } else if (character == u'-') {
            result += "\\-"_L1;
        } else if (character == u'"') {
            result += "\\(dq"_L1;
        } else if (character.unicode() > 126) {
            result += u"\\[u%1]"_s.arg(
                QString::number(character.unicode(), 16).toUpper().rightJustified(4, u'0'));
        } else {
            result += character;
        }
    }
    return result;
}

/// Running text in short lines, each sentence on a line of its own: roff sets the space between
/// sentences by the ends of lines.
QString paragraph(const QString& text)
{
    constexpr qsizetype width = 78;
    QStringList lines{QString()};
    bool sentenceEnded = true;
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const QString next = escaped(word);
        const bool needsLine = sentenceEnded || lines.last().size() + 1 + next.size() > width;
        if (!needsLine) {
            lines.last() += u' ' + next;
        } else {
            const bool looksLikeRequest = next.startsWith(u'.') || next.startsWith(u'\'');
            lines << (looksLikeRequest ? "\\&"_L1 + next : next);
        }
        sentenceEnded = word.endsWith(u'.');
    }
    return lines.mid(1).join(u'\n') + u'\n';
}

QString bold(const QString& text)
{
    return "\\fB"_L1 + escaped(text) + "\\fR"_L1;
}

QString italic(const QString& text)
{
    return "\\fI"_L1 + escaped(text) + "\\fR"_L1;
}

QString tagged(const QString& tag, const QString& text)
{
    return ".TP\n"_L1 + tag + u'\n' + paragraph(text);
}

QString optionEntries(const QList<QCommandLineOption>& options)
{
    QString entries;
    for (const QCommandLineOption& option : options) {
        const QString value = option.valueName();
        entries += tagged(bold("--"_L1 + option.names().first()) +
                              (value.isEmpty() ? QString() : u' ' + italic(value)),
                          option.description());
    }
    return entries;
}

QString synopsisOf(const CommandSpec& command)
{
    QString line = bold((QStringList{u"plantain"_s} + command.words).join(u' '));
    line += " ["_L1 + italic(u"options"_s) + u']';
    if (!command.arguments.isEmpty()) {
        line += u' ' + italic(command.arguments);
    }
    return line + u'\n';
}

QString commandSection(const CommandSpec& command)
{
    QString section = ".SS "_L1 + command.words.join(u' ') + u'\n' + synopsisOf(command);
    section += ".PP\n"_L1 + paragraph(command.summary);
    if (!command.details.isEmpty()) {
        section += paragraph(command.details);
    }
    return section + optionEntries(command.options);
}

template <std::size_t count>
QString section(const char* title, const Entry (&entries)[count])
{
    QString text = ".SH "_L1 + QLatin1String(title) + u'\n';
    for (const Entry& entry : entries) {
        text += tagged(bold(QString::fromUtf8(entry.name)), QString::fromUtf8(entry.text));
    }
    return text;
}

QString synopsis()
{
    QString text = u".SH SYNOPSIS\n.nf\n"_s;
    for (const CommandSpec& command : app::commandTable()) {
        text += synopsisOf(command);
    }
    return text + ".fi\n"_L1;
}

} // namespace

QByteArray manPage(const QString& date)
{
    QString page = u".\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"_s;
    page += ".\\\" Written by the build from the table of commands that --help prints.\n"_L1;
    page += u".TH PLANTAIN 1 \"%1\" \"Plantain %2\" \"User Commands\"\n"_s.arg(
        date, QStringLiteral(PLANTAIN_VERSION));
    page += ".SH NAME\nplantain \\- wire prompts, images and language models into workflows\n"_L1;
    page += synopsis();
    const CommandSpec window = *app::findCommand({});
    page +=
        ".SH DESCRIPTION\n"_L1 + paragraph(description) + ".PP\n"_L1 + paragraph(window.details);
    page += ".SH COMMANDS\n"_L1;
    for (const CommandSpec& command : app::commandTable()) {
        if (!command.words.isEmpty()) {
            page += commandSection(command);
        }
    }
    page += ".SH OPTIONS\nThe window takes this one.\n"_L1 + optionEntries(window.options);
    page += ".PP\nIt and every command take these.\n"_L1 + optionEntries(app::commonOptions());
    page += ".SH EXIT STATUS\n"_L1 + paragraph(app::exitCodesText());
    page += section("ENVIRONMENT", environment);
    page += section("FILES", files);
    page += section("EXAMPLES", examples);
    page += ".SH COPYRIGHT\nGPL\\-3.0\\-or\\-later; comes without any warranty.\n"_L1;
    return page.toUtf8();
}

} // namespace plantain::packaging
