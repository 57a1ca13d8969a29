// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ExchangeRate.h"
#include "core/Money.h"
#include "core/Problem.h"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace tokenmeter
{

/// An exchange rate that was used, named.
struct UsedExchangeRate
{
    std::string from{}, to{};
    std::string rate{};   ///< decimal text: units of `to` for one `from`
    std::string source{}; ///< "ECB"; both sources of a cross rate, when they differ: "ECB, user"
    LocalDay day{};       ///< UTC day of publication; the older one of a cross rate
    std::string via{};    ///< the currency between, of a cross rate; otherwise empty
    std::string published{}; ///< of a rate that was turned round: as it was published, units of `from` for one `to`
    bool derived = false; ///< turned round or crossed, and therefore rounded once to 12 significant digits
    friend auto operator<=>(const UsedExchangeRate &, const UsedExchangeRate &) = default;
};

/// A positive decimal number: mantissa / 10^scale.
struct ExactRate
{
    std::int64_t mantissa = 0; ///< 1 to 10^18 - 1
    int scale = 0;             ///< 0 to 18 as written, up to 26 when derived
    friend bool operator==(const ExactRate &, const ExactRate &) = default;
};

/// What a rate's text says. Nothing unless it is greater than 0 and has at most 18 significant digits and 18 decimals.
std::optional<ExactRate> parseExchangeRate(std::string_view text);
/// a * b, with each of them turned round first where asked, rounded once (half up) to 12 significant digits.
/// Nothing when the result is too small or too large to convert exactly with (below 1e-14, from 1e18 on).
std::optional<ExactRate> crossRate(ExactRate a, bool turnA, ExactRate b, bool turnB);

/// atto * rate, rounded down, and what was cut off as a numerator over 10^scale. Nothing when it does not fit in 128 bits.
struct ConvertedFloor
{
    Int128 atto = 0;
    Int128 rest = 0; ///< 0 <= rest < 10^scale
};
std::optional<ConvertedFloor> convertDown(Int128 atto, ExactRate rate);
/// atto * rate, rounded half up once.
std::optional<Int128> convertRounded(Int128 atto, ExactRate rate);

/// The rates of a ledger, to be asked for a pair on a day.
class ExchangeRates
{
public:
    ExchangeRates() = default;
    /// @param rates in any order; those that are no rate (see parseExchangeRate) are left out
    explicit ExchangeRates(const std::vector<ExchangeRate> &rates);

    struct Found
    {
        ExactRate rate{};
        UsedExchangeRate name{};
    };
    /// The last rate published on or before `day` (UTC): of the pair or the pair turned round, whichever is newer (as
    /// written, when of one day); where there is neither, through the one other currency whose older rate is newest.
    std::optional<Found> find(Currency from, Currency to, LocalDay day) const;
    /// For statistics, never for a figure that is shown. Nothing without a rate.
    std::optional<double> roughly(const Money &amount, Currency to, LocalDay day) const;

private:
    struct Entry
    {
        ExactRate rate{};
        std::string source{};
    };
    struct Leg
    {
        ExactRate rate{};
        bool turned = false;
        std::string source{};
        LocalDay day{};
    };
    std::optional<Leg> leg(Currency from, Currency to, LocalDay day) const;

    std::map<std::pair<Currency, Currency>, std::map<LocalDay, Entry>> m_rates;
    std::vector<Currency> m_currencies;
};

/// The whole amount of one group on one UTC day in one currency.
struct DatedAmount
{
    LocalDay day{}; ///< UTC
    Currency currency{};
    Int128 atto = 0;
};

/// Converts amounts of many groups so that groups and totals agree to the last digit: the amounts of one day and currency
/// are added up exactly, converted with that day's rate and rounded once; the groups' shares of that result are closed by
/// largest remainder (ties to the lower index), each at most one atto from its own exact value.
/// A day on which all amounts of a currency are zero needs no rate.
struct Conversion
{
    std::vector<Int128> converted{};       ///< one an input amount, in its order, attos of the target; 0 where it failed
    std::vector<bool> done{};              ///< one an input amount
    std::vector<UsedExchangeRate> rates{}; ///< sorted, each once
    std::vector<Problem> missing{};        ///< NoExchangeRate, one a pair, with the first day that lacks one
};
Conversion convertAll(const std::vector<DatedAmount> &amounts, Currency to, const ExchangeRates &rates);

} // namespace tokenmeter
