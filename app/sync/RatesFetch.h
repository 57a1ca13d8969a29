// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "ledger/LedgerWriter.h"
#include "providers/rates/RatePublisher.h"
#include "sync/CancelFlag.h"
#include "sync/HttpClient.h"

#include <optional>
#include <set>
#include <string>

namespace tokenmeter
{

/// What exchange rates are to be asked for, and of whom.
struct RatesQuestion
{
    std::string publisher{}; ///< RatePublisher::id; empty = the first
    std::string base{};      ///< address to ask instead of the publisher's own
    std::set<Currency> currencies{}; ///< besides those that the ledger's amounts are in
    std::optional<LocalDay> since{}; ///< UTC day; nothing = what the ledger still lacks
};

struct FetchedRates
{
    std::string source{};
    RateSpan span{};     ///< that was asked for
    std::int64_t read = 0;
    PublishedRates stored{};
    std::optional<LocalDay> newest{}; ///< day of the newest rate that came
};

/// Asks, on the calling thread, and stores what came in one transaction; nothing is stored unless every reply was whole.
/// For a worker thread or a command (see HttpClient). The publisher learns which currencies are wanted, and nothing else.
/// Problems: BadArgument("source", word), those of HttpClient, of RatePublisher::parse and of the ledger.
Result<FetchedRates> fetchRates(const std::string &ledger, const RatesQuestion &question, UtcTime now, const HttpLimits &limits = {},
                                const CancelFlag &cancel = {});

} // namespace tokenmeter
