// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace plantain::ui {

namespace Ui {
class OutputSection;
}

/// One text that arrives at an Output, with its title, to copy and to save.
class OutputSection : public QWidget
{
    Q_OBJECT

public:
    explicit OutputSection(QWidget* parent = nullptr);
    ~OutputSection() override;

    /// `fileName`: what to propose when it is saved.
    void showText(const QString& title, const QString& text, const QString& fileName);

signals:
    /// The title was pressed.
    void sourcePressed();

private:
    void copy();

    std::unique_ptr<Ui::OutputSection> m_ui;
    QString m_fileName;
};

} // namespace plantain::ui
