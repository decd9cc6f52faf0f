// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/base/Secret.h"

namespace plantain::base {

Secret::Secret(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
}

Secret::~Secret()
{
    clear();
}

void Secret::clear()
{
    // A shared buffer belongs to another copy too and is wiped by the last one.
    if (!m_bytes.isEmpty() && m_bytes.isDetached()) {
        volatile char* bytes = m_bytes.data();
        for (qsizetype i = 0; i < m_bytes.size(); ++i) {
            bytes[i] = '\0';
        }
    }
    m_bytes.clear();
}

bool Secret::operator==(const Secret& other) const
{
    return constantTimeEquals(m_bytes, other.m_bytes);
}

bool constantTimeEquals(QByteArrayView left, QByteArrayView right)
{
    if (left.size() != right.size()) {
        return false;
    }
    unsigned char difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i) {
        difference |= static_cast<unsigned char>(left[i] ^ right[i]);
    }
    return difference == 0;
}

QDebug operator<<(QDebug debug, const Secret& secret)
{
    const QDebugStateSaver saver(debug);
    debug.nospace() << (secret.isEmpty() ? "Secret()" : "Secret(•••)");
    return debug;
}

} // namespace plantain::base
