// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/LlmTypes.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QMimeData;
class QPushButton;

namespace plantain::ui {

/// The pictures of a request: thumbnails with their names, added by button, paste or drop, taken
/// away by their own button or Delete. What cannot be used is said below, with its name.
class ImageStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ImageStrip(QWidget* parent = nullptr);

    const QList<llm::Image>& images() const { return m_images; }
    void addFiles(const QStringList& paths);
    void addFrom(const QMimeData& data);
    void clear();
    /// False: a note says that the model takes none; the pictures stay, they are only not sent.
    void setTakenByModel(bool taken);

    /// A picture, or files whose names look like pictures.
    static bool offersImages(const QMimeData& data);

signals:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void chooseFiles();
    void add(const base::Result<llm::Image>& image);
    void remove(int index);
    void rebuild();
    void placeThumbnails();

    QList<llm::Image> m_images;
    QStringList m_errors;
    QList<QPushButton*> m_thumbnails;
    bool m_taken = true;
    QGridLayout* m_grid;
    QPushButton* m_add;
    QLabel* m_note;
    QLabel* m_error;
};

} // namespace plantain::ui
