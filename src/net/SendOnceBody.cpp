// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/SendOnceBody.h"

#include <QBuffer>

#include <algorithm>
#include <cstring>

namespace plantain::net {

SendOnceBody::SendOnceBody(QIODevice& source)
{
    // A buffer's bytes are shared, not copied: pictures make bodies of many megabytes.
    const auto* buffer = qobject_cast<QBuffer*>(&source);
    m_bytes = buffer && buffer->pos() == 0 ? buffer->data() : source.readAll();
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 SendOnceBody::readData(char* target, qint64 most)
{
    const qint64 count = std::min<qint64>(most, m_bytes.size() - m_read);
    std::memcpy(target, m_bytes.constData() + m_read, static_cast<size_t>(count));
    m_read += count;
    return count;
}

} // namespace plantain::net
