// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Charge.h"
#include "flow/ModelNames.h"
#include "flow/Reconcile.h"
#include "ledger/Records.h"

#include <map>
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
    bool isTierSaid = false; ///< false: no log names it, so that any tier of the bill may be meant
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
    std::map<std::string, UsageNames> paidNames{}; ///< by MeteredPart::model
    UsageNames otherPayerNames{};
};

/// One token of the class at the rate; nothing for a class that has no one price.
std::optional<std::int64_t> priceOfClass(const Rate &rate, TokenClass tokenClass);

/// Problems: the reader's.
Result<MeteredMonth> meteredMonth(LedgerReader &reader, ModelNames &names, const ReconcileRequest &request);

/// A record that is in the provider's month or in the user's, and not in both.
struct EdgeRecord
{
    RecordRow record{};
    bool isInProviderDays = false; ///< else in the user's alone, and counts negative
};
inline constexpr std::size_t MostEdgeRecords = 2'000;

/// Of the account's provider, whoever pays, in order of time; their amounts make the step TimeZoneEdge. At most MostEdgeRecords.
/// Problems: the reader's.
Result<std::vector<EdgeRecord>> edgeRecords(LedgerReader &reader, const ReconcileRequest &request);

} // namespace tokenmeter
