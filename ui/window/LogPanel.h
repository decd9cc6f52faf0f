// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Logging.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QPlainTextEdit;
class QPushButton;

namespace plantain::ui {

/// The last lines of the log, redacted, and the way to put them into a bug report. Looks for new
/// ones while it is visible.
class LogPanel : public QWidget
{
    Q_OBJECT

public:
    /// `details`: what stands above the log in a bug report.
    explicit LogPanel(std::function<QString()> details, QWidget* parent = nullptr);

    /// Details and log, as they go to the clipboard.
    QString report() const;

signals:
    void closeRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void useCodeFont();
    void showNews();
    void copyReport();

    std::function<QString()> m_details;
    QPlainTextEdit* m_view = nullptr;
    QPushButton* m_copy = nullptr;
    quint64 m_lastShown = 0;
    QTimer m_looking;
    QTimer m_copied; ///< while the button says so
};

} // namespace plantain::ui
