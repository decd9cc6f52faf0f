// SPDX-License-Identifier: GPL-3.0-or-later
// plantain_ui_screenshots OUTDIR [window] [setup]: pictures of the editor and of the project setup
// in every state, in both schemes, made by the real widgets with real services: OUTDIR/100 has them
// at 100 %, OUTDIR/200 at 200 %. Without a part: all of them.
#include "tests/screenshots/EditorPictures.h"
#include "tests/screenshots/SetupPictures.h"
#include "tests/screenshots/WindowPictures.h"
#include "tests/support/Folders.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QProcess>
#include <QTextStream>

namespace {

using namespace plantain;
using namespace plantain::testing;
using namespace Qt::StringLiterals;

/// Both schemes of what is asked for, at the scale of this process.
void takePictures(const QString& folder, const QStringList& parts)
{
    const auto isWanted = [&parts](const QString& part) {
        return parts.isEmpty() || parts.contains(part);
    };
    for (const auto theme : {settings::ThemeChoice::Dark, settings::ThemeChoice::Light}) {
        if (isWanted(u"window"_s)) {
            ui::theme::Theme look(*qApp);
            look.apply(theme);
            takeEditorPictures(folder, theme);
            takeWindowPictures(folder, theme);
        }
        if (isWanted(u"setup"_s)) {
            takeSetupPictures(folder, theme);
        }
    }
}

/// The scale of a process is fixed when it starts: another one takes the large pictures.
void startLargeOnes(QProcess& process, const QStringList& arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QCoreApplication::applicationFilePath(), arguments);
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariable("QT_QPA_PLATFORM", u"offscreen"_s) == u"offscreen"_s) {
        // The usual screen there is too small for a window at 200 %.
        const QString screen = inSource(u"tests/screenshots/screen.json"_s);
        qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + screen.toLocal8Bit());
    }
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    if (arguments.isEmpty()) {
        QTextStream(stderr) << "usage: plantain_ui_screenshots OUTDIR [window] [setup]" << Qt::endl;
        return 2;
    }
    const bool isLarge = qEnvironmentVariableIsSet("QT_SCALE_FACTOR");
    const QString folder = arguments.first() + (isLarge ? u"/200"_s : u"/100"_s);
    QDir().mkpath(folder);
    QProcess large;
    if (!isLarge) {
        startLargeOnes(large, arguments);
    }
    takePictures(folder, arguments.mid(1));
    return isLarge || (large.waitForFinished(-1) && large.exitCode() == 0) ? 0 : 1;
}
