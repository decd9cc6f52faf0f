// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InputReader.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace plantain::app {

InputReader::InputReader(int descriptor, QObject* parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_notifier(descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &InputReader::readMore);
}

void InputReader::readMore()
{
    std::array<char, 65'536> buffer{};
    const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
        return;
    }
    if (count <= 0) {
        end();
        return;
    }
    m_content.append(buffer.data(), count);
    for (qsizetype end = m_content.indexOf('\n', m_lineStart); end >= 0;
         end = m_content.indexOf('\n', m_lineStart)) {
        const QByteArray line = m_content.mid(m_lineStart, end - m_lineStart);
        m_lineStart = end + 1;
        emit lineRead(line);
    }
    if (m_content.size() > maxBytes) {
        m_tooLong = true;
        end();
    }
}

void InputReader::end()
{
    m_notifier.setEnabled(false);
    if (m_lineStart < m_content.size()) {
        emit lineRead(m_content.mid(m_lineStart));
    }
    emit ended();
}

} // namespace plantain::app
