// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>

namespace plantain::testing {

/// A certificate authority of this test, and one server certificate of it for 127.0.0.1 and `host`.
class TestAuthority
{
public:
    explicit TestAuthority(const QString& host);

    bool isValid() const { return m_valid; }
    QString authorityFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }
    QString certificateFile() const { return m_folder.filePath(QStringLiteral("server.pem")); }
    QString keyFile() const { return m_folder.filePath(QStringLiteral("server.key")); }

private:
    QTemporaryDir m_folder;
    bool m_valid = false;
};

} // namespace plantain::testing
