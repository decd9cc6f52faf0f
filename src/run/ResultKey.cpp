// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/ResultKey.h"

#include <QCryptographicHash>

namespace plantain::run {

namespace {

class KeyWriter
{
public:
    void add(const QByteArray& part)
    {
        m_hash.addData(QByteArray::number(part.size()) + ':');
        m_hash.addData(part);
    }
    void add(const QString& part) { add(part.toUtf8()); }
    QString key() const
    {
        const auto options = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
        return QString::fromLatin1(m_hash.result().toBase64(options));
    }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace

QByteArray pictureName(const workflow::ImageSource& picture)
{
    if (!picture.dataUrl.isString()) {
        return picture.reference.toUtf8();
    }
    // What cannot be read is told apart all the same.
    const auto bytes = workflow::readImage(picture, {});
    return workflow::referenceFor(bytes ? *bytes : picture.dataUrl.toString().toUtf8()).toLatin1();
}

QString resultKey(const workflow::LlmParameters& parameters, const QString& prompt,
                  const QList<QByteArray>& pictures)
{
    constexpr int exactDigits = 17;
    KeyWriter writer;
    writer.add(parameters.provider);
    writer.add(parameters.model);
    writer.add(parameters.system);
    writer.add(parameters.temperature
                   ? QByteArray::number(*parameters.temperature, 'g', exactDigits)
                   : QByteArray());
    writer.add(parameters.maxTokens ? QByteArray::number(*parameters.maxTokens) : QByteArray());
    writer.add(parameters.effort);
    writer.add(prompt);
    for (const QByteArray& picture : pictures) {
        writer.add(picture);
    }
    return writer.key();
}

} // namespace plantain::run
