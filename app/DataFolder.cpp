// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DataFolder.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace plantain::app {

using namespace Qt::StringLiterals;

namespace {

QString platformDataFolder(const QProcessEnvironment& environment)
{
    const QString xdg = environment.value(u"XDG_DATA_HOME"_s);
    // The XDG specification has relative paths ignored.
    const QString base =
        QDir::isAbsolutePath(xdg)
            ? xdg
            : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return base + "/plantain"_L1;
}

} // namespace

QString chooseDataFolder(const QString& asked, const QProcessEnvironment& environment,
                         const QString& executableFolder)
{
    const QString fromEnvironment = environment.value(u"PLANTAIN_DATA_DIR"_s);
    QString folder = platformDataFolder(environment);
    if (!asked.isEmpty()) {
        folder = asked;
    } else if (!fromEnvironment.isEmpty()) {
        folder = fromEnvironment;
    } else if (QFileInfo::exists(executableFolder + "/portable.txt"_L1)) {
        folder = executableFolder + "/data"_L1;
    }
    return QDir::cleanPath(QDir().absoluteFilePath(folder));
}

} // namespace plantain::app
