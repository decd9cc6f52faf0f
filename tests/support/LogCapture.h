// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace plantain::testing {

/// Collects what is logged while it lives.
class LogCapture
{
public:
    LogCapture()
        : m_before(qInstallMessageHandler(&LogCapture::take))
    {
        text().clear();
    }
    ~LogCapture() { qInstallMessageHandler(m_before); }
    LogCapture(const LogCapture&) = delete;
    LogCapture& operator=(const LogCapture&) = delete;

    static QString& text()
    {
        static QString collected;
        return collected;
    }

private:
    static void take(QtMsgType, const QMessageLogContext&, const QString& line)
    {
        text() += line + QLatin1Char('\n');
    }

    QtMessageHandler m_before;
};

} // namespace plantain::testing
