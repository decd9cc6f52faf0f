// SPDX-License-Identifier: GPL-3.0-or-later
// A program with unsaved work, to be killed.
//   FOLDER PATH    edits a document that belongs to PATH for ever and keeps copies in FOLDER; says
//                  the number of each edit
#include "ui/document/Recovery.h"
#include "ui/document/WorkflowDocument.h"

#include "src/workflow/Edits.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace plantain;

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 3) {
        return 2;
    }
    ui::WorkflowDocument document;
    const ui::Recovery recovery(document, arguments.at(1),
                                {std::chrono::milliseconds(5), std::chrono::milliseconds(20)});
    document.restore({}, arguments.at(2));
    int count = 0;
    QTimer edits;
    QObject::connect(&edits, &QTimer::timeout, [&document, &count] {
        document.perform(workflow::edits::addNode(document.workflow(), workflow::NodeKind::Prompt,
                                                  {count * 24.0, 0}),
                         QStringLiteral("Add"));
        std::printf("edit %d\n", ++count);
        std::fflush(stdout);
    });
    edits.start(1);
    return QCoreApplication::exec();
}
