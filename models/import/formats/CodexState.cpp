// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/CodexState.h"

#include "import/StateText.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace tokenmeter::codex
{
namespace
{

constexpr std::string_view Version = "codex 2";
constexpr std::int64_t LastMs = 253'402'300'799'999; ///< the end of the year 9999

void put(StateWriter &out, const Counts &counts)
{
    for (const std::int64_t value : {counts.input, counts.cached, counts.written, counts.output, counts.reasoning}) {
        out.number(value);
    }
}

Counts takeCounts(StateReader &in, std::int64_t most = MaxTokensPerClass)
{
    Counts counts;
    for (std::int64_t *value : {&counts.input, &counts.cached, &counts.written, &counts.output, &counts.reasoning}) {
        *value = in.count(most);
    }
    return counts;
}

void put(StateWriter &out, const std::optional<Counts> &counts)
{
    out.number(counts ? 1 : 0);
    if (counts) {
        put(out, *counts);
    }
}

std::optional<Counts> takeOptionalCounts(StateReader &in)
{
    return in.number() == 1 ? std::optional{takeCounts(in)} : std::nullopt;
}

void put(StateWriter &out, const Place &place)
{
    out.number(place.offset);
    out.number(msOf(place.time));
    out.number(int(place.precision));
    out.number(place.problem ? int(*place.problem) : -1);
}

Place takePlace(StateReader &in)
{
    Place place;
    place.offset = in.number();
    place.time = utcFromMs(std::clamp<std::int64_t>(in.number(), 0, LastMs));
    place.precision = Precision(in.count(int(Precision::Session)));
    if (const std::int64_t problem = in.number(); problem >= 0 && problem <= int(Cause::Cancelled)) {
        place.problem = Cause(problem);
    }
    return place;
}

void put(StateWriter &out, const std::optional<Event> &event)
{
    out.number(event ? 1 : 0);
    if (event) {
        put(out, event->place);
        put(out, event->total);
        put(out, event->last);
        out.text(event->model);
        out.number(event->corrected ? 1 : 0);
    }
}

std::optional<Event> takeEvent(StateReader &in)
{
    if (in.number() != 1) {
        return std::nullopt;
    }
    Event event;
    event.place = takePlace(in);
    event.total = takeOptionalCounts(in);
    event.last = takeOptionalCounts(in);
    event.model = in.text();
    event.corrected = in.number() == 1;
    return event;
}

void put(StateWriter &out, const Unnamed &unnamed)
{
    const UsageRecord &r = unnamed.record;
    out.number(std::bit_cast<std::int64_t>(r.identity.high));
    out.number(std::bit_cast<std::int64_t>(r.identity.low));
    put(out, Place{.offset = r.offset, .time = r.time, .precision = r.precision});
    out.number(r.flags);
    const TokenCounts &t = r.tokens;
    for (const std::int64_t value : {t.input, t.cacheRead, t.cacheWrite5m, t.output, t.reasoning}) {
        out.number(value);
    }
    out.text(unnamed.agent);
    out.text(unnamed.tier);
}

Unnamed takeUnnamed(StateReader &in)
{
    Unnamed unnamed;
    UsageRecord &r = unnamed.record;
    r.identity.high = std::bit_cast<std::uint64_t>(in.number());
    r.identity.low = std::bit_cast<std::uint64_t>(in.number());
    const Place place = takePlace(in);
    r.offset = place.offset;
    r.time = place.time;
    r.end = place.time;
    r.precision = place.precision;
    r.flags = std::uint32_t(in.count(std::numeric_limits<std::uint32_t>::max()));
    TokenCounts &t = r.tokens;
    for (std::int64_t *value : {&t.input, &t.cacheRead, &t.cacheWrite5m, &t.output, &t.reasoning}) {
        *value = in.count(MaxTokensPerClass);
    }
    t.reasoning = std::min(t.reasoning, t.output);
    unnamed.agent = in.text();
    unnamed.tier = in.text();
    return unnamed;
}

} // namespace

std::string State::save() const
{
    StateWriter out{Version};
    for (const bool flag : {hasMeta, sidechain, byUser, replaying, sawTurnId, inherited}) {
        out.number(flag ? 1 : 0);
    }
    for (const std::string *text : {&id, &root, &project, &provider, &agent, &model, &threadTier, &turnTier}) {
        out.text(*text);
    }
    out.number(firstSecond);
    out.number(turnSecond);
    put(out, held);
    put(out, skipped);
    out.number(std::int64_t(replayed.size()));
    for (const std::uint64_t hash : replayed) {
        out.number(std::bit_cast<std::int64_t>(hash));
    }
    put(out, previous);
    put(out, sum);
    out.number(unpaired ? 1 : 0);
    if (unpaired) {
        put(out, unpaired->place);
        out.text(unpaired->id);
        put(out, unpaired->usage);
        out.text(unpaired->tier);
        out.number(unpaired->corrected ? 1 : 0);
    }
    out.number(std::int64_t(unnamed.size()));
    for (const Unnamed &one : unnamed) {
        put(out, one);
    }
    return out.result();
}

std::optional<State> State::restore(std::string_view text)
{
    StateReader in{text, Version};
    State state;
    for (bool *flag : {&state.hasMeta, &state.sidechain, &state.byUser, &state.replaying, &state.sawTurnId, &state.inherited}) {
        *flag = in.number() == 1;
    }
    for (std::string *name : {&state.id, &state.root, &state.project, &state.provider, &state.agent, &state.model,
                              &state.threadTier, &state.turnTier}) {
        *name = in.text();
    }
    state.firstSecond = in.number();
    state.turnSecond = in.number();
    state.held = takeEvent(in);
    state.skipped = takeEvent(in);
    for (std::int64_t left = in.count(MaxReplayed); left > 0 && in.isGood(); --left) {
        state.replayed.push_back(std::bit_cast<std::uint64_t>(in.number()));
    }
    state.previous = takeOptionalCounts(in);
    state.sum = takeCounts(in, MaxRunning);
    if (in.number() == 1) {
        Response response;
        response.place = takePlace(in);
        response.id = in.text();
        response.usage = takeCounts(in);
        response.tier = in.text();
        response.corrected = in.number() == 1;
        state.unpaired = response;
    }
    for (std::int64_t left = in.count(MaxUnnamed); left > 0 && in.isGood(); --left) {
        state.unnamed.push_back(takeUnnamed(in));
    }
    const bool isPossible = (!state.inherited || state.previous) && (!state.skipped || state.skipped->total);
    return in.isAtEnd() && isPossible ? std::optional{state} : std::nullopt;
}

} // namespace tokenmeter::codex
