// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Desktop.h"

#include <QTest>

namespace plantain::testing {

namespace {

bool isNumber(const QByteArray& line)
{
    bool ok = false;
    line.trimmed().toInt(&ok);
    return ok;
}

} // namespace

Desktop::Desktop(QSize size)
    : m_size(size)
    , m_environment(QProcessEnvironment::systemEnvironment())
{
    m_environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    m_environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
}

Desktop::~Desktop()
{
    // The accessibility bus ends with the session bus, and that needs the time to say so.
    if (m_bus) {
        m_bus->terminate();
        (void)m_bus->waitForEnd();
    }
}

bool Desktop::start()
{
    return startDisplay() && startBus() && startWindowManager();
}

QProcessEnvironment Desktop::environment() const
{
    return m_environment;
}

bool Desktop::startDisplay()
{
    // Without -noreset it would start anew, and drop who is just coming, when its last client
    // leaves.
    const QString screen = QStringLiteral("%1x%2x24").arg(m_size.width()).arg(m_size.height());
    m_display = std::make_unique<ChildProcess>(
        QStringLiteral("Xvfb"),
        QStringList{QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                    QStringLiteral("0"), screen, QStringLiteral("-noreset"),
                    QStringLiteral("-nolisten"), QStringLiteral("tcp")},
        m_environment);
    m_display->start();
    const QByteArray number = m_display->waitForLine(isNumber);
    if (number.isNull()) {
        m_problem = m_display->transcript();
        return false;
    }
    m_environment.insert(QStringLiteral("DISPLAY"),
                         QLatin1Char(':') + QString::fromLatin1(number.trimmed()));
    return true;
}

bool Desktop::startBus()
{
    m_bus = std::make_unique<ChildProcess>(QStringLiteral("dbus-daemon"),
                                           QStringList{QStringLiteral("--session"),
                                                       QStringLiteral("--nofork"),
                                                       QStringLiteral("--print-address")},
                                           m_environment);
    m_bus->start();
    const QByteArray address =
        m_bus->waitForLine([](const QByteArray& line) { return line.startsWith("unix:"); });
    if (address.isNull()) {
        m_problem = m_bus->transcript();
        return false;
    }
    m_busAddress = QString::fromLatin1(address.trimmed());
    m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_busAddress);
    // Without a screen reader around, Qt would not speak to the accessibility bus.
    m_environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
    return true;
}

bool Desktop::startWindowManager()
{
    m_windowManager = std::make_unique<ChildProcess>(
        QStringLiteral("openbox"), QStringList{QStringLiteral("--sm-disable")}, m_environment);
    m_windowManager->start();
    // It has no words for "ready"; it has taken over when the desktop has a current number.
    const bool ready = QTest::qWaitFor(
        [this] {
            return !m_windowManager->isRunning() ||
                   runTool(QStringLiteral("xdotool"), {QStringLiteral("get_desktop")});
        },
        processPatienceMs);
    if (!ready || !m_windowManager->isRunning()) {
        m_problem = m_windowManager->transcript();
        return false;
    }
    return true;
}

bool Desktop::runTool(const QString& program, const QStringList& arguments)
{
    ChildProcess tool(program, arguments, m_environment);
    tool.start();
    return tool.waitForEnd() && tool.exitCode() == 0;
}

void Desktop::click(QPoint at)
{
    runTool(QStringLiteral("xdotool"),
            {QStringLiteral("mousemove"), QStringLiteral("--sync"), QString::number(at.x()),
             QString::number(at.y()), QStringLiteral("click"), QStringLiteral("1")});
}

void Desktop::type(const QString& text)
{
    runTool(QStringLiteral("xdotool"),
            {QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("20"), text});
}

void Desktop::press(const QString& key)
{
    runTool(QStringLiteral("xdotool"), {QStringLiteral("key"), key});
}

bool Desktop::screenshot(const QString& file)
{
    return runTool(QStringLiteral("import"),
                   {QStringLiteral("-window"), QStringLiteral("root"), file});
}

} // namespace plantain::testing
