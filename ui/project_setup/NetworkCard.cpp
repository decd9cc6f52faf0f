// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/NetworkCard.h"

#include "ui/widgets/Words.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace plantain::ui {

namespace {

QString wordsOf(const base::Error& error)
{
    return words::breakable(words::paragraph(error));
}

} // namespace

NetworkCard::NetworkCard(QWidget* parent)
    : SetupCard(tr("Network"), parent)
    , m_proxy(new QLineEdit)
    , m_file(new QLineEdit)
    , m_browse(new QPushButton(tr("Browse…")))
    , m_test(new QPushButton(tr("Test")))
    , m_result(new QLabel)
{
    m_proxy->setObjectName(QStringLiteral("proxyEdit"));
    m_proxy->setPlaceholderText(tr("The system's"));
    m_file->setObjectName(QStringLiteral("caFileEdit"));
    m_file->setPlaceholderText(tr("The system's only"));
    m_browse->setObjectName(QStringLiteral("browseCaFileButton"));
    m_browse->setAccessibleName(tr("Browse for the certificates"));
    m_browse->setAutoDefault(false);
    m_test->setObjectName(QStringLiteral("testNetworkButton"));
    m_test->setProperty("buttonSize", QStringLiteral("small"));
    m_test->setAutoDefault(false);
    m_test->setAccessibleName(tr("Test the way to the servers"));
    m_result->setObjectName(QStringLiteral("networkTestResult"));
    m_result->setProperty("role", QStringLiteral("ok"));
    addRow(tr("Proxy"), m_proxy, true);
    m_proxyError = addLine(QStringLiteral("proxyError"), QStringLiteral("error"));
    addRow(tr("Certificates"), m_file, true, m_browse);
    m_fileError = addLine(QStringLiteral("caFileError"), QStringLiteral("error"));
    addRow({}, m_test, false, m_result);
    m_testError = addLine(QStringLiteral("networkTestError"), QStringLiteral("error"));
    watch(*m_proxy, *m_proxyError, m_proxyCheck);
    watch(*m_file, *m_fileError, m_fileCheck);
    connect(m_browse, &QPushButton::clicked, this, &NetworkCard::browse);
    connect(m_test, &QPushButton::clicked, this, &NetworkCard::test);
}

void NetworkCard::setTrials(const ConnectionTrials& trials)
{
    m_trials = &trials;
}

void NetworkCard::watch(QLineEdit& field, QLabel& place, LiveCheck& liveCheck)
{
    connect(&field, &QLineEdit::textChanged, this, [this, &field, &place, &liveCheck] {
        place.hide();
        check(field, liveCheck);
        showTestButton();
    });
    connect(&liveCheck, &LiveCheck::changed, this, [this, &field, &place, &liveCheck] {
        const bool isLeft = !field.hasFocus();
        if (liveCheck.error() && isLeft) {
            place.setText(wordsOf(*liveCheck.error()));
            place.show();
        }
        showTestButton();
        emit edited();
    });
    connect(&field, &QLineEdit::editingFinished, this, [&place, &liveCheck] {
        if (liveCheck.error()) {
            place.setText(wordsOf(*liveCheck.error()));
            place.show();
        }
    });
}

settings::NetworkSettings NetworkCard::only(const QLineEdit& field) const
{
    settings::NetworkSettings network;
    (&field == m_proxy ? network.proxyUrl : network.caFile) = field.text().trimmed();
    return network;
}

void NetworkCard::check(const QLineEdit& field, LiveCheck& liveCheck)
{
    const settings::NetworkSettings network = only(field);
    if (network == settings::NetworkSettings() || !m_trials || !m_trials->check) {
        liveCheck.clear();
        return;
    }
    liveCheck.start([check = m_trials->check, network] { return check(network); },
                    base::Error{base::ErrorKind::Timeout,
                                tr("This file does not answer. Is its disk connected?"),
                                {},
                                {}});
}

void NetworkCard::load(const settings::NetworkSettings& network)
{
    m_proxy->setText(network.proxyUrl);
    m_file->setText(network.caFile);
    m_result->clear();
    m_testError->hide();
}

void NetworkCard::store(settings::NetworkSettings& network) const
{
    network.proxyUrl = m_proxy->text().trimmed();
    network.caFile = m_file->text().trimmed();
}

QList<SetupProblem> NetworkCard::problems() const
{
    QList<SetupProblem> found;
    if (m_proxyCheck.error()) {
        found << SetupProblem{m_proxy, m_proxyError, wordsOf(*m_proxyCheck.error())};
    }
    if (m_fileCheck.error()) {
        found << SetupProblem{m_file, m_fileError, wordsOf(*m_fileCheck.error())};
    }
    return found;
}

void NetworkCard::hurryChecks()
{
    m_proxyCheck.hurry();
    m_fileCheck.hurry();
}

void NetworkCard::browse()
{
    auto* dialog = new QFileDialog(this, tr("File with certificates"));
    dialog->setObjectName(QStringLiteral("browseCaFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& chosen) {
        m_file->setText(chosen);
        m_file->setFocus();
    });
    dialog->open();
}

void NetworkCard::showTestButton()
{
    const bool isBad = m_proxyCheck.error() || m_fileCheck.error();
    m_test->setEnabled(m_trials && m_trials->network && !m_testJob && !isBad);
    m_test->setToolTip(m_testJob ? tr("The test is under way.")
                       : isBad   ? tr("Correct the field above first.")
                                 : tr("Reaches the account's server this way"));
}

void NetworkCard::test()
{
    settings::NetworkSettings network;
    store(network);
    m_testError->hide();
    m_result->setText(tr("Testing…"));
    m_testTime.start();
    m_testJob = m_trials->network(network);
    connect(m_testJob.get(), &base::Job::finished, this, [this] {
        const base::Result<QString> reached = m_testJob->result();
        m_testJob.reset();
        showTest(reached);
    });
    m_testJob->start();
    showTestButton();
}

void NetworkCard::showTest(const base::Result<QString>& reached)
{
    if (reached) {
        const QString time = words::duration(std::chrono::milliseconds(m_testTime.elapsed()));
        m_result->setText(tr("%1 answered in %2").arg(*reached, time));
    } else {
        m_result->clear();
        m_testError->setText(wordsOf(reached.error()));
        m_testError->show();
    }
    showTestButton();
}

} // namespace plantain::ui
