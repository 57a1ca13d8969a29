// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Family.h"

#include "core/Merge.h"
#include "core/SessionTeller.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace tokenmeter
{
namespace
{

auto placeRank(const Copy &copy)
{
    return std::tie(copy.place.source, copy.place.path, copy.record.offset);
}

using Prompt = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

Prompt promptOf(const UsageRecord &record)
{
    return {record.tokens.input, record.tokens.cacheWrite5m + record.tokens.cacheWrite1h, record.tokens.cacheRead};
}

/// Of the sums of what was taken out behind one place, or of a session that does not say when it began, the newest holds the older ones, and what
/// was asked between. Where a log told that as
/// well, the oldest such sum counts with it, else the newest. Nobody where there is none.
std::size_t countingSum(const std::vector<Copy> &members)
{
    std::size_t best = FamilyRuling::Nobody;
    const auto precedes = [&](const UsageRecord &one, const UsageRecord &other) {
        if (one.has(ContinuedFlag) != other.has(ContinuedFlag)) {
            return one.has(ContinuedFlag);
        }
        const bool isOlder = std::tie(one.time, one.identity) < std::tie(other.time, other.identity);
        return isOlder == one.has(ContinuedFlag);
    };
    for (std::size_t i = 0; i < members.size(); ++i) {
        const UsageRecord &record = members[i].record;
        if (record.has(RemovedFlag) && !record.has(WeakFlag)) {
            best = best == FamilyRuling::Nobody || precedes(record, members[best].record) ? i : best;
        }
    }
    return best;
}

/// A record as the member of a session that several logs tell.
struct SessionMember
{
    SessionTeller teller = SessionTeller::None;
    std::uint32_t part = 0; ///< its trace; 0: of none that is known
};

SessionMember sessionMemberOf(const UsageRecord &record)
{
    const SessionTeller teller = sessionTellerOf(record.flags);
    if (teller == SessionTeller::None) {
        const SessionTeller sum = record.precision == Precision::Session ? SessionTeller::Session : SessionTeller::Agent;
        return {.teller = record.has(WeakFlag) ? SessionTeller::Call : record.has(SidechainFlag) ? sum : SessionTeller::Store};
    }
    const bool isTelemetry = logOfTeller(teller) == logOfTeller(SessionTeller::Call);
    return {.teller = teller, .part = isTelemetry ? partOfIdentity(record.identity) : 0};
}

/// As isToldBetter() for each, in one pass: a session may have tens of thousands of calls.
FamilyRuling ruleSession(const std::vector<Copy> &members)
{
    FamilyRuling ruling;
    ruling.isOfSession = true;
    ruling.absorbedBy.assign(members.size(), FamilyRuling::Nobody);
    ruling.replay.assign(members.size(), false);
    std::map<std::uint32_t, SessionTeller> bestIn; // of each part
    SessionTeller best = SessionTeller::None;
    std::vector<SessionMember> all;
    for (const Copy &copy : members) {
        const SessionMember &member = all.emplace_back(sessionMemberOf(copy.record));
        SessionTeller &known = bestIn[member.part];
        known = std::max(known, member.teller);
        best = std::max(best, member.teller);
    }
    bool any = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto [teller, part] = all[i];
        const bool isOfOtherLog = logOfTeller(teller) < logOfTeller(best);
        const SessionTeller anywhere = part == 0 ? best : bestIn[0];
        ruling.replay[i] = isOfOtherLog || (part != 0 && teller < bestIn[part]) || (isSumOfCalls(teller) && teller < anywhere);
        ruling.told = ruling.told == FamilyRuling::Nobody && !ruling.replay[i] ? i : ruling.told;
        any = any || ruling.replay[i];
    }
    ruling.told = any ? ruling.told : FamilyRuling::Nobody;
    return ruling;
}

auto sumRank(const UsageRecord &record)
{
    const TokenCounts &t = record.tokens;
    return std::tuple{t.total(), t.output, t.input, t.cacheRead, record.identity};
}

} // namespace

bool isToldBetter(const UsageRecord &record, const UsageRecord &other)
{
    if (sessionTellerOf(record.flags) == SessionTeller::None && sessionTellerOf(other.flags) == SessionTeller::None) {
        return false;
    }
    const auto [mine, part] = sessionMemberOf(record);
    const auto [its, itsPart] = sessionMemberOf(other);
    if (logOfTeller(mine) != logOfTeller(its)) {
        return logOfTeller(mine) < logOfTeller(its);
    }
    const bool isSamePart = part != 0 && part == itsPart;
    const bool mayBe = isSumOfCalls(mine) && (part == 0 || itsPart == 0);
    return mine < its && (isSamePart || mayBe);
}

