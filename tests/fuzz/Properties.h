// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Samples.h"
#include "core/Problem.h"
#include "core/UsageRecord.h"
#include "import/LineLoop.h"
#include "import/Unpacker.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tokenmeter::testing
{

struct Found
{
    UsageRecord record{};
    UsageContext context{};
};

/// What reading a text gave.
struct Outcome
{
    /// Copies are joined as the ledger joins them.
    void add(const Found &found);

    /// What a ledger holds that took the batches in their order: a record takes the place only of what is there when it comes, and what
    /// is told later under an alias is not among the result.
    std::map<Identity, Found> left() const;

    std::map<Identity, Found> records{};
    std::vector<UsageBatch> batches{}; ///< as they were handed on
    std::vector<Problem> problems{};
    std::vector<std::string> states{};
    std::int64_t skipped = 0;
    std::int64_t charges = 0;
    std::int64_t consumed = 0;
    std::string complaint{}; ///< what must never be
};

bool holdsMarker(const std::string &text);
bool holdsMarker(const Found &found);

/// Reads texts as files, with small buffers so that every boundary is met, and looks at all that is handed on. One a thread.
class Reader
{
public:
    Reader();
    ~Reader();
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    /// @param name of the file, by which some formats tell their kinds
    Outcome read(const Format &format, const std::string &name, const std::string &text, const ReadRange &range = {});

    /// The same in two steps, for files that are read with others. @param name may have folders
    void put(const std::string &name, const std::string &text);
    void remove(const std::string &name);
    Outcome readWhatLiesAt(const Format &format, const std::string &name, const ReadRange &range = {}, const UnpackLimits &limits = {});
    std::string pathOf(const std::string &name) const { return m_folder + '/' + name; }

private:
    std::string m_folder{}; ///< in memory where the system can
    LineLoop m_loop{{.flushRecords = 3, .blockSize = 2048, .maxLine = 100'000}};
};

/// What holds of every text whatever, as a file of that format: no impossible count, offset or time, nothing of a conversation in a
/// problem, every format may be asked whether it knows it, and a log that is read in two goes gives what it gives in one.
/// @param choice any number; the same number looks at the same things
/// @return what is wrong; empty = nothing
std::string complaintAbout(Reader &reader, const Format &format, const std::string &name, const std::string &text, std::size_t choice);

} // namespace tokenmeter::testing
