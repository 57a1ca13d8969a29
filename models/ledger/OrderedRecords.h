// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"

#include <functional>
#include <optional>

namespace tokenmeter
{

/// Texts of what served a record, raw.
struct OrderedServing
{
    std::string provider{};
    std::string model{};
    std::string source{}; ///< format id
    std::string serviceTier{};
};

/// Which records, and which groups of a view they belong to.
struct OrderedQuestion
{
    UtcTime from{}; ///< inclusive
    UtcTime to{};   ///< exclusive
    std::function<bool(const OrderedServing &)> wants{}; ///< others are not read
    // The view, as of LedgerReader::usage().
    UsageFilter filter{};
    std::vector<Dimension> dimensions{};
    Zone zone = Zone::utc();
    UsageOptions options{};
    /// Only what the filter lets through, in any order, which is several times quicker.
    bool onlyInView = false;
    std::optional<UsageFilter> part{}; ///< a second filter, with days of its own: OrderedRecord::isInPart
};

struct OrderedRecord
{
    UtcTime time{};
    std::int64_t facet = 0; ///< records with one number have one OrderedServing
    const OrderedServing *serving = nullptr;
    LocalDay day{}; ///< local; of what is only known by day its date
    TokenCounts tokens{};
    RareCounts rare{};
    std::int64_t rateId = 0;
    const Rate *rate = nullptr;
    std::int64_t context = 0; ///< see OrderedUse::speed
    std::uint32_t flags = 0;  ///< UsageFlag
    std::int64_t requests = 1;
    Precision precision = Precision::Instant;
    bool isInView = false; ///< whether the filter lets it through
    bool isInPart = false; ///< whether the second filter does, too; without one it is
    std::array<std::int64_t, MaxDimensions> key{}; ///< of its cell in the view
};

struct OrderedUse
{
    /// Called before the first record, and again when all begins anew since another process has written.
    std::function<void()> begin{};
    std::function<void(const OrderedRecord &)> record{};
    /// Of each context, before its first record: how fast it was served, raw. Asked for only where it is set.
    std::function<void(std::int64_t context, const std::string &speed)> speed{};
};

class Connection;
class ReaderDictionaries;
class Snapshot;
/// The body of LedgerReader::recordsInOrder(): not excluded records by (time, identity), along the index of time. Throws.
void queryInOrder(Connection &connection, ReaderDictionaries &dictionaries, Snapshot &snapshot, const OrderedQuestion &question,
                  const OrderedUse &use);

} // namespace tokenmeter