JoinedCopy joinCopies(const Copy &first, const Copy &other)
{
    Merged merged = mergeCopies(first.record, first.context, other.record, other.context);
    const bool sameAttribution = first.record.has(SidechainFlag) == other.record.has(SidechainFlag)
        && first.context.attribution == other.context.attribution;
    const bool placeFromOther = merged.attributionFromOther || (sameAttribution && placeRank(other) < placeRank(first));
    const Copy &where = placeFromOther ? other : first;
    JoinedCopy joined;
    joined.copy.record = std::move(merged.record);
    joined.copy.record.offset = where.record.offset;
    joined.copy.context.attribution = where.context.attribution;
    joined.copy.context.serving = (merged.servingFromOther ? other : first).context.serving;
    joined.copy.place = where.place;
    joined.changed = merged.changed || where.place.source.format != first.place.source.format;
    return joined;
}

FamilyRuling ruleFamily(const std::vector<Copy> &members)
{
    const auto saysWhoTells = [](const Copy &copy) { return sessionTellerOf(copy.record.flags) != SessionTeller::None; };
    if (std::any_of(members.begin(), members.end(), saysWhoTells)) {
        return ruleSession(members);
    }
    FamilyRuling ruling;
    ruling.absorbedBy.assign(members.size(), FamilyRuling::Nobody);
    ruling.replay.assign(members.size(), false);
    std::vector<bool> inSidechain(members.size());
    bool anyOutside = false;
    for (std::size_t i = 0; i < members.size(); ++i) {
        inSidechain[i] = members[i].record.has(SidechainFlag);
        anyOutside = anyOutside || !inSidechain[i];
    }
    // A relay may give all its answers one id, so a family may have tens of thousands of members.
    std::map<Prompt, std::size_t> strong; // the one that takes in
    const auto rank = [&](std::size_t i) { return std::tuple{members[i].record.has(SidechainFlag), members[i].record.identity}; };
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (!members[i].record.has(WeakFlag)) {
            std::size_t &best = strong.try_emplace(promptOf(members[i].record), i).first->second;
            best = rank(i) < rank(best) ? i : best;
        }
    }
    for (std::size_t weak = 0; weak < members.size(); ++weak) {
        const auto taker = members[weak].record.has(WeakFlag) ? strong.find(promptOf(members[weak].record)) : strong.end();
        if (taker == strong.end()) {
            continue;
        }
        ruling.absorbedBy[weak] = taker->second;
        if (!inSidechain[weak]) {
            inSidechain[taker->second] = false;
        }
    }
    const auto isOfSession = [&](std::size_t i) { return members[i].record.precision == Precision::Session && !members[i].record.has(RemovedFlag); };
    const std::size_t sum = anyOutside ? FamilyRuling::Nobody : countingSum(members);
    const auto isOtherSum = [&](std::size_t i) { return sum != FamilyRuling::Nobody && i != sum && members[i].record.has(RemovedFlag); };
    ruling.told = sum;
    for (std::size_t i = 0; i < members.size() && ruling.told == FamilyRuling::Nobody; ++i) {
        const bool tells = anyOutside ? !members[i].record.has(SidechainFlag) : !isOfSession(i);
        ruling.told = tells ? i : FamilyRuling::Nobody;
    }
    bool any = false;
    for (std::size_t i = 0; ruling.told != FamilyRuling::Nobody && i < members.size(); ++i) {
        ruling.replay[i] = inSidechain[i] && !members[i].record.has(WeakFlag) && (anyOutside || isOfSession(i) || isOtherSum(i));
        any = any || ruling.replay[i];
    }
    ruling.told = any ? ruling.told : FamilyRuling::Nobody;
    return ruling;
}

std::vector<Restated> ruleRestated(const std::vector<Copy> &members)
{
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sumRank(members[a].record) < sumRank(members[b].record); });
    std::vector<Restated> given;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Copy &mine = members[order[i]];
        for (std::size_t j = order.size() - 1; j > i; --j) { // the greatest first
            const Copy &its = members[order[j]];
            if (its.place.source == mine.place.source && (its.place.path == mine.place.path || its.record.tokens.holds(mine.record.tokens))) {
                given.push_back({.member = order[i], .by = order[j]});
                break;
            }
        }
    }
    return given;
}

std::string bytesOf(const Identity &identity)
{
    std::string bytes;
    for (const std::uint64_t half : {identity.high, identity.low}) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes.push_back(static_cast<char>((half >> shift) & 0xFF));
        }
    }
    return bytes;
}

Identity shadowIdentity(const Identity &identity)
{
    return {identity.high ^ 0xFFFF'FFFF, ~identity.low};
}

} // namespace tokenmeter
