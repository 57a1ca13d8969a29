// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"
#include "core/OwnPrice.h"
#include "core/Plan.h"
#include "flow/Retirements.h"
#include "pricing/PriceList.h"

#include <optional>
#include <string>
#include <vector>

namespace tokenmeter
{

/// One model of the price list in use, with what the ledger has of it.
struct PricedModel
{
    PriceListModel list{}; ///< key, names, currency and every dated row
    std::string id{};      ///< without its provider
    std::string family{};
    std::string released{}; ///< UTC day; empty = not known
    std::string retired{};  ///< UTC day; empty = not known
    std::vector<std::string> aliases{};
    std::vector<std::string> loggedNames{}; ///< raw names in this ledger that mean it
    std::int64_t requests = 0; ///< in the ledger
    std::vector<Money> month{}; ///< list cost of the month in view, as billed, one amount a currency
};

/// A price of a model in use that will change, and what the last 28 days would have cost by it.
struct ModelPriceAhead
{
    std::string model{}; ///< key
    std::string name{};
    UtcTime at{};
    std::string inputBefore{}, input{}, outputBefore{}, output{}; ///< decimal texts per million
    Money before{}, after{}; ///< of the 28 days
};

/// All that the page shows at once.
struct PricesData
{
    std::string version{}; ///< day that the price list states
    std::vector<PricedModel> models{}; ///< in the price list's order
    std::vector<LedgerReader::ModelVolume> unpriced{}; ///< by requests, most first
    std::vector<OwnPrice> own{};
    std::vector<Plan> discounts{};
    std::vector<ModelPriceAhead> ahead{}; ///< by time
    std::vector<Retirement> retirements{};
    std::vector<ReviewFact> annotations{}; ///< all of them
};

/// @param today of the zone: its month so far is what models have cost
Result<PricesData> pricesDataOf(WindowServices::Reading reading, LocalDay today, const Zone &zone, UtcTime now);

/// Rows of the standard mode at short prompts, whatever the answer's length and the hour: what a line of a chart shows. Ascending by time.
std::vector<const PriceListRow *> baseRowsOf(const PriceListModel &model);
/// The one in force at a moment; nothing where the dates have a gap.
const PriceListRow *baseRowAt(const PriceListModel &model, UtcTime at);
/// Context steps in force at a moment, the one of short prompts among them.
int stepsAt(const PriceListModel &model, UtcTime at);
/// A price in attos per token; nothing when it is not stated.
std::optional<std::int64_t> attoOf(const std::string &perMillion);

} // namespace tokenmeter
