// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ChargeAmount.h"
#include "core/Time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// FOCUS ChargeCategory, with its adjustments and fees apart. Stored: never renumber.
enum class ChargeCategory : std::uint8_t {
    Usage = 0,
    Tax = 1,
    Credit = 2,     ///< money given: promotion, voucher, free quota; negative
    Adjustment = 3, ///< corrections, refunds, rounding
    Purchase = 4,   ///< prepaid credit, a subscription's price
    Fee = 5,
    Other = 6, ///< the source's word is not known; it stands in categoryText
};

/// What tokens a line is about. Stored: never renumber.
enum class TokenClass : std::uint8_t {
    Unknown = 0, ///< not said, or no tokens at all
    Input = 1,   ///< uncached
    CacheRead = 2,
    CacheWrite5m = 3,
    CacheWrite1h = 4,
    CacheWrite = 5, ///< lifetime not said
    Output = 6,
    Reasoning = 7,
};

/// Names and values of fields that nothing else here stands for, as text, so that nothing a bill says is lost.
using OtherFields = std::vector<std::pair<std::string, std::string>>;

/// One line of a bill. Names follow FinOps FOCUS. An empty text: the source did not say.
struct Charge
{
    std::string account{}; ///< BillingAccountId as the provider names it
    std::string invoice{}; ///< InvoiceId, or the month of the bill ("2026-03")
    UtcTime from{};        ///< ChargePeriodStart, inclusive
    UtcTime to{};          ///< ChargePeriodEnd, exclusive
    std::optional<LocalDay> day{}; ///< set when the line is known by a day: that day in the zone in which the source cuts days
    ChargeCategory category = ChargeCategory::Usage;
    std::string categoryText{}; ///< the source's own word for it
    std::string service{};      ///< ServiceName: product or API
    std::string sku{};          ///< SkuId or the source's line item
    std::string description{};  ///< ChargeDescription
    std::string model{};        ///< as the source writes it
    TokenClass tokenClass = TokenClass::Unknown;
    std::string tier{};         ///< service tier: "standard", "batch"
    std::string contextTier{};  ///< step of the context window: "0-200k"
    std::string region{};
    std::string quantity{};     ///< ConsumedQuantity, plain decimal in `unit`
    std::string unit{};         ///< ConsumedUnit as the source writes it
    std::optional<std::int64_t> tokens{}; ///< the quantity in tokens, where the unit is a known one of tokens
    std::optional<ChargeAmount> list{};       ///< ListCost: before any discount
    std::optional<ChargeAmount> contracted{}; ///< ContractedCost: after negotiated discounts, before credits
    std::optional<ChargeAmount> effective{};  ///< EffectiveCost: what the use cost when prepaid money is spread over it
    std::optional<ChargeAmount> billed{};     ///< BilledCost: what is to be paid for this line
    std::string currency{}; ///< BillingCurrency, ISO 4217 in capitals; empty = not said
    std::string project{};  ///< SubAccountId: project, workspace, repository
    std::string keyLabel{}; ///< id or label of the key, never a key
    std::string user{};
    bool isProvisional = false;  ///< the source says that it may still change
    bool isOtherProduct = false; ///< of the same cloud's bill, but nothing that models cost: kept, in no total of theirs
    OtherFields other{};
};

} // namespace tokenmeter
