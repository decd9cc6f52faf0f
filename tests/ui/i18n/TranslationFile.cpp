// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/i18n/TranslationFile.h"
#include "tests/support/Folders.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QXmlStreamReader>

namespace plantain::testing {

namespace {

QStringList readForms(QXmlStreamReader& reader, bool hasPlurals)
{
    if (!hasPlurals) {
        return {reader.readElementText()};
    }
    QStringList forms;
    while (reader.readNextStartElement()) {
        forms << reader.readElementText();
    }
    return forms;
}

Message readMessage(QXmlStreamReader& reader, const QString& context)
{
    Message message;
    message.context = context;
    message.hasPlurals = reader.attributes().value(QLatin1String("numerus")) == u"yes";
    while (reader.readNextStartElement()) {
        if (reader.name() == u"source") {
            message.source = reader.readElementText();
        } else if (reader.name() == u"comment") {
            message.comment = reader.readElementText();
        } else if (reader.name() == u"translation") {
            message.isFinished = !reader.attributes().hasAttribute(QLatin1String("type"));
            message.forms = readForms(reader, message.hasPlurals);
        } else {
            reader.skipCurrentElement();
        }
    }
    return message;
}

} // namespace

QList<Message> messagesOf(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << path.toStdString();
    QXmlStreamReader reader(&file);
    QList<Message> messages;
    QString context;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (reader.name() == u"name") {
            context = reader.readElementText();
        } else if (reader.name() == u"message") {
            messages << readMessage(reader, context);
        }
    }
    EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
    EXPECT_FALSE(messages.isEmpty()) << path.toStdString();
    return messages;
}

QString translationPath(const QString& language)
{
    return plantain::testing::inSource(QStringLiteral("resources/translations/plantain_%1.ts"))
        .arg(language);
}

QChar mnemonicOf(const QString& text)
{
    QString plain = text;
    plain.remove(QStringLiteral("&&"));
    const qsizetype place = plain.indexOf(u'&');
    return place < 0 || place + 1 >= plain.size() ? QChar() : plain.at(place + 1).toLower();
}

} // namespace plantain::testing
