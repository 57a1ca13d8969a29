// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "import/LineParser.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokenmeter
{

class ForeignDatabase;

struct RowsRead
{
    std::int64_t count = 0;
    bool more = false; ///< the look at the database is not over
};

/// Reads the database of one tool. What LineParser is for logs.
class RowReader
{
public:
    virtual ~RowReader() = default;

    /// Hands on the next rows: some hundreds at most, so that the owner never waits for long.
    /// Problems: those of ForeignDatabase. What was handed on before one stays good.
    virtual Result<RowsRead> readSome(ForeignDatabase &database, RecordSink &sink) = 0;

    /// What of the database need not be read again; saved with the checkpoint. While a look is not over it is what it was at
    /// its beginning, for rows behind the place that was reached may have changed meanwhile.
    virtual std::string saveState() const = 0;
    /// False when the state cannot be used.
    virtual bool restoreState(std::string_view state) = 0;
};

} // namespace tokenmeter
