// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Browsing.h"
#include "tests/support/Desktop.h"
#include "tests/support/PlantainCli.h"
#include "tests/walk/AccessibleWindow.h"

#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace plantain::testing {

/// A person at the real window, with a real browser, on a desktop of their own. Each step leaves a
/// picture in <build>/walk.
class Walk : public ::testing::Test
{
protected:
    /// `pictures`: how the names of the pictures begin.
    explicit Walk(QString pictures = {});

    void SetUp() override;

    /// Waits until `sign` shows.
    void startPlantain(const QStringList& arguments, const Wanted& sign);
    void press(const Wanted& wanted);
    void expectToShow(const Wanted& wanted);
    void expectToEnd();
    QString nextPicture(const QString& name);
    void takePicture(const QString& name);
    /// The address that Plantain handed to the browser.
    QUrl openedAddress();

    static Wanted button(const QString& name, const QString& window);
    static Wanted label(const QString& text, const QString& window);
    template <typename Condition>
    static bool eventually(Condition condition)
    {
        return QTest::qWaitFor(condition, processPatienceMs);
    }

    Desktop desktop;
    PlantainCli cli;
    std::unique_ptr<ChildProcess> plantain;
    std::unique_ptr<AccessibleWindow> window;

private:
    void putBrowserInPath();

    QString m_pictureNames;
    QTemporaryDir m_browserFolder;
    int m_pictures = 0;
};

} // namespace plantain::testing
