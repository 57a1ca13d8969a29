// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Result.h"
#include "core/Zone.h"
#include "flow/Exchange.h"
#include "flow/GroupedUsage.h"
#include "flow/Spend.h"
#include "ledger/LedgerReader.h"
#include "pricing/Explain.h"
#include "pricing/Pricer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// A line of a log. `line` is 0 where the file is gone or has become too short.
struct LinePlace
{
    std::string file{};      ///< absolute path
    std::int64_t offset = 0; ///< byte where the line, or the element of a document, starts; -1 in a database
    std::int64_t line = 0;   ///< 1-based
};

/// Where a rate comes from, beyond what it says itself.
struct PriceOrigin
{
    std::vector<std::string> sources{}; ///< addresses of the documents of the price row
    std::string status{};               ///< "verified", "single_source", "UNVERIFIED"; empty for own prices
    std::int64_t nextContextTier = 0;   ///< least prompt size of the next dearer row; 0 = there is none
};

/// Everything behind the amount of one record. The parts add up to the amount to the last digit.
struct WhyRecordAnswer
{
    RecordRow row{};
    Pricer::ModelName model{};
    std::vector<CostPart> parts{}; ///< empty when it has no price
    Money amount{};                ///< in the currency of the price
    PriceOrigin origin{};
    std::int64_t promptTokens = 0; ///< all input classes: what context tiers go by
    std::vector<std::string> candidates{}; ///< models among which an ambiguous name could not choose, by key
    std::vector<std::string> nearest{};    ///< names that look like an unknown one, by key
    LinePlace place{};
    struct Sighting
    {
        LinePlace place{};
        SightingRule rule = SameIdentity;
    };
    std::vector<Sighting> sightings{}; ///< other lines that were merged into it
};

/// Reads the log files of the record to count lines: not for a thread that must not wait.
/// Problem: RecordGone, and the reader's.
Result<WhyRecordAnswer> whyRecord(LedgerReader &reader, Pricer &pricer, std::int64_t id);

/// Sum of one class of tokens at one price.
struct WhyClass
{
    CostPart part{};     ///< count and amount summed, in the currency of the price
    Money inCurrency{};  ///< in the currency asked for; zero where there is no exchange rate
};

/// All usage of a model at one rate.
struct WhyRate
{
    Rate rate{};
    PriceOrigin origin{};
    std::int64_t requests = 0;
    std::vector<WhyClass> classes{}; ///< in the order of partsOf; empty when the rate has no price
    std::vector<std::string> unpricedCandidates{}; ///< of an ambiguous name
    std::int64_t tokens = 0;         ///< rare classes included
    Money amount{};                  ///< sum of the classes', in the currency of the price
    Money inCurrency{};
};

struct WhyModel
{
    JoinedModel model{};
    std::vector<WhyRate> rates{}; ///< dearest first, unpriced last
    Spend spend{};                ///< costs in their own currencies
    Money inCurrency{};           ///< sum of the rates'
};

/// A sum taken apart by model, rate and class. Every level adds up to the one above it to the last digit, and the whole
/// to what reportOf says for the same filter and currency.
struct WhySumAnswer
{
    std::vector<WhyModel> models{}; ///< dearest first, then those without a price
    Spend total{};
    Money inCurrency{};
    std::vector<Money> foreign{};          ///< parts without an exchange rate
    std::vector<UsedExchangeRate> rates{};
    std::vector<Problem> missing{};        ///< NoExchangeRate, one a pair
};

/// @param zone of the filter's days @param now when names without a rate are read; see ModelNames
Result<WhySumAnswer> whySum(LedgerReader &reader, Pricer &pricer, const UsageFilter &filter, const Zone &zone,
                            const std::string &currency, UtcTime now, const ReadProgress &progress = {});

} // namespace tokenmeter
