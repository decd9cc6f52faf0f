// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestAuthority.h"

#include "tests/support/ChildProcess.h"

namespace plantain::testing {

namespace {

/// Makes a key and a certificate; signs it itself unless more arguments say otherwise.
bool makeCertificate(const QString& key, const QString& certificate, const QString& name,
                     const QStringList& more)
{
    const QStringList arguments{QStringLiteral("req"),
                                QStringLiteral("-x509"),
                                QStringLiteral("-newkey"),
                                QStringLiteral("ec"),
                                QStringLiteral("-nodes"),
                                QStringLiteral("-pkeyopt"),
                                QStringLiteral("ec_paramgen_curve:prime256v1"),
                                QStringLiteral("-days"),
                                QStringLiteral("2"),
                                QStringLiteral("-keyout"),
                                key,
                                QStringLiteral("-out"),
                                certificate,
                                QStringLiteral("-subj"),
                                QStringLiteral("/CN=") + name};
    ChildProcess openssl(QStringLiteral("openssl"), arguments + more,
                         QProcessEnvironment::systemEnvironment());
    openssl.start();
    return openssl.waitForEnd() && openssl.exitCode() == 0;
}

} // namespace

TestAuthority::TestAuthority(const QString& host)
{
    const QString authorityKey = m_folder.filePath(QStringLiteral("ca.key"));
    m_valid =
        makeCertificate(authorityKey, authorityFile(), QStringLiteral("Plantain test authority"),
                        {}) &&
        makeCertificate(keyFile(), certificateFile(), host,
                        {QStringLiteral("-CA"), authorityFile(), QStringLiteral("-CAkey"),
                         authorityKey, QStringLiteral("-addext"),
                         QStringLiteral("subjectAltName=DNS:%1,IP:127.0.0.1").arg(host),
                         QStringLiteral("-addext"), QStringLiteral("basicConstraints=CA:FALSE")});
}

} // namespace plantain::testing
