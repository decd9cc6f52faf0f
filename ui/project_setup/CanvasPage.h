// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/project_setup/SetupPage.h"

class QCheckBox;

namespace plantain::ui {

class SegmentedControl;
class SetupCard;

/// How the canvas answers the hand, and how the program looks.
class CanvasPage : public SetupPage
{
    Q_OBJECT

public:
    explicit CanvasPage(QWidget* parent = nullptr);

    void load(const ProjectDraft& draft) override;
    void store(ProjectDraft& draft) const override;
    QWidget* firstField() const override;

private:
    void buildGestures();
    void buildLook();
    SegmentedControl* addChoice(SetupCard& card, const QString& objectName, const QString& label,
                                const QStringList& choices);
    QCheckBox* makeSwitch(const QString& objectName, const QString& text);

    SegmentedControl* m_pan = nullptr;
    SegmentedControl* m_zoom = nullptr;
    SegmentedControl* m_selection = nullptr;
    QCheckBox* m_grid = nullptr;
    QCheckBox* m_snap = nullptr;
    SegmentedControl* m_edges = nullptr;
    SegmentedControl* m_theme = nullptr;
    SegmentedControl* m_textSize = nullptr;
    QCheckBox* m_reduceMotion = nullptr;
};

} // namespace plantain::ui
