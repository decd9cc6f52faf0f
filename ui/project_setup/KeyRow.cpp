// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/KeyRow.h"

#include "ui/project_setup/SetupCard.h"
#include "ui/widgets/Words.h"
#include "ui_KeyRow.h"

#include <algorithm>

namespace plantain::ui {

using secrets::KeySource;

KeyRow::KeyRow(QWidget* parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::KeyRow>())
{
    m_ui->setupUi(this);
    SetupCard::indent(*m_ui->moreLayout);
    m_ui->nameLabel->setMinimumWidth(SetupCard::labelWidth());
    m_ui->testError->hide();
    m_ui->environmentBadge->setBadge(
        {Tone::Ok, theme::Icon::Terminal, tr("Configured via environment")});
    connect(m_ui->keyEdit, &QLineEdit::textEdited, this, [this] {
        m_isRemoved = false;
        showTestWords({}, {});
        showSource();
        emit edited();
    });
    connect(m_ui->overrideButton, &QPushButton::clicked, this, [this] { setOverriding(true); });
    connect(m_ui->cancelOverrideButton, &QPushButton::clicked, this,
            [this] { setOverriding(false); });
    connect(m_ui->removeButton, &QPushButton::clicked, this, [this] { setRemoved(!m_isRemoved); });
    connect(m_ui->testButton, &QPushButton::clicked, this, &KeyRow::test);
}

KeyRow::~KeyRow() = default;

void KeyRow::setProvider(llm::ProviderId provider, const QString& hint, secrets::ApiKeys& keys,
                         Tester tester)
{
    m_provider = provider;
    m_hint = hint;
    m_keys = &keys;
    m_tester = std::move(tester);
    m_ui->keyEdit->setObjectName(QStringLiteral("apiKeyEdit_") + id());
    m_ui->keyEdit->setAccessibleName(tr("API key of %1").arg(llm::displayName(provider)));
    m_ui->testButton->setObjectName(QStringLiteral("testButton_") + id());
    m_ui->overrideButton->setObjectName(QStringLiteral("overrideButton_") + id());
    m_ui->testButton->setAccessibleDescription(tr("Fetches the list of models"));
    m_ui->nameLabel->setBuddy(m_ui->keyEdit);
    connect(&keys, &secrets::ApiKeys::changed, this, [this](const QString& changed) {
        if (changed == id()) {
            showSource();
        }
    });
    showSource();
}

bool KeyRow::isChanged() const
{
    return m_isRemoved || !m_ui->keyEdit->text().trimmed().isEmpty();
}

KeyChange KeyRow::change() const
{
    return {m_isRemoved, m_isRemoved ? base::Secret() : m_ui->keyEdit->secret()};
}

void KeyRow::clearChange()
{
    m_ui->keyEdit->clear();
    m_isRemoved = false;
    m_isOverriding = false;
    showSource();
}

void KeyRow::showSource()
{
    const KeySource source = m_keys->source(id());
    const bool typed = !m_ui->keyEdit->text().isEmpty();
    const bool fromEnvironment = source == KeySource::Environment && !m_isOverriding && !typed;
    const QString variable = m_keys->environmentVariable(id());
    m_ui->environmentBadge->setVisible(fromEnvironment);
    m_ui->environmentBadge->setToolTip(variable);
    m_ui->keyEdit->setVisible(!fromEnvironment);
    m_ui->keyEdit->setStored(m_isRemoved ? QString() : m_keys->storedEnding(id()), m_hint);
    m_ui->overrideButton->setVisible(fromEnvironment);
    m_ui->cancelOverrideButton->setVisible(source == KeySource::Environment && !fromEnvironment);
    m_ui->removeButton->setVisible(source == KeySource::Stored && !typed);
    m_ui->removeButton->setText(m_isRemoved ? tr("Keep") : tr("Remove"));
    QString note;
    if (m_isRemoved) {
        note = variable.isEmpty()
                   ? tr("The key is removed when you save.")
                   : tr("The key is removed when you save. %1 is used then.").arg(variable);
    } else if (source == KeySource::Stored && !variable.isEmpty()) {
        note = tr("Used instead of %1.").arg(variable);
    } else if (source == KeySource::StorageUnavailable) {
        note = tr("The keyring is locked: whether a key is stored is not known.");
    }
    m_ui->noteLabel->setText(note);
    m_ui->noteLabel->setVisible(!note.isEmpty());
    showTest();
}

void KeyRow::showTest()
{
    const bool hasKey = m_keys->source(id()) != KeySource::None || isChanged();
    const bool needsKey = m_provider != llm::ProviderId::OpenAiCompatible;
    const bool possible = m_canTest && !m_testJob && (hasKey || !needsKey) && !m_isRemoved;
    m_ui->testButton->setEnabled(possible);
    m_ui->testButton->setToolTip(possible    ? tr("Fetches the list of models")
                                 : m_testJob ? tr("The test is under way.")
                                 : needsKey  ? tr("Enter a key first.")
                                             : tr("Enter the address first."));
}

SetupProblem KeyRow::problem() const
{
    const QString key = m_ui->keyEdit->text().trimmed();
    const bool isKey =
        std::all_of(key.begin(), key.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    return {m_ui->keyEdit, m_ui->testError,
            isKey ? QString()
                  : tr("An API key has no spaces inside. Copy it again, without the text around "
                       "it.")};
}

void KeyRow::setCanTest(bool can)
{
    m_canTest = can;
    showTest();
}

void KeyRow::test()
{
    const base::Secret typed = m_ui->keyEdit->secret();
    m_testJob = m_tester(typed.isEmpty() ? std::nullopt : std::optional(typed));
    connect(m_testJob.get(), &base::Job::finished, this, [this] {
        const auto result = m_testJob->result();
        m_testJob.reset();
        showTestResult(result);
    });
    showTestWords(tr("Testing…"), {});
    m_testTime.start();
    m_testJob->start();
    showTest();
}

void KeyRow::showTestResult(const base::Result<QList<llm::ListedModel>>& result)
{
    if (!result) {
        showTestWords({}, words::paragraph(result.error()));
    } else {
        const QString time = words::duration(std::chrono::milliseconds(m_testTime.elapsed()));
        const auto count = static_cast<int>(result->size());
        showTestWords(count == 1 ? tr("1 model in %1").arg(time)
                                 : tr("%Ln models in %1", nullptr, count).arg(time),
                      {});
    }
    showTest();
}

void KeyRow::showTestWords(const QString& outcome, const QString& problem)
{
    m_ui->testResult->setText(outcome);
    m_ui->testError->setText(words::breakable(problem));
    m_ui->testError->setVisible(!problem.isEmpty());
}

void KeyRow::setRemoved(bool removed)
{
    m_isRemoved = removed;
    m_ui->keyEdit->clear();
    showSource();
    emit edited();
}

void KeyRow::setOverriding(bool overriding)
{
    m_isOverriding = overriding;
    m_ui->keyEdit->clear();
    showSource();
    if (overriding) {
        m_ui->keyEdit->setFocus();
    } else {
        m_ui->overrideButton->setFocus();
    }
    emit edited();
}

} // namespace plantain::ui
