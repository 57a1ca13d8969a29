// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Result.h"

#include <SQLiteCpp/Exception.h>

#include <utility>

namespace tokenmeter
{

/// Stops work inside this room with a finished Problem; never leaves it.
struct LedgerFailure
{
    Problem problem{};
};

/// The one place where SQLite's codes become causes.
Problem problemOf(const SQLite::Exception &error);

/// Runs a body that may throw and answers its value or its problem. Every public call goes through here.
template <class Body>
auto guarded(Body &&body) -> Result<decltype(body())>
{
    try {
        return std::forward<Body>(body)();
    } catch (const SQLite::Exception &error) {
        return problemOf(error);
    } catch (const LedgerFailure &failure) {
        return failure.problem;
    }
}

} // namespace tokenmeter
