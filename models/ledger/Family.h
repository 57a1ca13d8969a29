// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/UsageRecord.h"
#include "ledger/Dictionaries.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A copy of a record with everything that is said about it in words.
struct Copy
{
    UsageRecord record{};
    UsageContext context{};
    Place place{};
};

struct JoinedCopy
{
    Copy copy{};
    bool changed = false; ///< differs from the first copy in a fact (folder, file and offset are none)
};

/// mergeCopies() with the place: it comes from the copy whose attribution is taken; where the attributions are equal,
/// from the smaller (format, root, path, offset), so that the result does not depend on the order of reading.
JoinedCopy joinCopies(const Copy &first, const Copy &other);

/// What the rules of a family make of its members. Depends on the set of members only, not on their order.
struct FamilyRuling
{
    static constexpr std::size_t Nobody = static_cast<std::size_t>(-1);
    std::vector<std::size_t> absorbedBy{}; ///< for each member the strong one that takes it in, or Nobody
    std::vector<bool> replay{};            ///< for each member: a side-chain copy of what others tell more exactly
    std::size_t told = Nobody;             ///< the first member that tells what the replays repeat; Nobody where there are none
    bool isOfSession = false;              ///< several logs of a tool tell of a session: none takes in another
};

/// - A weak record is absorbed by the strong one with equal (input, cache writes, cache read): one outside side-chains
///   before one inside, then the smaller identity.
/// - A side-chain record is a replay when the family has a record outside side-chains. Not a weak one: a replay repeats its prompt, so a weak
///   replay is the same record or absorbed, and one with another prompt is of a relay that gives all its answers one id.
/// - Where none stands outside side-chains, all are sums: those of a whole session (Precision::Session) are replays of finer ones, and of those of
///   requests that were taken out of a log, or of a session that were seen one after the other (RemovedFlag), one counts: the oldest after which its
///   log told more (ContinuedFlag), else the newest.
/// Where any member says who tells of its session (core/SessionTeller.h), none of this holds, but isToldBetter():
/// - of its logs the best alone counts: the tool's store before its telemetry before sums of the session, whatever each of them knows.
/// - of each trace of the telemetry the best kind alone counts. A line that names no trace may be of any: no sum counts beside a better one then.
/// - What a parser read that did not tell is taken for what it was: a weak record for a call of the telemetry, one in a side-chain for a sum,
///   any other for a call in the store; of no trace.
FamilyRuling ruleFamily(const std::vector<Copy> &members);
/// Whether the other record of the family tells better what the record tells, of a session of several logs. False of every other family.
bool isToldBetter(const UsageRecord &record, const UsageRecord &other);

/// Of sums that are told anew when they have grown (RestatedFlag), all of one family: in one source the one that holds another in every class is
/// taken for its later state; of one file, which its owner wrote anew, the greater as a whole counts, whether it holds the other or not. Of two files or
/// sources neither of which holds the other both stay: they may be two machines'. No figure is ever made of two.
struct Restated
{
    std::size_t member = 0; ///< that gives way
    std::size_t by = 0;     ///< to this one
};
/// The smallest first: what one gave way to may give way itself.
std::vector<Restated> ruleRestated(const std::vector<Copy> &members);

/// Of the row that keeps a record's own copies while it holds absorbed ones. Of the same family.
Identity shadowIdentity(const Identity &identity);
/// Both halves, high byte first.
std::string bytesOf(const Identity &identity);

} // namespace tokenmeter
