// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <time.h>
#include <vector>

namespace tokenmeter::testing
{

/// Nanoseconds that this thread has spent on a processor. What else runs on the machine does not make them more, so a limit on them is
/// one on the work that is done.
inline qint64 threadTime()
{
    timespec spent{};
    return ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent) == 0 ? qint64{spent.tv_sec} * 1'000'000'000 + spent.tv_nsec : -1;
}

/// Milliseconds of this thread for what is done.
template <typename Work>
double threadMs(const Work &work)
{
    const qint64 before = threadTime();
    work();
    return double(threadTime() - before) / 1e6;
}

/// The least of several rounds: the others also paid for cold caches. @param work gets the round's number, from 0
template <typename Work>
double leastThreadMs(int rounds, const Work &work)
{
    double least = std::numeric_limits<double>::max();
    for (int round = 0; round < rounds; ++round) {
        least = std::min(least, threadMs([&] { work(round); }));
    }
    return least;
}

/// The middle of several rounds, where most of them must be quick and not one alone. @param work gets the round's number, from 0
template <typename Work>
double medianThreadMs(int rounds, const Work &work)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        times.push_back(threadMs([&] { work(round); }));
    }
    const auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

} // namespace tokenmeter::testing
