// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Job.h"

#include <functional>

namespace plantain::base {

/// A job whose whole work is one short call: file access behind an interface that others answer
/// slowly, or an outcome known beforehand.
template <typename T>
class FunctionJob final : public ResultJob<T>
{
public:
    explicit FunctionJob(std::function<Result<T>()> work)
        : m_work(std::move(work))
    {
    }

protected:
    void run() override { this->finish(m_work()); }

private:
    std::function<Result<T>()> m_work;
};

template <typename T>
JobPtr<ResultJob<T>> makeFunctionJob(std::function<Result<T>()> work)
{
    return makeJob<FunctionJob<T>>(std::move(work));
}

} // namespace plantain::base
