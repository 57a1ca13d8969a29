// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// How a report's turn ended.
enum class ReportEnd : unsigned char {
    Stored,  ///< all of it is in the ledger
    PutOff,  ///< later again, by itself
    Refused, ///< this key may not see it; the others go on
    Stopped, ///< the key was refused, or may not see this one: not asked again until the user does something
};

struct ReportResult
{
    std::string report{};
    ReportEnd end = ReportEnd::Stored;
    std::int64_t stored = 0;  ///< rows
    std::int64_t changed = 0; ///< rows of before that are gone or differ
    std::int64_t balances = 0;
    std::optional<Problem> problem{}; ///< of Stored: the first field that could not be read, DataIncomplete, or none
    std::int64_t fieldProblems = 0;
    UtcTime due{}; ///< next time; of Stopped without meaning
};

struct AccountResult
{
    std::int64_t account = 0;
    bool isBusy = false;      ///< another process is at it
    bool isCancelled = false;
    std::optional<Problem> problem{}; ///< nothing could be asked, or nothing more could be stored
    std::vector<ReportResult> reports{};

    bool hasFailed() const;
};

inline bool AccountResult::hasFailed() const
{
    bool failed = problem.has_value();
    for (const ReportResult &report : reports) {
        failed = failed || report.end == ReportEnd::PutOff || report.end == ReportEnd::Stopped;
    }
    return failed;
}

} // namespace tokenmeter
