// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/UsageRecord.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter::codex
{

/// Running sums stay below it, or a hostile log could make them overflow.
inline constexpr std::int64_t MaxRunning = 1'000 * MaxTokensPerClass;

/// A usage object as written: cached and written tokens are part of input, reasoning is part of output.
struct Counts
{
    std::int64_t input = 0;
    std::int64_t cached = 0;
    std::int64_t written = 0;
    std::int64_t output = 0;
    std::int64_t reasoning = 0;

    std::int64_t sum() const { return input + output; }
    bool isZero() const { return *this == Counts{}; }
    /// No component is larger than the other's.
    bool isWithin(const Counts &o) const
    {
        return input <= o.input && cached <= o.cached && written <= o.written && output <= o.output
            && reasoning <= o.reasoning;
    }
    Counts minus(const Counts &o) const
    {
        return {input - o.input, cached - o.cached, written - o.written, output - o.output, reasoning - o.reasoning};
    }
    Counts plus(const Counts &o) const
    {
        const auto sum = [](std::int64_t a, std::int64_t b) { return std::min(a + b, MaxRunning); };
        return {sum(input, o.input), sum(cached, o.cached), sum(written, o.written), sum(output, o.output),
                sum(reasoning, o.reasoning)};
    }
    friend bool operator==(const Counts &, const Counts &) = default;
};

/// Where and when a line stands.
struct Place
{
    std::int64_t offset = 0;
    UtcTime time{};
    Precision precision = Precision::Instant;
    std::optional<Cause> problem{}; ///< why it cannot be booked
    friend bool operator==(const Place &, const Place &) = default;
};

/// One `token_count`.
struct Event
{
    Place place{};
    std::optional<Counts> total{};
    std::optional<Counts> last{};
    std::string model{}; ///< when the event names one
    bool corrected = false;
};

/// One `token_usage_record`.
struct Response
{
    Place place{};
    std::string id{};
    Counts usage{};
    std::string tier{};
    bool corrected = false;
};

/// A record that was handed on without a model, to be handed on again when the model is known.
struct Unnamed
{
    UsageRecord record{};
    std::string agent{};
    std::string tier{};
};

/// What is carried from line to line.
struct State
{
    bool hasMeta = false;
    std::string id{};       ///< own thread
    std::string root{};     ///< the oldest ancestor that the file names; own id without one
    std::string project{};
    std::string provider{};
    std::string agent{};
    bool sidechain = false;
    bool byUser = false;    ///< thread_source "user"

    bool replaying = false;  ///< a child's file: its parent's history comes first
    bool sawTurnId = false;  ///< turns are named by uuid v7, so the end of the replay can be told
    std::int64_t firstSecond = -1; ///< of the replay, where turns have no such names
    std::int64_t turnSecond = -1;  ///< when the last turn began, likewise
    std::optional<Event> held{};   ///< the first event of such a replay, until the second tells whether it is one
    bool inherited = false;  ///< `previous` is the parent's; snapshots within it are still replay
    std::vector<std::uint64_t> replayed{}; ///< hashes of the totals of the replay, while such snapshots may come
    std::optional<Event> skipped{}; ///< the last such snapshot that the replay did not have: the thread may count anew

    std::optional<Counts> previous{}; ///< the last total
    Counts sum{};                     ///< stands in for a total where events have none
    std::string model{};
    std::string threadTier{};
    std::string turnTier{};
    std::optional<Response> unpaired{};
    std::vector<Unnamed> unnamed{};

    std::string save() const;
    /// Nothing when the text is damaged: a state that no log could have led to is as bad as one that cannot be read.
    static std::optional<State> restore(std::string_view text);
};

inline constexpr std::int64_t MaxUnnamed = 1000;
inline constexpr std::int64_t MaxReplayed = 4000;

} // namespace tokenmeter::codex
