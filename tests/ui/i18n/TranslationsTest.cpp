// SPDX-License-Identifier: GPL-3.0-or-later
// The translations as files: whole, and in step with the sources.
#include "app/Translations.h"
#include "tests/support/Files.h"
#include "tests/support/Folders.h"
#include "tests/support/Printers.h"
#include "tests/ui/i18n/TranslationFile.h"

#include <gtest/gtest.h>

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

namespace plantain::testing {

namespace {

QString nameOf(const Message& message)
{
    return message.context + QStringLiteral(" “") + message.source + QStringLiteral("”");
}

QSet<QString> placeholdersIn(const QString& text)
{
    static const QRegularExpression placeholder(QStringLiteral("%L?[0-9]+|%n"));
    QSet<QString> found;
    auto matches = placeholder.globalMatch(text);
    while (matches.hasNext()) {
        found << matches.next().captured();
    }
    return found;
}

/// The script of the repository, on copies.
class UpdatedCopies
{
public:
    UpdatedCopies()
    {
        for (const auto* language : {"de", "en"}) {
            EXPECT_TRUE(QFile::copy(translationPath(QLatin1String(language)), path(language)));
        }
        m_script.start(plantain::testing::inSource(QStringLiteral("scripts/update-translations")),
                       {m_folder.path()});
        EXPECT_TRUE(m_script.waitForFinished(60'000));
    }
    QString path(const char* language) const
    {
        return m_folder.filePath(QStringLiteral("plantain_%1.ts").arg(QLatin1String(language)));
    }
    int exitCode() const { return m_script.exitCode(); }
    QByteArray complaints() { return m_script.readAllStandardError(); }

private:
    QTemporaryDir m_folder;
    QProcess m_script;
};

} // namespace

TEST(Translations, EveryMessageIsFinished)
{
    for (const auto* language : {"de", "en"}) {
        const auto messages = messagesOf(translationPath(QLatin1String(language)));
        for (const Message& message : messages) {
            EXPECT_TRUE(message.isFinished) << nameOf(message).toStdString();
            EXPECT_EQ(message.forms.size(), message.hasPlurals ? 2 : 1)
                << nameOf(message).toStdString();
            EXPECT_FALSE(message.forms.contains(QString())) << nameOf(message).toStdString();
        }
    }
}

TEST(Translations, AreInStepWithTheSources)
{
    UpdatedCopies copies;
    ASSERT_EQ(copies.exitCode(), 0);
    // “Qualifying with unknown namespace”, “lacks Q_OBJECT”: such texts would be found in the file
    // and not by the program.
    EXPECT_EQ(copies.complaints(), QByteArray());
    for (const auto* language : {"de", "en"}) {
        EXPECT_EQ(fileContent(copies.path(language)),
                  fileContent(translationPath(QLatin1String(language))))
            << "Run scripts/update-translations and translate what is new.";
    }
}

TEST(Translations, KeepPlaceholders)
{
    const auto messages = messagesOf(translationPath(QStringLiteral("de")));
    for (const Message& message : messages) {
        for (const QString& form : message.forms) {
            EXPECT_EQ(placeholdersIn(form), placeholdersIn(message.source))
                << nameOf(message).toStdString();
        }
    }
}

TEST(Translations, HaveMnemonicsAndEllipsesWhereTheSourceHas)
{
    const auto messages = messagesOf(translationPath(QStringLiteral("de")));
    for (const Message& message : messages) {
        const QString& text = message.forms.first();
        EXPECT_EQ(mnemonicOf(text).isNull(), mnemonicOf(message.source).isNull())
            << nameOf(message).toStdString();
        EXPECT_EQ(text.endsWith(u'…'), message.source.endsWith(u'…'))
            << nameOf(message).toStdString();
    }
}

TEST(Translations, TheFirstLanguageThatIsSpokenIsTaken)
{
    EXPECT_EQ(app::spokenLanguage({"de-CH", "en"}), "de");
    EXPECT_EQ(app::spokenLanguage({"fr-FR", "de"}), "de");
    EXPECT_EQ(app::spokenLanguage({"en-GB", "de"}), "en");
    EXPECT_EQ(app::spokenLanguage({"C"}), "en");
    EXPECT_EQ(app::spokenLanguage({}), "en");
}

} // namespace plantain::testing
