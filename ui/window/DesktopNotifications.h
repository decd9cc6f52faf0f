// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace plantain::ui {

/// Messages of the desktop (org.freedesktop.Notifications), one at a time: the next takes the place
/// of the one before. Where there is no such service, nothing happens.
class DesktopNotifications : public QObject
{
    Q_OBJECT

public:
    /// `busAddress`: empty: the session bus, spoken to at the first message.
    explicit DesktopNotifications(QString busAddress = {}, QObject* parent = nullptr);
    ~DesktopNotifications() override;

    /// Returns at once. `title` is plain text; `body` may be read as markup by the desktop: no text
    /// of strangers belongs there.
    void show(const QString& title, const QString& body);
    /// Takes the message away, if it still shows.
    void withdraw();

signals:
    /// The person pressed the message. `token`: see bringToFront; may be empty.
    void pressed(const QString& token);

private:
    class Bus;
    QString m_busAddress;
    std::unique_ptr<Bus> m_bus; ///< null: nothing was shown yet
};

} // namespace plantain::ui
