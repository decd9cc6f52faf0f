// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screenshots/Photographer.h"

#include "src/run/WorkflowRunner.h"
#include "tests/support/JobTesting.h"
#include "ui/EditorServices.h"
#include "ui/document/WorkflowDocument.h"

#include <QAbstractButton>
#include <QTextStream>

namespace plantain::testing {

namespace {

/// Qt's "quality" of a PNG is how little it is packed.
constexpr int quickPacking = 80;

} // namespace

Photographer::Photographer(Album album)
    : m_album(std::move(album))
{
}

void Photographer::settle() const
{
    QCoreApplication::sendPostedEvents();
    (void)QTest::qWaitFor([] { return false; }, static_cast<int>(m_album.settling.count()));
    QCoreApplication::sendPostedEvents();
}

void Photographer::shoot(QWidget& widget, const QString& name) const
{
    settle();
    const QString file =
        QStringLiteral("%1/%2%3-%4.png").arg(m_album.folder, m_album.prefix, name, m_album.ending);
    const bool written = widget.grab().save(file, "PNG", quickPacking);
    QTextStream(stdout) << (written ? QString() : QStringLiteral("not written: ")) << file
                        << Qt::endl;
}

void Photographer::press(QWidget& root, const char* name)
{
    root.findChild<QAbstractButton*>(QLatin1String(name))->click();
}

MainWindowPhotographer::MainWindowPhotographer(const QString& folder, const QString& prefix,
                                               settings::ThemeChoice theme)
    : Photographer({folder, prefix, schemeName(theme)})
    , m_theme(theme)
{
}

MainWindowPhotographer::Window MainWindowPhotographer::open(UiWorld& world, bool sandbox) const
{
    settings::Settings values = world.settings.values();
    values.theme = m_theme;
    (void)world.settings.save(values);
    auto window = std::make_unique<ui::MainWindow>(world.windowServices(sandbox));
    window->resize(1280, 800);
    world.loadAll();
    window->show();
    (void)QTest::qWaitForWindowActive(window.get());
    return window;
}

void MainWindowPhotographer::show(ui::MainWindow& window,
                                  const workflow::WorkflowContent& content) const
{
    window.editor().document.clear();
    window.editor().document.workflow().reset(content);
    settle();
}

bool MainWindowPhotographer::runEnded(const ui::MainWindow& window)
{
    const run::WorkflowRunner& runner = window.editor().runner;
    return waitFor([&runner] { return !runner.isRunning(); });
}

QString schemeName(settings::ThemeChoice theme)
{
    return theme == settings::ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light");
}

} // namespace plantain::testing
