// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Words.h"

#include <QAction>
#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

namespace plantain::ui::words {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(plantain::ui::words)
};

} // namespace

QString timeAgo(base::UnixTime then, base::UnixTime now)
{
    const qint64 seconds = (now - then).count();
    if (seconds < 60) {
        return Text::tr("just now");
    }
    if (seconds < 3600) {
        return Text::tr("%1 min ago").arg(seconds / 60);
    }
    if (seconds < 24 * 3600) {
        return Text::tr("%1 h ago").arg(seconds / 3600);
    }
    const QDateTime when = QDateTime::fromSecsSinceEpoch(base::toUnixSeconds(then));
    return Text::tr("on %1").arg(QLocale().toString(when.date(), QLocale::ShortFormat));
}

QString minutesAndSeconds(int seconds)
{
    const int left = std::max(seconds, 0);
    return QStringLiteral("%1:%2").arg(left / 60).arg(left % 60, 2, 10, QLatin1Char('0'));
}

QString duration(std::chrono::milliseconds time)
{
    const double seconds = static_cast<double>(time.count()) / 1000.0;
    if (seconds < 60) {
        return Text::tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 1 ? 2 : 1));
    }
    const auto whole = static_cast<int>(seconds);
    return Text::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

QString maskedEmail(const QString& email)
{
    const auto at = email.indexOf(QLatin1Char('@'));
    return email.left(1) + QStringLiteral("••") + (at > 0 ? email.mid(at) : QString());
}

QString shortCount(qint64 count)
{
    const QLocale locale;
    if (count < 1000) {
        return locale.toString(count);
    }
    if (count < 1'000'000) {
        return Text::tr("%1K", "thousand").arg(locale.toString(count / 1000));
    }
    QString millions = locale.toString(static_cast<double>(count) / 1e6, 'f', 2);
    while (millions.endsWith(QLatin1Char('0'))) {
        millions.chop(1);
    }
    if (!millions.back().isDigit()) {
        millions.chop(1);
    }
    return Text::tr("%1M", "million").arg(millions);
}

QString money(double usd, bool estimated)
{
    const int digits = usd > 0 && usd < 0.01 ? 4 : 2;
    const QString amount = usd > 0 && usd < 0.0001
                               ? Text::tr("under $%1").arg(QLocale().toString(0.0001, 'f', 4))
                               : Text::tr("$%1").arg(QLocale().toString(usd, 'f', digits));
    return estimated ? Text::tr("about %1").arg(amount) : amount;
}

QString breakable(const QString& text)
{
    static const QRegularExpression separator(QStringLiteral("([/\\\\])(?=\\S)"));
    constexpr char16_t zeroWidthSpace = u'\u200b';
    return QString(text).replace(separator, QStringLiteral("\\1") + QChar(zeroWidthSpace));
}

QString paragraph(const base::Error& error)
{
    return QStringList{error.message, error.hint}.join(u' ').trimmed();
}

QString tokens(const llm::Usage& usage)
{
    const QLocale locale;
    QStringList parts;
    if (usage.inputTokens) {
        parts << Text::tr("%1 in", "tokens").arg(locale.toString(*usage.inputTokens));
    }
    if (usage.outputTokens) {
        parts << Text::tr("%1 out", "tokens").arg(locale.toString(*usage.outputTokens));
    }
    const QString text = parts.join(QStringLiteral(" · "));
    return usage.estimated && !text.isEmpty() ? Text::tr("about %1").arg(text) : text;
}

QString withKey(const QString& name, const QKeySequence& key)
{
    return key.isEmpty() ? name
                         : Text::tr("%1 (%2)", "command, its key")
                               .arg(name, key.toString(QKeySequence::NativeText));
}

QString withKey(const QAction& action)
{
    QString name = action.text().remove(u'&');
    if (name.endsWith(u'…')) {
        name.chop(1);
    }
    return withKey(name, action.shortcut());
}

QString nodes(int count)
{
    return count == 1 ? Text::tr("1 node") : Text::tr("%1 nodes").arg(QLocale().toString(count));
}

} // namespace plantain::ui::words
