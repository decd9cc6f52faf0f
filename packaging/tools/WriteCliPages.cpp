// SPDX-License-Identifier: GPL-3.0-or-later
// Build tool: what belongs to the command line beside the program, written from its own table of
// commands.
//   plantain_cli_pages FOLDER DATE
#include "packaging/tools/Completion.h"
#include "packaging/tools/ManPage.h"

#include <QDir>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

bool write(const QString& path, const QByteArray& content)
{
    QFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    if (!written) {
        std::fprintf(stderr, "plantain_cli_pages: cannot write %s\n", qPrintable(path));
    }
    return written;
}

} // namespace

int main(int argc, char** argv)
{
    using namespace plantain::packaging;
    if (argc != 3) {
        std::fputs("usage: plantain_cli_pages FOLDER DATE\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const bool written =
        write(folder.filePath(u"plantain.1"_s), manPage(QString::fromLocal8Bit(argv[2]))) &&
        write(folder.filePath(u"plantain.bash"_s), bashCompletion()) &&
        write(folder.filePath(u"_plantain"_s), zshCompletion()) &&
        write(folder.filePath(u"plantain.fish"_s), fishCompletion());
    return written ? 0 : 1;
}
