// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QTranslator>

namespace plantain::testing {

/// The program speaks a language as long as this lives.
class Speaking
{
public:
    explicit Speaking(const QString& language);
    ~Speaking();
    Q_DISABLE_COPY_MOVE(Speaking)
};

/// Notes which texts of the program are asked for, and answers none of them.
class Listener : public QTranslator
{
    Q_OBJECT

public:
    Listener();
    ~Listener() override;

    QString translate(const char* context, const char* source, const char* comment,
                      int n) const override;
    bool isEmpty() const override { return false; }

    /// "context|source".
    const QSet<QString>& heard() const { return m_heard; }
    static QString key(const QString& context, const QString& source);

private:
    mutable QSet<QString> m_heard;
};

/// Makes every text of the program 40 % longer, in letters that are higher: what a layout has to
/// hold in other languages.
class PseudoLocale : public QTranslator
{
    Q_OBJECT

public:
    PseudoLocale();
    ~PseudoLocale() override;

    QString translate(const char* context, const char* source, const char* comment,
                      int n) const override;
    bool isEmpty() const override { return false; }
};

} // namespace plantain::testing
