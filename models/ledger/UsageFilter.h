// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Int128.h"
#include "core/Time.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A tag that is asked for. Terms of one key mean "any of", keys mean "and".
struct TagTerm
{
    std::string key{};   ///< empty: a tag of any key with this value
    std::string value{}; ///< empty: no tag of this key
    friend bool operator==(const TagTerm &, const TagTerm &) = default;
};

/// A bound on one record. Several mean "and".
struct RecordBound
{
    enum class Of : std::uint8_t { Cost, Tokens, Input, CacheRead, CacheWrite, Output, Reasoning };
    enum class Is : std::uint8_t { Less, AtMost, Equal, AtLeast, Greater };
    Of of = Of::Cost;
    Is is = Is::Greater;
    Int128 value = 0; ///< attos of the currency of the record's own price, or a count of tokens. Unpriced records have no cost
    friend bool operator==(const RecordBound &, const RecordBound &) = default;
};

/// Which usage. Lists that are empty do not filter; several values in one list mean "any of".
/// Names are raw texts as stored; "" stands for "the source did not say".
/// Sessions with dates, bounds, single records, text, tags on records or sessions, and excluded records are no rollup's matter: such
/// questions read the records of the days asked for.
struct UsageFilter
{
    std::optional<LocalDay> from{}; ///< inclusive, in the zone that is passed along
    std::optional<LocalDay> to{};   ///< inclusive
    std::optional<UtcTime> after{}; ///< later than this moment; reads the records, like bounds
    std::optional<UtcTime> upTo{};  ///< not later than this moment; likewise. Less than a day between both: nothing that is only known by day
    std::vector<std::string> providers{};
    std::vector<std::string> models{};
    std::vector<std::string> projects{};
    std::vector<std::string> sessions{};
    std::vector<std::string> sources{}; ///< format ids; or single sources, see isSingleSource()
    std::vector<std::string> agents{};
    std::vector<std::string> tiers{};
    std::vector<TagTerm> tags{};
    std::vector<RecordBound> bounds{};
    std::vector<std::int64_t> records{}; ///< numbers of single records, for a selection; never kept outside this ledger
    std::string text{}; ///< part of the name of model, provider, project, session, agent, file or tag; letters in any case
    enum class Excluded : std::uint8_t { Without, With, Only };
    Excluded excluded = Excluded::Without;
    std::optional<bool> priced{}; ///< only usage whose rate has a price, or only usage without one; nothing = both
    friend bool operator==(const UsageFilter &, const UsageFilter &) = default;
};

/// Whether a value of UsageFilter::sources is one source and not all logs of a format: its root, or "format:root" where others lie there, too.
inline bool isSingleSource(const std::string &value)
{
    return value.find('/') != std::string::npos;
}

/// Called now and then by a long read, on its thread: the part that is done, 0 to 1.
using ReadProgress = std::function<void(double)>;

struct UsageOptions
{
    std::string tagKey{}; ///< of Dimension::Tag
    bool quarterHours = false; ///< Dimension::Hour counts the quarter hours themselves, not the local hours that hold them
    ReadProgress progress{};
};

} // namespace tokenmeter
