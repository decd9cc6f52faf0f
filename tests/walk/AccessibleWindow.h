// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QRect>
#include <QString>

#include <functional>
#include <optional>
#include <string>

namespace plantain::testing {

/// One widget as a screen reader sees it (AT-SPI).
struct AccessibleNode {
    QString service; ///< the program on the accessibility bus
    QString path;
    QString role; ///< as AT-SPI names it: "push button", "label", "text", "combo box" …
    QString name;
    QString description;
    QRect screen; ///< px on the screen
    bool showing = false;
    bool enabled = false;
    bool checked = false;
    bool focusable = false;
    bool focused = false;
    bool selected = false;

    QPoint center() const { return screen.center(); }
};

/// What to look for. Empty fields match anything.
struct Wanted {
    QString role;
    QString name;
    QString window;         ///< how the name of the window or dialog it is in begins
    bool usable = false;    ///< only one that is enabled
    int leastHeight = 0;    ///< px; tells a view from its caption
    QString beginning = {}; ///< of the name; for what ends with a number
    QString tells = {};     ///< is in the description
};

/// The windows of the one program on a test's desktop, found by what people are told: role and
/// name. Positions come from the program, none is guessed.
class AccessibleWindow
{
public:
    using Condition = std::function<bool(const AccessibleNode&)>;

    /// `sessionBus` is the desktop's.
    explicit AccessibleWindow(const QString& sessionBus);
    ~AccessibleWindow();

    /// The first node on the screen that matches, by depth, in reading order.
    std::optional<AccessibleNode> find(const Wanted& wanted);
    /// Waits for it to show, and to stay where it is.
    std::optional<AccessibleNode> waitFor(const Wanted& wanted);
    /// Waits until nothing of the kind shows.
    bool waitUntilGone(const Wanted& wanted);
    /// Waits until what is found at first satisfies the condition.
    bool waitUntil(const Wanted& wanted, const Condition& condition);
    /// Everything that shows in the window, from top to bottom of its tree.
    QList<AccessibleNode> all(const QString& window);
    /// What can be done with it: "Run", "Press" …
    QStringList actions(const AccessibleNode& node);
    /// False when it has no such action.
    bool perform(const AccessibleNode& node, const QString& action);
    /// What a text widget holds.
    QString text(const AccessibleNode& node);
    /// All that shows, for a failing test's message.
    std::string describe();

private:
    bool connectToAccessibility();
    AccessibleNode desktop() const;
    std::optional<AccessibleNode> windowNamed(const QString& beginning);
    void collect(const AccessibleNode& root, int depth, QList<AccessibleNode>& found);
    QList<AccessibleNode> children(const AccessibleNode& parent);
    AccessibleNode read(const QString& service, const QString& path);
    std::optional<AccessibleNode> findBelow(const AccessibleNode& root, const Condition& condition,
                                            int depth);
    QString property(const AccessibleNode& node, const QString& name);

    QDBusConnection m_session;
    QDBusConnection m_accessibility;
};

} // namespace plantain::testing
