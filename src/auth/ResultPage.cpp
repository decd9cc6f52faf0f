// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/auth/ResultPage.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLocale>

namespace plantain::auth {

namespace {

constexpr qsizetype maxServerText = 300;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ResultPage)
};

// Both are pinned by their hashes in the Content-Security-Policy.
const char* const style =
    ":root{color-scheme:light dark}"
    "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f7f4;"
    "color:#1d241f;font:16px/1.5 system-ui,sans-serif}"
    "main{box-sizing:border-box;width:min(30rem,100vw - 2rem);padding:2rem;background:#fff;"
    "border:1px solid #d9ded6;border-radius:12px}"
    "h1{margin:0 0 .5rem;font-size:1.4rem;line-height:1.25}"
    "p{margin:.5rem 0 0}"
    ".app{margin:0 0 1rem;color:#3d7a4e;font-weight:600}"
    ".note{color:#5a655d;overflow-wrap:anywhere}"
    "@media (prefers-color-scheme:dark){"
    "body{background:#161a17;color:#e6ebe5}"
    "main{background:#1f2521;border-color:#38413a}"
    ".app{color:#8fcf9f}.note{color:#a3aea6}}";
const char* const script = "history.replaceState(null,'',location.pathname)";

struct Wording {
    int status;
    QString title;
    QString body;
};

QString closeThisWindow()
{
    return Text::tr("You can close this window and go back to Plantain.");
}

QString startAgain()
{
    return Text::tr("Close this window and start the sign-in again in Plantain.");
}

Wording successWording(PageKind kind)
{
    if (kind == PageKind::ConnectedWithoutPlan) {
        return {200, Text::tr("Signed in, without your plan"),
                Text::tr("You did not allow Plantain to use your plan. You can change that in "
                         "Plantain. You can close this window.")};
    }
    return {200, Text::tr("You are signed in"), closeThisWindow()};
}

Wording endedWording(PageKind kind)
{
    switch (kind) {
    case PageKind::Declined:
        return {200, Text::tr("Sign-in declined"),
                Text::tr("Nothing was changed. You can close this window.")};
    case PageKind::Cancelled:
        return {410, Text::tr("Sign-in cancelled"),
                Text::tr("It was cancelled in Plantain. You can close this window.")};
    case PageKind::Replaced:
        return {410, Text::tr("This sign-in was replaced"),
                Text::tr("A newer sign-in was started in Plantain. Close this window and use the "
                         "newer one.")};
    case PageKind::TimedOut:
        return {410, Text::tr("This sign-in took too long"), startAgain()};
    default:
        return {400, Text::tr("This sign-in is not valid any more"),
                Text::tr("It has expired or was replaced by a newer one. Close this window; if "
                         "Plantain is still waiting, use the newer one.")};
    }
}

Wording failureWording(PageKind kind)
{
    switch (kind) {
    case PageKind::WrongAccount:
        return {403, Text::tr("This is another account"),
                Text::tr("Plantain stays with the account it knows. To change it, disconnect in "
                         "Plantain first. You can close this window.")};
    case PageKind::ExchangeFailed:
        return {502, Text::tr("The sign-in could not be finished"),
                Text::tr("Plantain says why. Close this window and try again there.")};
    case PageKind::NotVerified:
        return {502, Text::tr("The sign-in could not be verified"),
                Text::tr("Plantain says why. Close this window and try again there.")};
    case PageKind::NotSaved:
        return {500, Text::tr("The sign-in could not be saved"),
                Text::tr("Plantain could not keep it on this computer and is not connected. "
                         "Plantain says why; you can close this window.")};
    default:
        return {400, Text::tr("The sign-in server's answer is not valid"), startAgain()};
    }
}

Wording wordingOf(PageKind kind)
{
    switch (kind) {
    case PageKind::Connected:
    case PageKind::ConnectedWithoutPlan:
        return successWording(kind);
    case PageKind::Declined:
    case PageKind::Stale:
    case PageKind::Replaced:
    case PageKind::Cancelled:
    case PageKind::TimedOut:
        return endedWording(kind);
    case PageKind::AlreadyFinishing:
        return {400, Text::tr("This sign-in is already being finished"),
                Text::tr("Look at Plantain for the outcome. You can close this window.")};
    case PageKind::NotHere:
        return {404, Text::tr("Nothing here"),
                Text::tr("This is Plantain waiting for a sign-in. You can close this window.")};
    default:
        return failureWording(kind);
    }
}

/// Without control characters and without those that reorder text (Unicode category Cf).
QString harmless(const QString& text)
{
    QString result;
    for (const QChar c : text.left(maxServerText)) {
        const bool hidden = c.category() == QChar::Other_Control ||
                            c.category() == QChar::Other_Format || c.isSurrogate();
        result += hidden ? QChar(u' ') : c;
    }
    return result.simplified().toHtmlEscaped();
}

QString htmlOf(const Wording& wording, const QString& serverText)
{
    //: The language code of this translation, for the page's lang attribute.
    const QString language = Text::tr("en");
    const bool rightToLeft = QLocale(language).textDirection() == Qt::RightToLeft;
    const QString note = harmless(serverText);
    return QStringLiteral("<!doctype html><html lang=\"%1\" dir=\"%2\"><head>"
                          "<meta charset=\"utf-8\">"
                          "<meta name=\"viewport\" content=\"width=device-width\">"
                          "<title>%3</title><style>%4</style><script>%5</script></head>"
                          "<body><main><p class=\"app\">Plantain</p><h1>%3</h1><p>%6</p>%7"
                          "</main></body></html>\n")
        .arg(language.toHtmlEscaped(), rightToLeft ? QStringLiteral("rtl") : QStringLiteral("ltr"),
             wording.title.toHtmlEscaped(), QLatin1String(style), QLatin1String(script),
             wording.body.toHtmlEscaped(),
             note.isEmpty() ? QString()
                            : QStringLiteral("<p class=\"note\" dir=\"auto\">%1</p>").arg(note));
}

QByteArray pin(const char* source)
{
    return "'sha256-" + QCryptographicHash::hash(source, QCryptographicHash::Sha256).toBase64() +
           "'";
}

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed\r\nAllow: GET, HEAD";
    default:
        return status < 500 ? "Refused" : "Failed";
    }
}

QByteArray headOf(int status, qsizetype length)
{
    return "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) +
           "\r\nContent-Type: text/html; charset=utf-8"
           "\r\nContent-Length: " +
           QByteArray::number(length) +
           "\r\nConnection: close"
           "\r\nCache-Control: no-store"
           "\r\nReferrer-Policy: no-referrer"
           "\r\nX-Content-Type-Options: nosniff"
           "\r\nCross-Origin-Resource-Policy: same-origin"
           "\r\nContent-Security-Policy: default-src 'none'; style-src " +
           pin(style) + "; script-src " + pin(script) +
           "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n\r\n";
}

} // namespace

QByteArray resultPage(PageKind kind, const QString& serverText, int status)
{
    const Wording wording = wordingOf(kind);
    const QByteArray html = htmlOf(wording, serverText).toUtf8();
    return headOf(status == 0 ? wording.status : status, html.size()) + html;
}

QByteArray emptyAnswer(int status)
{
    return headOf(status, 0);
}

} // namespace plantain::auth
