// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QLoggingCategory>
#include <QString>

namespace plantain::base {

Q_DECLARE_LOGGING_CATEGORY(logAuth)
Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logLlm)
Q_DECLARE_LOGGING_CATEGORY(logSecrets)
Q_DECLARE_LOGGING_CATEGORY(logUi)

/// Replaces what looks like a secret (bearer tokens, API keys, JWTs, `code`, `state`,
/// `code_verifier`, `access_token`, `refresh_token`, `id_token` values in forms, queries and JSON,
/// data: URLs) by dots. Pure.
QString redacted(const QString& text);

/// Levels as on the command line: "error", "warning", "info", "debug".
/// Installs a message handler that writes redacted lines to stderr. False for an unknown level.
bool installLogging(const QString& level);

/// What was logged, redacted.
struct LogLine {
    quint64 number = 0; ///< from 1, in the order of logging
    QDateTime time;     ///< UTC
    QtMsgType type = QtInfoMsg;
    QString category;
    QString text;
};
/// As many are remembered.
inline constexpr qsizetype mostLogLines = 1000;
/// The remembered lines behind the one with this number, oldest first: all that came through the
/// handler of `installLogging`, whatever goes to stderr. Any thread.
QList<LogLine> logLinesAfter(quint64 number);
/// "error", "warning", "info", "debug".
QString logLevelName(QtMsgType type);

} // namespace plantain::base
