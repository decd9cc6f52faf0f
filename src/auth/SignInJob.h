// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/auth/SignInAttempt.h"

#include <QUrl>

namespace plantain::auth {

/// A sign-in with the browser: listen on loopback, hand out the URL, wait for the callback,
/// exchange the code, verify the ID token, save the record, tell the browser the real outcome.
/// Secrets of the attempt live in memory only and die with it (A1–A7, L1–L11, P1–P6, X1–X7).
/// Errors: Cancelled, Timeout, InvalidInput (declined, port busy, wrong account), Network,
/// BadResponse, StorageFailed …
class SignInJob : public SignInAttempt
{
    Q_OBJECT

public:
    explicit SignInJob(SignInContext context);
    ~SignInJob() override;

    /// Empty until urlReady.
    QUrl url() const;
    /// The browser ran on another machine: the full callback address, pasted. InvalidInput says
    /// what is wrong with it; the attempt stays alive then.
    base::Status submitCallback(const QString& pastedUrl);
    /// The page of the old browser tab says that another attempt replaced this one (A4).
    void cancelAsReplaced();

signals:
    void urlReady(const QUrl& url);

protected:
    void run() override;
    void abort() override;

private:
    class Private;
    std::unique_ptr<Private> d;
    friend class Private;
};

} // namespace plantain::auth
