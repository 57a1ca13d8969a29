// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "flow/BasisUsage.h"
#include "flow/Exchange.h"
#include "flow/Spend.h"
#include "ledger/LedgerReader.h"
#include "pricing/Pricer.h"

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tokenmeter
{

/// What a token is billed as. Other: audio and images, and searches, which have a cost and no tokens.
enum class TokenPart : std::uint8_t { Input, CacheRead, CacheWrite, Output, Other };
inline constexpr std::int64_t NoTokenPart = -1; ///< the part that holds the requests

/// Usage by some dimensions on one basis, in one currency: what pages are made of.
struct GroupedRequest
{
    UsageFilter filter{};
    std::vector<Dimension> dimensions{}; ///< at most MaxDimensions - 1, each once, without UtcDay
    Zone zone = Zone::utc();
    UtcTime now{}; ///< when names without a rate are read; see ModelNames
    std::string currency{"USD"};
    std::string tagKey{}; ///< of Dimension::Tag
    /// One more part at the end of each key, a TokenPart: rows hold the tokens and the cost of one class only, no requests;
    /// those stand in rows of NoTokenPart, without tokens. So every sum still closes.
    bool byTokenPart = false; ///< of list cost alone: neither plans nor bills tell what they leave of a class
    BasisChoice basis{};
    ReadProgress progress{};
};

/// A model: raw names are one when their rates resolved to the same model of the catalogue.
struct JoinedModel
{
    std::string key{};    ///< catalogue key, or the raw name where there is none; empty = the source did not say
    std::string id{};     ///< as in `report`: the name less what the catalogue resolves
    std::string name{};   ///< display name; the raw name where there is none
    std::string family{}; ///< catalogue family; empty = unknown
    std::vector<std::string> rawModels{}; ///< of the usage at hand; what a filter on it must name
};

struct GroupedUsage
{
    struct Row
    {
        /// As UsageCell::key, one a dimension asked for; the part of Dimension::Model is an index into `models`.
        std::array<std::int64_t, MaxDimensions> key{};
        Spend spend{};      ///< costs in their own currencies
        Money inCurrency{}; ///< the part of spend.cost that is in the currency or could be converted to it
    };
    std::vector<Dimension> dimensions{};
    std::vector<Row> rows{}; ///< ascending by key
    std::vector<JoinedModel> models{};
    std::unordered_map<std::int64_t, std::string> names{}; ///< of name dimensions
    Spend total{};
    Money inCurrency{};                    ///< sum of the rows', to the last digit
    std::vector<Money> foreign{};          ///< parts of total.cost without an exchange rate
    std::vector<UsedExchangeRate> rates{}; ///< conversions that inCurrency contains
    std::vector<Problem> missingRates{};   ///< NoExchangeRate, one a pair: why `foreign` is not empty

    /// Text of a part of a row's key: the name, or the model's key. Empty = the source did not say.
    const std::string &textOf(const Row &row, std::size_t dimension) const;
};

/// Asks for UTC days as well only where something must be converted, since only the larger rollup knows them.
/// Problems: BadArgument for a currency that is none, or too many dimensions; and the reader's.
Result<GroupedUsage> groupedUsage(LedgerReader &reader, Pricer &pricer, const GroupedRequest &request);

} // namespace tokenmeter
