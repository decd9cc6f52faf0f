// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/JobTesting.h"
#include "tests/ui/EditorWorld.h"
#include "ui/panels/Inspector.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

namespace plantain::testing {

/// The inspector of a workflow, 320 px wide as in its dock.
class InspectorTest : public UiTest
{
protected:
    void open(const WorldOptions& options = {})
    {
        world = std::make_unique<EditorWorld>(options);
        inspector = std::make_unique<ui::Inspector>(world->editor(), world->selection);
        inspector->resize(320, 740);
        // What the window does.
        QObject::connect(inspector.get(), &ui::Inspector::runNodeRequested, inspector.get(),
                         [this](const QString& nodeId) {
                             run::RunRequest request;
                             request.scope = run::RunScope::Node;
                             request.node = nodeId;
                             world->runner.start(request);
                         });
        QObject::connect(inspector.get(), &ui::Inspector::stopRequested, inspector.get(),
                         [this] { world->runner.stop(); });
        world->loadAll();
        ASSERT_TRUE(show(*inspector));
    }
    void TearDown() override
    {
        inspector.reset();
        world.reset();
    }
    /// A new node, shown.
    QString showNew(workflow::NodeKind kind, const QJsonObject& data = {})
    {
        const QString id = world->add(kind, data);
        world->selection.setOnly(id);
        return id;
    }

    /// Of the page that is shown: pages share names.
    template <typename Widget>
    Widget* shown(const char* name)
    {
        const auto all = inspector->findChildren<Widget*>(QLatin1String(name));
        for (Widget* each : all) {
            if (each->isVisible()) {
                return each;
            }
        }
        ADD_FAILURE() << name << " is not shown";
        return nullptr;
    }
    bool isShownNow(const char* name)
    {
        const auto all = inspector->findChildren<QWidget*>(QLatin1String(name));
        return std::any_of(all.begin(), all.end(),
                           [](const QWidget* each) { return each->isVisible(); });
    }
    void pressNow(const char* name)
    {
        auto* button = shown<QAbstractButton>(name);
        ASSERT_NE(button, nullptr);
        ASSERT_TRUE(button->isEnabled()) << name;
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(QWidget* field, const QString& text)
    {
        field->setFocus();
        QTest::keyClicks(field, text);
    }
    QString labelNow(const char* name)
    {
        auto* label = shown<QLabel>(name);
        return label ? label->text() : QString();
    }
    int steps() { return world->undoStack().count(); }

    std::unique_ptr<EditorWorld> world;
    std::unique_ptr<ui::Inspector> inspector;
};

} // namespace plantain::testing
