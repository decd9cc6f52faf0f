// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/walk/Walk.h"

#include <QFile>

namespace plantain::testing {

Walk::Walk(QString pictures)
    : m_pictureNames(std::move(pictures))
{
}

void Walk::SetUp()
{
    ASSERT_TRUE(desktop.start()) << desktop.problem();
    putBrowserInPath();
}

/// `xdg-open` writes down what it shall open. The person then opens it in Chromium.
void Walk::putBrowserInPath()
{
    QFile script(m_browserFolder.filePath(QStringLiteral("xdg-open")));
    ASSERT_TRUE(script.open(QIODevice::WriteOnly));
    script.write(
        "#!/bin/sh\n"
        "folder=$(dirname \"$0\")\n"
        "printf '%s' \"$1\" >\"$folder/part\" && mv \"$folder/part\" \"$folder/opened\"\n");
    script.setPermissions(script.permissions() | QFileDevice::ExeOwner);
}

void Walk::startPlantain(const QStringList& arguments, const Wanted& sign)
{
    QProcessEnvironment& environment = cli.environment();
    for (const char* name :
         {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"}) {
        environment.insert(QLatin1String(name), desktop.environment().value(QLatin1String(name)));
    }
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    const QString path = environment.value(QStringLiteral("PATH"));
    if (!path.startsWith(m_browserFolder.path())) {
        environment.insert(QStringLiteral("PATH"),
                           m_browserFolder.path() + QLatin1Char(':') + path);
    }
    plantain = cli.start(arguments);
    if (!window) {
        window = std::make_unique<AccessibleWindow>(desktop.busAddress());
    }
    ASSERT_TRUE(window->waitFor(sign)) << plantain->transcript();
}

void Walk::press(const Wanted& wanted)
{
    Wanted usable = wanted;
    usable.usable = true;
    const std::optional<AccessibleNode> node = window->waitFor(usable);
    ASSERT_TRUE(node) << wanted.name.toStdString() << " cannot be pressed:\n" << window->describe();
    desktop.click(node->center());
}

void Walk::expectToShow(const Wanted& wanted)
{
    EXPECT_TRUE(window->waitFor(wanted)) << wanted.name.toStdString() << " does not show:\n"
                                         << window->describe();
}

void Walk::expectToEnd()
{
    ASSERT_TRUE(plantain->waitForEnd());
    EXPECT_EQ(plantain->exitCode(), 0) << plantain->transcript();
}

QString Walk::nextPicture(const QString& name)
{
    return pictureFile(QStringLiteral("%1%2-%3.png")
                           .arg(m_pictureNames)
                           .arg(++m_pictures, 2, 10, QLatin1Char('0'))
                           .arg(name));
}

void Walk::takePicture(const QString& name)
{
    EXPECT_TRUE(desktop.screenshot(nextPicture(name)));
}

QUrl Walk::openedAddress()
{
    QFile file(m_browserFolder.filePath(QStringLiteral("opened")));
    (void)eventually([&file] { return file.exists(); });
    return file.open(QIODevice::ReadOnly) ? QUrl(QString::fromUtf8(file.readAll())) : QUrl();
}

Wanted Walk::button(const QString& name, const QString& window)
{
    return {QStringLiteral("push button"), name, window};
}

Wanted Walk::label(const QString& text, const QString& window)
{
    return {QStringLiteral("label"), text, window};
}

} // namespace plantain::testing
