// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace plantain::app {

/// Standard input, read without blocking the event loop, so that Ctrl+C works meanwhile.
class InputReader : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype maxBytes = qsizetype(32) * 1024 * 1024;

    /// `descriptor` is borrowed.
    explicit InputReader(int descriptor, QObject* parent = nullptr);

    /// All that has come so far; at `ended` all there is.
    const QByteArray& content() const { return m_content; }
    bool isTooLong() const { return m_tooLong; }

signals:
    /// Without the end of the line. A last line without one comes too.
    void lineRead(const QByteArray& line);
    void ended();

private:
    void readMore();
    void end();

    int m_descriptor;
    QSocketNotifier m_notifier;
    QByteArray m_content;
    qsizetype m_lineStart = 0;
    bool m_tooLong = false;
};

} // namespace plantain::app
