// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/sandbox/SandboxPage.h"

#include <QCoreApplication>
#include <QLocale>

namespace plantain::sandbox {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SandboxPage)
};

constexpr char style[] = R"(
:root{color-scheme:light dark;--ground:#f3f4f0;--card:#fff;--line:#d6dacf;--ctl:#7a8172;--text:#1a1e16;--dim:#525a4b;
--accent:#4d7512;--on:#fff;--focus:#1f5fc4;--warn:#7a5600;--warn-ground:#fff3d1}
@media (prefers-color-scheme:dark){:root{--ground:#131417;--card:#1b1d21;--line:#34383f;--ctl:#767d87;--text:#eceef1;--dim:#aab1ba;
--accent:#c2e05f;--on:#1a2406;--focus:#8ab8ff;--warn:#ffd166;--warn-ground:#352b10}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;background:var(--ground);color:var(--text);
font:15px/1.5 Inter,system-ui,sans-serif}
main{width:100%;max-width:420px;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:28px}
.mark{display:inline-block;padding:2px 10px;border-radius:11px;background:var(--warn-ground);color:var(--warn);font-size:13px;font-weight:600}
h1{margin:16px 0 4px;font-size:20px;line-height:1.3}
p{margin:0 0 16px;color:var(--dim)}
.who{display:flex;gap:12px;align-items:center;margin:0 0 16px;padding:12px;border:1px solid var(--line);border-radius:10px}
.who span{display:grid;place-items:center;width:36px;height:36px;border-radius:50%;background:var(--accent);color:var(--on);font-weight:650}
label{display:flex;gap:10px;margin:0 0 20px;align-items:flex-start}
input{width:17px;height:17px;margin:3px 0 0;accent-color:var(--accent)}
button{display:block;width:100%;min-height:40px;margin-top:8px;border-radius:6px;border:1px solid var(--ctl);background:none;
color:var(--text);font:inherit;cursor:pointer}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
small{display:block;margin-top:20px;color:var(--dim)}
)";

QByteArray document(const QString& title, const QString& body)
{
    const QString html =
        QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\"><head><meta charset=\"utf-8\">"
                       "<meta name=\"viewport\" content=\"width=device-width\">"
                       "<title>%2</title><style>%3</style></head>\n<body><main>"
                       "<span class=\"mark\">%4</span>\n%5\n</main></body></html>\n")
            .arg(QLocale().bcp47Name(), title, QString::fromLatin1(style),
                 Text::tr("Sandbox").toHtmlEscaped(), body);
    return html.toUtf8();
}

QString planChoice()
{
    return QStringLiteral("<label><input type=\"checkbox\" id=\"plan\" name=\"plan\" checked>"
                          "<span>%1</span></label>")
        .arg(Text::tr("Let it use this practice account’s plan to generate text").toHtmlEscaped());
}

QString decisionForm(const ConsentPage& page)
{
    const QString continueAs =
        Text::tr("Continue as %1").toHtmlEscaped().arg(page.account.toHtmlEscaped());
    return QStringLiteral(
               "<form method=\"post\" action=\"/authorize\">"
               "<input type=\"hidden\" name=\"request\" value=\"%1\">%2"
               "<button class=\"primary\" id=\"continue\" name=\"decision\" value=\"continue\" "
               "autofocus>%3</button>"
               "<button id=\"decline\" name=\"decision\" value=\"decline\">%4</button></form>")
        .arg(page.sealedRequest.toHtmlEscaped(), page.offersPlan ? planChoice() : QString(),
             continueAs, Text::tr("Decline").toHtmlEscaped());
}

} // namespace

QByteArray consentPageHtml(const ConsentPage& page)
{
    const QString account = page.account.toHtmlEscaped();
    const QString head =
        QStringLiteral("<h1>%1</h1><p>%2</p><div class=\"who\"><span>%3</span>"
                       "<div>%4<br>%5</div></div>")
            .arg(Text::tr("%1 asks to connect").toHtmlEscaped().arg(page.appName.toHtmlEscaped()),
                 Text::tr("This Sandbox plays a provider on your own computer. Nothing leaves it, "
                          "and no real account is involved.")
                     .toHtmlEscaped(),
                 account.left(1).toUpper(), account,
                 Text::tr("Sandbox practice account").toHtmlEscaped());
    const QString foot = QStringLiteral("<small>%1</small>")
                             .arg(Text::tr("Sandbox on 127.0.0.1. Its answers are made from your "
                                           "prompt, not by a language model.")
                                      .toHtmlEscaped());
    return document(Text::tr("Sandbox: connect an account").toHtmlEscaped(),
                    head + decisionForm(page) + foot);
}

QByteArray errorPageHtml(const QString& message)
{
    return document(
        Text::tr("Sandbox: not possible").toHtmlEscaped(),
        QStringLiteral("<h1>%1</h1><p>%2</p>")
            .arg(Text::tr("This sign-in cannot go on").toHtmlEscaped(), message.toHtmlEscaped()));
}

} // namespace plantain::sandbox
