// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"

#include <QIODevice>
#include <QJsonObject>

namespace plantain::app {

/// What a command writes to: results to `output`, everything else to `errors`. Nothing is held
/// back: each call has left when it returns. Plain text, no colours.
class Console
{
public:
    /// Both are borrowed, open and unbuffered. `terminal`: output is read by a person, so control
    /// characters of a provider's text are left out.
    Console(QIODevice& output, QIODevice& errors, bool terminal);

    /// False when nobody reads any more.
    bool print(const QString& text);
    bool printLine(const QString& text) { return print(text + QLatin1Char('\n')); }
    /// One object on one line.
    bool printJson(const QJsonObject& object);

    /// `plantain: sentence`, and the hint on the next line.
    void complain(const base::Error& error);
    /// A remark that is no failure.
    void remark(const QString& sentence);

private:
    QIODevice& m_output;
    QIODevice& m_errors;
    bool m_terminal;
};

} // namespace plantain::app
