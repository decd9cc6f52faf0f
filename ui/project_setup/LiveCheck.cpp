// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/LiveCheck.h"

namespace plantain::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto pause = 200ms;
constexpr auto patience = 4s;

} // namespace

LiveCheck::LiveCheck(QObject* parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &LiveCheck::begin);
}

void LiveCheck::start(Work work, base::Error late)
{
    m_job.reset();
    m_work = std::move(work);
    m_late = std::move(late);
    m_error.reset();
    m_pause.start();
    emit changed();
}

void LiveCheck::clear()
{
    m_pause.stop();
    m_job.reset();
    m_error.reset();
    emit changed();
}

void LiveCheck::hurry()
{
    if (m_pause.isActive()) {
        m_pause.stop();
        begin();
    }
}

void LiveCheck::begin()
{
    m_job = base::makeJob<base::ThreadJob<base::Done>>(std::move(m_work), patience, m_late);
    connect(m_job.get(), &base::Job::finished, this, [this] {
        const base::Status outcome = m_job->result();
        m_job.reset();
        m_error = outcome ? std::nullopt : std::optional(outcome.error());
        emit changed();
    });
    m_job->start();
}

} // namespace plantain::ui
