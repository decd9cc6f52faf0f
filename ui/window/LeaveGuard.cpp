// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/LeaveGuard.h"

#include "src/run/WorkflowRunner.h"
#include "ui/document/WorkflowDocument.h"

#include <QAbstractButton>
#include <QPushButton>

namespace plantain::ui {

LeaveGuard::LeaveGuard(const EditorServices& services, QWidget& window)
    : m_services(services)
    , m_window(window)
{
    connect(&services.document, &WorkflowDocument::saved, this,
            [this](const QString&, const std::optional<base::Error>& error) {
                if (error) {
                    abandon();
                }
            });
    // After `saved`, so that a save that failed ends it first.
    connect(&services.document, &WorkflowDocument::busyChanged, this, &LeaveGuard::goOn,
            Qt::QueuedConnection);
    connect(&services.runner, &run::WorkflowRunner::finished, this, &LeaveGuard::goOn,
            Qt::QueuedConnection);
}

bool LeaveGuard::isFree() const
{
    return !m_services.document.isBusy() && !m_services.runner.isRunning() &&
           !m_services.document.isModified();
}

void LeaveGuard::whenFree(std::function<void()> next)
{
    m_next = std::move(next);
    goOn();
}

void LeaveGuard::abandon()
{
    m_next = nullptr;
}

void LeaveGuard::goOn()
{
    if (!m_next || m_services.document.isBusy()) {
        return;
    }
    if (m_services.runner.isRunning()) {
        askAboutRun();
    } else if (m_services.document.isModified()) {
        askAboutChanges();
    } else {
        leave();
    }
}

void LeaveGuard::leave()
{
    if (m_question) {
        m_question->close();
    }
    if (const auto next = std::exchange(m_next, nullptr)) {
        next();
    }
}

QMessageBox& LeaveGuard::ask(const QString& name, const QString& text, const QString& informative)
{
    if (m_question) {
        // Answered, or out of date; it may be the sender of what led here.
        m_question->setObjectName(QString());
        m_question->close();
    }
    m_question = new QMessageBox(&m_window);
    m_question->setObjectName(name);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setWindowModality(Qt::WindowModal);
    m_question->setWindowTitle(tr("Plantain"));
    m_question->setText(text);
    m_question->setInformativeText(informative);
    return *m_question;
}

bool LeaveGuard::isAsking(QLatin1String name) const
{
    return m_question && m_question->isVisible() && m_question->objectName() == name;
}

void LeaveGuard::askAboutRun()
{
    if (isAsking(QLatin1String("runningBox"))) {
        return;
    }
    QMessageBox& box = ask(QStringLiteral("runningBox"), tr("A run is under way. Stop it?"),
                           tr("Nodes keep the text that they have."));
    QPushButton* stop = box.addButton(tr("Stop the run"), QMessageBox::AcceptRole);
    stop->setObjectName(QStringLiteral("stopRunButton"));
    box.setDefaultButton(box.addButton(QMessageBox::Cancel));
    connect(&box, &QMessageBox::buttonClicked, this, [this, stop](const QAbstractButton* pressed) {
        if (pressed != stop) {
            abandon();
        } else if (m_services.runner.isRunning()) {
            m_services.runner.stop(); // goes on when it has ended
        }
    });
    box.open();
}

void LeaveGuard::askAboutChanges()
{
    if (isAsking(QLatin1String("unsavedBox"))) {
        return;
    }
    QMessageBox& box = ask(QStringLiteral("unsavedBox"),
                           tr("Save the changes to “%1”?").arg(m_services.document.displayName()),
                           tr("What is not saved is lost."));
    box.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    box.setDefaultButton(QMessageBox::Save);
    connect(&box, &QMessageBox::buttonClicked, this, [this, &box](QAbstractButton* pressed) {
        switch (box.standardButton(pressed)) {
        case QMessageBox::Save:
            emit saveRequested();
            return;
        case QMessageBox::Discard:
            leave();
            return;
        default:
            abandon();
        }
    });
    box.open();
}

} // namespace plantain::ui
