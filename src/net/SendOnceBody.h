// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>

namespace plantain::net {

/// A request body that can be read once. Qt rewinds a body to send a POST again when the server
/// closes the connection without an answer; this one cannot be rewound, so that the request ends
/// with an error (ContentReSendError) and is not billed twice. Seen with Qt 6.4.2 to 6.11.2.
class SendOnceBody final : public QIODevice
{
public:
    /// Takes what is left in `source`, which is not needed afterwards.
    explicit SendOnceBody(QIODevice& source);

    bool isSequential() const override { return true; }
    qint64 size() const override { return m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_read; }
    bool atEnd() const override { return m_read == m_bytes.size(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char* target, qint64 most) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_read = 0;
};

} // namespace plantain::net
