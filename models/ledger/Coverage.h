// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"
#include "ledger/ProviderNames.h"
#include "ledger/Rollups.h"
#include "ledger/SourceBook.h"

#include <optional>
#include <span>
#include <vector>

namespace tokenmeter
{

/// Records that are left out because another source tells the same. What is covered follows from the rollups, from what the formats
/// tell and from the user's choices, and from nothing else; so it can be settled again at any time. Inside a transaction. Throw.
namespace coverage
{
/// Notes what the sources of these formats tell; sources of other formats tell requests.
void setTells(Connection &connection, std::span<const FormatTells> formats);
/// What logs call providers: usage of one provider is compared whatever its sources call it, and so is what the user chose for it.
void setProviderNames(Connection &connection, const ProviderNames &names);
/// That records came since. In the transaction that brought them.
void noteUnsettled(Connection &connection);
/// After setTells() and settle() alone: what a source tells may be new.
void noteSettled(Connection &connection);
bool isSettled(Connection &connection);

struct Settled
{
    std::int64_t newlyCovered = 0;
    std::int64_t uncovered = 0; ///< that count again, or are left out for another reason alone
};
/// Costs one question where no source tells of buckets.
Settled settle(Connection &connection, Dictionaries &dictionaries, Rollups &rollups, UsageTable &usage);

std::vector<Overlap> overlaps(Connection &connection, const Zone &zone);

struct StoredChoice
{
    std::optional<OverlapChoice> choice{};
    std::int64_t decided = 0;
};
/// A pair of sources by number, in the order of their numbers, with a choice that is meant so.
struct ChoiceKey
{
    std::int64_t first = 0;
    std::int64_t second = 0;
    std::string provider{};
};
/// @param choice turned round with the pair
/// The provider by its one name, or as a choice that is there spells it.
ChoiceKey keyOf(Connection &connection, const OverlapPair &pair, std::optional<OverlapChoice> &choice);
StoredChoice choiceOf(Connection &connection, const ChoiceKey &key);
void setChoice(Connection &connection, const ChoiceKey &key, const StoredChoice &choice);
void noteBefore(Connection &connection, std::int64_t sequence, const ChoiceKey &key, const StoredChoice &before);
void takeBack(Connection &connection, std::int64_t sequence);
} // namespace coverage

} // namespace tokenmeter
