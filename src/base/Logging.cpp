// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Logging.h"

#include <QHash>
#include <QMutex>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <deque>

namespace plantain::base {

Q_LOGGING_CATEGORY(logAuth, "plantain.auth")
Q_LOGGING_CATEGORY(logNet, "plantain.net")
Q_LOGGING_CATEGORY(logLlm, "plantain.llm")
Q_LOGGING_CATEGORY(logSecrets, "plantain.secrets")
Q_LOGGING_CATEGORY(logUi, "plantain.ui")

namespace {

struct Rule {
    QRegularExpression pattern;
    QString replacement;
};

const QList<Rule>& redactionRules()
{
    static const QString dots = QStringLiteral("•••");
    // Never destroyed: Qt still logs when the program has ended and unloads its plug-ins.
    static const auto& rules = *new QList<Rule>{
        {QRegularExpression(QStringLiteral("\\b(Bearer|Basic)\\s+[^\\s\"',;]+"),
                            QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("\\1 ") + dots},
        {QRegularExpression(
             QStringLiteral("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*)?")),
         dots},
        {QRegularExpression(QStringLiteral("\\b(sk-|AIza)[A-Za-z0-9_-]{6,}")),
         QStringLiteral("\\1") + dots},
        {QRegularExpression(
             QStringLiteral(
                 "(\"?\\b(?:access_token|refresh_token|id_token|id_token_hint|token|code|state|"
                 "nonce|"
                 "code_verifier|api_key|x-goog-api-key|client_secret|key)\"?\\s*[=:]\\s*\"?)"
                 "[^\\s&\"',}]+"),
             QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("\\1") + dots},
        {QRegularExpression(QStringLiteral("data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=]+")),
         QStringLiteral("data:") + dots},
    };
    return rules;
}

QtMsgType leastShown = QtWarningMsg;

int severity(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
        return 3;
    case QtFatalMsg:
        return 4;
    }
    return 4;
}

/// The last lines of all threads.
class LogMemory
{
public:
    void add(LogLine line)
    {
        const QMutexLocker lock(&m_mutex);
        line.number = ++m_lastNumber;
        m_lines.push_back(std::move(line));
        if (m_lines.size() > static_cast<size_t>(mostLogLines)) {
            m_lines.pop_front();
        }
    }
    QList<LogLine> linesAfter(quint64 number)
    {
        const QMutexLocker lock(&m_mutex);
        const auto news = std::find_if(m_lines.cbegin(), m_lines.cend(),
                                       [number](const auto& line) { return line.number > number; });
        return {news, m_lines.cend()};
    }

private:
    QMutex m_mutex;
    std::deque<LogLine> m_lines;
    quint64 m_lastNumber = 0;
};

LogMemory& memory()
{
    // Never destroyed, as the rules above.
    static auto& lines = *new LogMemory;
    return lines;
}

void writeRedacted(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    const LogLine line{0, QDateTime::currentDateTimeUtc(), type, QLatin1String(context.category),
                       redacted(text)};
    memory().add(line);
    if (severity(type) >= severity(leastShown)) {
        const QString shown = QStringLiteral("%1: %2\n").arg(line.category, line.text);
        std::fputs(shown.toLocal8Bit().constData(), stderr);
    }
}

} // namespace

QString redacted(const QString& text)
{
    QString result = text;
    for (const Rule& rule : redactionRules()) {
        result.replace(rule.pattern, rule.replacement);
    }
    return result;
}

bool installLogging(const QString& level)
{
    static const QHash<QString, QtMsgType> levels{{QStringLiteral("error"), QtCriticalMsg},
                                                  {QStringLiteral("warning"), QtWarningMsg},
                                                  {QStringLiteral("info"), QtInfoMsg},
                                                  {QStringLiteral("debug"), QtDebugMsg}};
    const auto found = levels.constFind(level);
    if (found == levels.cend()) {
        return false;
    }
    leastShown = *found;
    if (leastShown == QtDebugMsg) {
        QLoggingCategory::setFilterRules(QStringLiteral("plantain.*.debug=true"));
    } else {
        // Qt's own OAuth module prints whole addresses at debug level.
        QLoggingCategory::setFilterRules(
            QStringLiteral("plantain.*.debug=false\nqt.networkauth.*=false"));
    }
    qInstallMessageHandler(writeRedacted);
    return true;
}

QList<LogLine> logLinesAfter(quint64 number)
{
    return memory().linesAfter(number);
}

QString logLevelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return QStringLiteral("debug");
    case QtInfoMsg:
        return QStringLiteral("info");
    case QtWarningMsg:
        return QStringLiteral("warning");
    default:
        return QStringLiteral("error");
    }
}

} // namespace plantain::base
