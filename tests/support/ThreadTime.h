// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <limits>
#include <time.h>

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

} // namespace tokenmeter::testing
