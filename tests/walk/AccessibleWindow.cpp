// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/walk/AccessibleWindow.h"

#include "tests/support/ChildProcess.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QTest>

namespace plantain::testing {

namespace {

constexpr int deepest = 40;
constexpr int callPatienceMs = 20'000;

// AtspiStateType
constexpr int stateChecked = 4;
constexpr int stateEnabled = 8;
constexpr int stateFocusable = 11;
constexpr int stateFocused = 12;
constexpr int stateSelected = 23;
constexpr int stateSensitive = 24;
constexpr int stateShowing = 25;

QString sessionName()
{
    return QStringLiteral("walk-session");
}

QString accessibilityName()
{
    return QStringLiteral("walk-accessibility");
}

QVariant call(const QDBusConnection& bus, const QString& service, const QString& path,
              const QString& interface, const QString& method, const QVariantList& arguments = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(service, path, interface, method);
    message.setArguments(arguments);
    const QDBusMessage reply = bus.call(message, QDBus::Block, callPatienceMs);
    return reply.arguments().value(0);
}

QString accessible()
{
    return QStringLiteral("org.a11y.atspi.Accessible");
}

QString action()
{
    return QStringLiteral("org.a11y.atspi.Action");
}

bool hasState(const QList<uint>& states, int state)
{
    return (states.value(state / 32) & (1u << (state % 32))) != 0;
}

bool isWindow(const AccessibleNode& node)
{
    static const QStringList roles{QStringLiteral("frame"), QStringLiteral("dialog"),
                                   QStringLiteral("alert"), QStringLiteral("window")};
    return roles.contains(node.role);
}

bool matches(const AccessibleNode& node, const Wanted& wanted)
{
    return (wanted.role.isEmpty() || node.role == wanted.role) &&
           (wanted.name.isEmpty() || node.name == wanted.name) &&
           node.name.startsWith(wanted.beginning) && node.description.contains(wanted.tells) &&
           (node.enabled || !wanted.usable) && node.screen.height() >= wanted.leastHeight;
}

QRect rectangleOf(const QVariant& variant)
{
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    const auto argument = variant.value<QDBusArgument>();
    if (argument.currentType() != QDBusArgument::StructureType) {
        return {};
    }
    argument.beginStructure();
    argument >> x >> y >> width >> height;
    argument.endStructure();
    return {x, y, width, height};
}

} // namespace

AccessibleWindow::AccessibleWindow(const QString& sessionBus)
    : m_session(QDBusConnection::connectToBus(sessionBus, sessionName()))
    , m_accessibility(accessibilityName())
{
}

AccessibleWindow::~AccessibleWindow()
{
    QDBusConnection::disconnectFromBus(accessibilityName());
    QDBusConnection::disconnectFromBus(sessionName());
}

bool AccessibleWindow::connectToAccessibility()
{
    if (m_accessibility.isConnected()) {
        return true;
    }
    const QString address =
        call(m_session, QStringLiteral("org.a11y.Bus"), QStringLiteral("/org/a11y/bus"),
             QStringLiteral("org.a11y.Bus"), QStringLiteral("GetAddress"))
            .toString();
    m_accessibility = QDBusConnection::connectToBus(address, accessibilityName());
    return m_accessibility.isConnected();
}

QString AccessibleWindow::property(const AccessibleNode& node, const QString& name)
{
    const QVariant value = call(m_accessibility, node.service, node.path,
                                QStringLiteral("org.freedesktop.DBus.Properties"),
                                QStringLiteral("Get"), {accessible(), name});
    return value.value<QDBusVariant>().variant().toString();
}

AccessibleNode AccessibleWindow::read(const QString& service, const QString& path)
{
    AccessibleNode node;
    node.service = service;
    node.path = path;
    const auto ask = [&](const QString& interface, const char* method,
                         const QVariantList& with = {}) {
        return call(m_accessibility, service, path, interface, QLatin1String(method), with);
    };
    node.role = ask(accessible(), "GetRoleName").toString();
    node.name = property(node, QStringLiteral("Name"));
    node.description = property(node, QStringLiteral("Description"));
    const auto states = qdbus_cast<QList<uint>>(ask(accessible(), "GetState"));
    node.showing = hasState(states, stateShowing);
    node.enabled = hasState(states, stateEnabled) && hasState(states, stateSensitive);
    node.checked = hasState(states, stateChecked);
    node.focusable = hasState(states, stateFocusable);
    node.focused = hasState(states, stateFocused);
    node.selected = hasState(states, stateSelected);
    node.screen =
        rectangleOf(ask(QStringLiteral("org.a11y.atspi.Component"), "GetExtents", {uint(0)}));
    return node;
}

QList<AccessibleNode> AccessibleWindow::children(const AccessibleNode& parent)
{
    const QVariant value = call(m_accessibility, parent.service, parent.path, accessible(),
                                QStringLiteral("GetChildren"));
    const auto argument = value.value<QDBusArgument>();
    QList<AccessibleNode> nodes;
    if (argument.currentType() != QDBusArgument::ArrayType) {
        return nodes;
    }
    argument.beginArray();
    while (!argument.atEnd()) {
        QString service;
        QDBusObjectPath path;
        argument.beginStructure();
        argument >> service >> path;
        argument.endStructure();
        nodes.append(read(service, path.path()));
    }
    argument.endArray();
    return nodes;
}

std::optional<AccessibleNode> AccessibleWindow::findBelow(const AccessibleNode& root,
                                                          const Condition& condition, int depth)
{
    if (depth == 0) {
        return std::nullopt;
    }
    const QList<AccessibleNode> below = children(root);
    for (const AccessibleNode& node : below) {
        if (node.showing && condition(node)) {
            return node;
        }
        if (const auto found = findBelow(node, condition, depth - 1)) {
            return found;
        }
    }
    return std::nullopt;
}

AccessibleNode AccessibleWindow::desktop() const
{
    AccessibleNode desktop;
    desktop.service = QStringLiteral("org.a11y.atspi.Registry");
    desktop.path = QStringLiteral("/org/a11y/atspi/accessible/root");
    return desktop;
}

std::optional<AccessibleNode> AccessibleWindow::windowNamed(const QString& beginning)
{
    const auto isIt = [&beginning](const AccessibleNode& node) {
        return isWindow(node) && node.name.startsWith(beginning);
    };
    return findBelow(desktop(), isIt, deepest);
}

void AccessibleWindow::collect(const AccessibleNode& root, int depth, QList<AccessibleNode>& found)
{
    if (depth == 0) {
        return;
    }
    const QList<AccessibleNode> below = children(root);
    for (const AccessibleNode& node : below) {
        if (node.showing) {
            found << node;
            collect(node, depth - 1, found);
        }
    }
}

QList<AccessibleNode> AccessibleWindow::all(const QString& window)
{
    QList<AccessibleNode> found;
    if (connectToAccessibility()) {
        if (const auto root = windowNamed(window)) {
            collect(*root, deepest, found);
        }
    }
    return found;
}

QStringList AccessibleWindow::actions(const AccessibleNode& node)
{
    QStringList names;
    const auto argument =
        call(m_accessibility, node.service, node.path, action(), QStringLiteral("GetActions"))
            .value<QDBusArgument>();
    if (argument.currentType() != QDBusArgument::ArrayType) {
        return names;
    }
    argument.beginArray();
    while (!argument.atEnd()) {
        QString name;
        QString description;
        QString key;
        argument.beginStructure();
        argument >> name >> description >> key;
        argument.endStructure();
        names << name;
    }
    argument.endArray();
    return names;
}

bool AccessibleWindow::perform(const AccessibleNode& node, const QString& name)
{
    const auto place = static_cast<int>(actions(node).indexOf(name));
    return place >= 0 && call(m_accessibility, node.service, node.path, action(),
                              QStringLiteral("DoAction"), {place})
                             .toBool();
}

std::optional<AccessibleNode> AccessibleWindow::find(const Wanted& wanted)
{
    if (!connectToAccessibility()) {
        return std::nullopt;
    }
    std::optional<AccessibleNode> root = desktop();
    if (!wanted.window.isEmpty()) {
        root = windowNamed(wanted.window);
    }
    if (!root) {
        return std::nullopt;
    }
    return findBelow(
        *root, [&wanted](const AccessibleNode& node) { return matches(node, wanted); }, deepest);
}

std::optional<AccessibleNode> AccessibleWindow::waitFor(const Wanted& wanted)
{
    std::optional<AccessibleNode> last;
    const bool settled = QTest::qWaitFor(
        [&] {
            const std::optional<AccessibleNode> before = std::exchange(last, find(wanted));
            return last && before && last->screen == before->screen;
        },
        processPatienceMs);
    return settled ? last : std::nullopt;
}

bool AccessibleWindow::waitUntil(const Wanted& wanted, const Condition& condition)
{
    return QTest::qWaitFor(
        [&] {
            const std::optional<AccessibleNode> found = find(wanted);
            return found && condition(*found);
        },
        processPatienceMs);
}

bool AccessibleWindow::waitUntilGone(const Wanted& wanted)
{
    return QTest::qWaitFor([&] { return !find(wanted); }, processPatienceMs);
}

QString AccessibleWindow::text(const AccessibleNode& node)
{
    return call(m_accessibility, node.service, node.path, QStringLiteral("org.a11y.atspi.Text"),
                QStringLiteral("GetText"), {0, -1})
        .toString();
}

std::string AccessibleWindow::describe()
{
    std::string all;
    (void)findBelow(
        desktop(),
        [&all](const AccessibleNode& node) {
            all += node.role.toStdString() + " \"" + node.name.toStdString() + "\" " +
                   node.description.toStdString() + (node.enabled ? "\n" : " (disabled)\n");
            return false;
        },
        deepest);
    return all;
}

} // namespace plantain::testing
