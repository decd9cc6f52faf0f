// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded into the real program by LD_PRELOAD: prints the moment when its first window has been
// painted, as {"painted_ms": monotonic}. The program itself knows nothing of it.
#include <QCoreApplication>
#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <cstdio>
#include <ctime>

namespace {

double monotonicMs()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

class FirstPaint final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* object, QEvent* event) override
    {
        auto* widget = event->type() == QEvent::Paint ? qobject_cast<QWidget*>(object) : nullptr;
        if (widget && widget->isWindow()) {
            QCoreApplication::instance()->removeEventFilter(this);
            // The children are painted in the same turn of the event loop; the next turn is after.
            QTimer::singleShot(0, this, [] {
                std::printf("{\"painted_ms\":%.3f}\n", monotonicMs());
                std::fflush(stdout);
            });
        }
        return false;
    }
};

void watchForFirstPaint()
{
    QCoreApplication* application = QCoreApplication::instance();
    application->installEventFilter(new FirstPaint(application));
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watchForFirstPaint)
