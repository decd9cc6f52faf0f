// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/EditorServices.h"
#include "ui/widgets/MessageBanner.h"

class QPushButton;

namespace plantain::ui {

/// Says that the session or the keys cannot be read, as behind a locked keyring, and reads them
/// again when asked to; until they can be read.
class StorageNotice : public QObject
{
    Q_OBJECT

public:
    /// All borrowed.
    StorageNotice(const EditorServices& services, MessageBanner& banner, QObject* parent = nullptr);

private:
    void show();
    void readAgain();
    bool isKeyUnreadable() const;

    EditorServices m_services;
    MessageBanner& m_banner;
    QPushButton* m_button;
    bool m_isDismissed = false;
};

} // namespace plantain::ui
