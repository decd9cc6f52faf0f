// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Console.h"

#include <QJsonDocument>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

/// Without what could move the cursor or recolour the screen.
QString harmless(QString text)
{
    text.removeIf(
        [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; });
    return text;
}

/// Long texts of a server stay readable: one line.
QString oneLine(const QString& text)
{
    return harmless(text).simplified();
}

} // namespace

Console::Console(QIODevice& output, QIODevice& errors, bool terminal)
    : m_output(output)
    , m_errors(errors)
    , m_terminal(terminal)
{
}

bool Console::print(const QString& text)
{
    const QByteArray bytes = (m_terminal ? harmless(text) : text).toUtf8();
    return m_output.write(bytes) == bytes.size();
}

bool Console::printJson(const QJsonObject& object)
{
    return print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
}

void Console::complain(const base::Error& error)
{
    remark(error.message);
    if (!error.hint.isEmpty()) {
        m_errors.write(oneLine(error.hint).toUtf8() + '\n');
    }
}

void Console::remark(const QString& sentence)
{
    m_errors.write("plantain: " + oneLine(sentence).toUtf8() + '\n');
}

} // namespace plantain::app
