// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "flow/Retirements.h"
#include "pricing/ListMerge.h"
#include "pricing/lists/PublishedList.h"
#include "sync/CancelFlag.h"
#include "sync/HttpClient.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// Which public price list is to be asked for.
struct PriceListQuestion
{
    std::string list{}; ///< PriceListSource::id; empty = the first
    std::string base{}; ///< scheme and host in place of the list's own
    bool withGuarded = false; ///< also propose changes that look wrong
};

/// What it said, put upon the prices in use.
struct FetchedPrices
{
    std::string list{};      ///< PriceListSource::name
    bool isUnchanged = false; ///< the server says that the list is the one we have
    UtcTime fetched{};
    std::int64_t listed = 0; ///< models with a price
    std::int64_t unpriced = 0;
    std::vector<Problem> problems{};
    ListMerge merge{};
    RepricePreview preview{}; ///< zero when nothing would change
    std::vector<Retirement> retirements{};
};

/// Asks once, on the calling thread, and keeps the list and the proposal beside the ledger (PriceFiles); the ledger is only read. A list
/// that is damaged, or half as long as the one we have, replaces nothing. Without changes an older proposal is dropped.
/// The publisher learns that somebody reads the list, and nothing else.
/// Problems: BadArgument("list", word), those of HttpClient, of the status, of the reader (BadCatalogue), of the ledger, FileNotWritten.
Result<FetchedPrices> fetchPrices(const std::string &ledger, const PriceListQuestion &question, UtcTime now, const HttpLimits &limits = {},
                                  const CancelFlag &cancel = {});

} // namespace tokenmeter
