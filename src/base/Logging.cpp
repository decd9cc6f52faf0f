// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Logging.h"

#include <QHash>
#include <QRegularExpression>

#include <cstdio>

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

void writeRedacted(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (severity(type) < severity(leastShown)) {
        return;
    }
    const QString line =
        QStringLiteral("%1: %2\n").arg(QLatin1String(context.category), redacted(text));
    std::fputs(line.toLocal8Bit().constData(), stderr);
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

} // namespace plantain::base
