// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/net/SseParser.h"

#include <algorithm>
#include <cstring>

namespace plantain::net {

namespace {

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

/// Finds one byte again and again while the position only grows; every byte is looked at once.
class ForwardSearch
{
public:
    ForwardSearch(QByteArrayView bytes, char wanted)
        : m_end(bytes.data() + bytes.size())
        , m_wanted(wanted)
    {
    }

    /// The first place from `from` on, else the end.
    const char* from(const char* from)
    {
        if (!m_found || m_found < from) {
            const void* found = std::memchr(from, m_wanted, static_cast<size_t>(m_end - from));
            m_found = found ? static_cast<const char*>(found) : m_end;
        }
        return m_found;
    }

private:
    const char* m_end;
    const char* m_found = nullptr;
    char m_wanted;
};

} // namespace

void SseParser::Value::set(QByteArrayView bytes)
{
    copy.resize(0);
    view = bytes;
}

void SseParser::Value::append(QByteArrayView bytes)
{
    keep();
    copy.append('\n');
    copy.append(bytes);
    view = copy;
}

void SseParser::Value::keep()
{
    if (view.data() != copy.constData()) {
        copy.append(view);
        view = copy;
    }
}

void SseParser::Value::clear()
{
    set({});
}

SseParser::SseParser(Receiver receiver)
    : m_receiver(std::move(receiver))
{
}

void SseParser::feed(QByteArrayView bytes)
{
    if (m_markBytes >= 0) {
        bytes = withoutByteOrderMark(bytes);
    }
    if (bytes.isEmpty() || m_stopped) {
        return;
    }
    if (m_afterCr && bytes.front() == '\n') {
        bytes = bytes.sliced(1);
    }
    m_afterCr = false;
    readLines(bytes);
    m_type.keep();
    m_data.keep();
}

QByteArrayView SseParser::withoutByteOrderMark(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_markBytes < byteOrderMark.size()) {
        if (bytes.front() != byteOrderMark[m_markBytes]) {
            m_line = byteOrderMark.first(m_markBytes).toByteArray();
            m_markBytes = -1;
            return bytes;
        }
        ++m_markBytes;
        bytes = bytes.sliced(1);
    }
    if (m_markBytes == byteOrderMark.size()) {
        m_markBytes = -1;
    }
    return bytes;
}

void SseParser::readLines(QByteArrayView bytes)
{
    const char* const end = bytes.data() + bytes.size();
    ForwardSearch lineFeed(bytes, '\n');
    ForwardSearch carriageReturn(bytes, '\r');
    const char* begin = bytes.data();
    while (!m_stopped) {
        const char* lineEnd = std::min(lineFeed.from(begin), carriageReturn.from(begin));
        const QByteArrayView line(begin, lineEnd - begin);
        if (lineEnd == end) {
            m_line.append(line);
            return;
        }
        if (m_line.isEmpty()) {
            readLine(line);
        } else {
            completeLine(line);
        }
        begin = lineEnd + 1;
        if (*lineEnd == '\r') {
            m_afterCr = begin == end;
            begin += begin != end && *begin == '\n';
        }
    }
}

void SseParser::completeLine(QByteArrayView rest)
{
    m_line.append(rest);
    readLine(m_line);
    m_type.keep();
    m_data.keep();
    m_line.resize(0);
}

void SseParser::readLine(QByteArrayView line)
{
    if (line.isEmpty()) {
        dispatch(false);
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon < 0) {
        readField(line, {});
        return;
    }
    QByteArrayView value = line.sliced(colon + 1);
    if (value.startsWith(' ')) {
        value = value.sliced(1);
    }
    readField(line.first(colon), value);
}

void SseParser::readField(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (m_hasData) {
            m_data.append(value);
        } else {
            m_data.set(value);
            m_hasData = true;
        }
    } else if (name == "event") {
        m_type.set(value);
    } else if (name == "id" && !value.contains('\0')) {
        m_id = value.toByteArray();
    }
}

void SseParser::dispatch(bool unfinished)
{
    if (m_hasData) {
        m_receiver(SseEvent{m_type.view, m_data.view, m_id, unfinished});
    }
    m_hasData = false;
    m_data.clear();
    m_type.clear();
}

void SseParser::finish()
{
    if (m_stopped) {
        return;
    }
    if (!m_line.isEmpty()) {
        completeLine({});
    }
    dispatch(true);
    m_stopped = true;
}

} // namespace plantain::net
