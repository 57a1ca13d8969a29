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
};

/// - A weak record is absorbed by the strong one with equal (input, cache writes, cache read): one outside side-chains
///   before one inside, then the smaller identity.
/// - A side-chain record is a replay when the family has a record outside side-chains. Not a weak one: a replay repeats its prompt, so a weak
///   replay is the same record or absorbed, and one with another prompt is of a relay that gives all its answers one id.
/// - Where none stands outside side-chains, all are sums: those of a whole session (Precision::Session) are replays of finer ones, and of those of
///   requests that were taken out of a log (RemovedFlag) one counts: the oldest after which its log told more (ContinuedFlag), else the newest.
FamilyRuling ruleFamily(const std::vector<Copy> &members);

/// Of the row that keeps a record's own copies while it holds absorbed ones. Of the same family.
Identity shadowIdentity(const Identity &identity);
/// Both halves, high byte first.
std::string bytesOf(const Identity &identity);

} // namespace tokenmeter
