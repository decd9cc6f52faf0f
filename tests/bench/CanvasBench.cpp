// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/CanvasBench.h"

#include <QFile>
#include <QTest>

#include <algorithm>

#include <unistd.h>

namespace plantain::bench {

PaintCounter::PaintCounter(QWidget& widget)
{
    widget.installEventFilter(this);
}

bool PaintCounter::eventFilter(QObject* object, QEvent* event)
{
    m_count += event->type() == QEvent::Paint ? 1 : 0;
    return QObject::eventFilter(object, event);
}

CanvasBench::CanvasBench()
    : m_theme(*qApp)
    , m_canvas(m_world.editor(true))
    , m_paints(m_canvas)
{
    m_theme.apply(settings::ThemeChoice::Dark);
    m_canvas.resize(1280, 800);
}

bool CanvasBench::show()
{
    m_canvas.show();
    return QTest::qWaitForWindowExposed(&m_canvas);
}

void CanvasBench::settle()
{
    int painted = -1;
    double since = monotonicMs();
    constexpr double quietMs = 200;
    (void)QTest::qWaitFor([&] {
        if (painted != m_paints.count()) {
            painted = m_paints.count();
            since = monotonicMs();
        }
        return monotonicMs() - since > quietMs;
    });
}

double residentMebibytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const double pages = file.readAll().split(' ').value(1).toDouble();
    return rounded(pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024));
}

double least(const std::vector<double>& values)
{
    return values.empty() ? 0 : *std::min_element(values.begin(), values.end());
}

} // namespace plantain::bench
