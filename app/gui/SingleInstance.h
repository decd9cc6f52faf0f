// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/OpenRequest.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <chrono>
#include <memory>

namespace plantain::app {

/// One process with windows for each data folder: whoever starts later hands its files over to it.
/// Who is first holds a lock and listens on a socket, both in a folder of the user's own that
/// nobody else can enter; both of a process that is dead are taken over.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Role {
        First,      ///< nobody else runs: `listen` as soon as windows can be opened
        HandedOver, ///< the first has taken the request: nothing is left to do
        Alone       ///< who is first does not answer, or there is no place for the socket
    };

    /// `dataFolder` exists. `runtimeFolder` (XDG_RUNTIME_DIR) is the user's own; empty: none.
    SingleInstance(const QString& dataFolder, const QString& runtimeFolder);
    ~SingleInstance() override;

    /// Blocks, but not longer than `patience` plus one answer: there is nothing to show before.
    Role begin(const OpenRequest& request,
               std::chrono::milliseconds patience = std::chrono::seconds(10));
    /// From now on `requested` may come. False when the socket cannot be made: then others start on
    /// their own.
    bool listen();
    /// Who starts from now on is first.
    void close();

signals:
    /// The asker has been told that it was heard.
    void requested(const plantain::app::OpenRequest& request);

private:
    bool handOver(const OpenRequest& request) const;
    void acceptNext();

    QString m_socketPath;
    std::unique_ptr<QLockFile> m_lock; ///< null: no folder for it
    QLocalServer m_server;
};

} // namespace plantain::app
