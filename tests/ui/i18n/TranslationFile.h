// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace plantain::testing {

struct Message {
    QString context;
    QString source;
    QString comment;
    bool hasPlurals = false;
    bool isFinished = false;
    QStringList forms; ///< one, or one for each plural
};

/// Every message of a .ts file; a file that cannot be read fails the test.
QList<Message> messagesOf(const QString& path);
/// Of the repository: "de", "en".
QString translationPath(const QString& language);
/// The letter after a single “&”; null: there is none.
QChar mnemonicOf(const QString& text);

} // namespace plantain::testing
