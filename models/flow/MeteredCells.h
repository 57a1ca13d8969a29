// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"
#include "flow/ModelNames.h"
#include "flow/Reconcile.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// Metered usage of one day, model, tier and class at one rate, paid by the account.
struct MeteredPart
{
    LocalDay day{}; ///< the provider's
    std::string model{}; ///< ModelName::id
    std::string tier{};
    TokenClass tokenClass = TokenClass::Unknown; ///< Unknown: audio and images
    std::int64_t tokens = 0;
    Int128 cost = 0;
    std::optional<std::int64_t> price{}; ///< one token; missing: unpriced, or classes of several prices
    Currency currency{}; ///< none: unpriced
};

/// What was metered of one account's provider, in list cost by currency.
struct MeteredMonth
{
    std::vector<Money> inView{};
    std::vector<Money> inProviderDays{};
    std::vector<Money> otherPayer{}; ///< of the provider's days
    std::vector<Money> fees{};       ///< searches, in the provider's days, paid by the account
    std::vector<MeteredPart> parts{};
    std::int64_t unpricedRequests = 0;
    std::vector<std::string> undecidedFormats{};
};

/// One token of the class at the rate; nothing for a class that has no one price.
std::optional<std::int64_t> priceOfClass(const Rate &rate, TokenClass tokenClass);

/// Problems: the reader's.
Result<MeteredMonth> meteredMonth(LedgerReader &reader, ModelNames &names, const ReconcileRequest &request);

} // namespace tokenmeter
