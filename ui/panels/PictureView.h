// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"
#include "src/workflow/NodeData.h"

#include <QImage>
#include <QWidget>

namespace plantain::ui {

/// A picture of a workflow, decoded in another thread no larger than it is shown.
class PictureView : public QWidget
{
    Q_OBJECT

public:
    explicit PictureView(QWidget* parent = nullptr);

    /// `folder`: the workflow's. An empty source: a quiet place holder.
    void setPicture(const workflow::ImageSource& source, const QString& folder);
    const workflow::ImageSource& source() const { return m_source; }
    bool isLoaded() const { return !m_picture.isNull(); }

signals:
    /// `error` is empty when it worked.
    void loaded(const QString& error);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void load();
    QSize wantedSize() const;

    workflow::ImageSource m_source;
    QString m_folder;
    QImage m_picture;
    QSize m_loadedFor; ///< device pixels
    base::JobPtr<base::ResultJob<QImage>> m_job;
};

} // namespace plantain::ui
