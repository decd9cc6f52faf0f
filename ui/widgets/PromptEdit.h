// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <QPlainTextEdit>

namespace plantain::ui {

/// Plain text of several lines. Tab moves the focus on; pictures that are pasted or dropped are
/// handed out instead of being inserted.
class PromptEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit PromptEdit(QWidget* parent = nullptr);

    /// Off: pictures are ignored.
    void setTakesImages(bool takes) { m_takesImages = takes; }
    /// Its minimum: the layout's stretch decides what it gets beyond that.
    QSize sizeHint() const override { return minimumSize(); }

signals:
    void imagesOffered(const QMimeData* data);

protected:
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    bool m_takesImages = false;
};

} // namespace plantain::ui
