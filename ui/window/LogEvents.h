// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"

#include <QObject>

namespace plantain::ui {

/// Writes what happens in a window into the log, so that a bug report tells it: runs with their
/// numbers, files that failed, the account's failures. Never what was asked or answered.
class LogEvents : public QObject
{
    Q_OBJECT

public:
    /// Borrowed.
    explicit LogEvents(const EditorServices& services, QObject* parent = nullptr);

private:
    void logRuns(const EditorServices& services);
    void logFiles(const EditorServices& services);
};

} // namespace plantain::ui
