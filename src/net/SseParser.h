// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace plantain::net {

/// One server-sent event. The views are valid only while the receiver runs; bytes as sent, invalid
/// UTF-8 included.
struct SseEvent {
    QByteArrayView type; ///< empty: "message"
    QByteArrayView data; ///< lines joined by \n
    QByteArrayView id;   ///< the last one sent
    /// The stream ended before the empty line that ends an event. WHATWG drops such an event; take
    /// it only when its data is whole by itself.
    bool unfinished = false;
};

/// Server-sent events from bytes, cut anywhere (WHATWG HTML 9.2.6). An event is handed out as soon
/// as its last byte is there; a lone CR is not waited for. Time is linear in the bytes, also for
/// one endless line. `retry` is ignored: nobody repeats a POST by itself.
class SseParser
{
public:
    using Receiver = std::function<void(const SseEvent&)>;

    explicit SseParser(Receiver receiver);
    Q_DISABLE_COPY_MOVE(SseParser)

    void feed(QByteArrayView bytes);
    /// The stream is over: hands out what stands unfinished.
    void finish();
    /// Everything from here on is ignored. May be called by the receiver.
    void stop() { m_stopped = true; }

private:
    /// A field's value: a view into the bytes being parsed, or a copy once it must outlive them.
    struct Value {
        QByteArrayView view;
        QByteArray copy;

        void set(QByteArrayView bytes);
        void append(QByteArrayView bytes);
        void keep();
        void clear();
    };

    QByteArrayView withoutByteOrderMark(QByteArrayView bytes);
    void readLines(QByteArrayView bytes);
    void completeLine(QByteArrayView rest);
    void readLine(QByteArrayView line);
    void readField(QByteArrayView name, QByteArrayView value);
    void dispatch(bool unfinished);

    Receiver m_receiver;
    QByteArray m_line; ///< the beginning of a line whose end has not come
    Value m_type;
    Value m_data;
    QByteArray m_id;
    qsizetype m_markBytes = 0; ///< of the byte order mark, seen so far; -1: past it
    bool m_hasData = false;
    bool m_afterCr = false;
    bool m_stopped = false;
};

} // namespace plantain::net
