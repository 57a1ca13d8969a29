// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Exchange.h"

#include "core/Decimal.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace tokenmeter
{
namespace
{

constexpr int CrossDigits = 12;
constexpr int LargestScale = 26; // rest * mantissa stays below 10^38 with 12 digits

Int128 powerOfTen(int exponent)
{
    Int128 power = 1;
    for (; exponent > 0; --exponent) {
        power *= 10;
    }
    return power;
}

void trim(ExactRate &rate)
{
    while (rate.scale > 0 && rate.mantissa % 10 == 0) {
        rate.mantissa /= 10;
        --rate.scale;
    }
}

/// numerator / denominator * 10^exponent to 12 significant digits. Both at most 10^36.
std::optional<ExactRate> divide(Int128 numerator, Int128 denominator, int exponent)
{
    while (numerator < denominator) {
        numerator *= 10;
        --exponent;
    }
    while (numerator / 10 >= denominator) {
        denominator *= 10;
        ++exponent;
    }
    // Now 1 <= numerator / denominator < 10: one digit a step.
    Int128 digits = 0;
    for (int i = 0; i < CrossDigits; ++i) {
        digits = digits * 10 + numerator / denominator;
        numerator = numerator % denominator * 10;
    }
    if (numerator / 10 >= denominator - numerator / 10) {
        ++digits;
    }
    int scale = CrossDigits - 1 - exponent;
    for (; scale < 0; ++scale) {
        digits *= 10;
        if (digits >= powerOfTen(18)) {
            return std::nullopt;
        }
    }
    ExactRate rate{.mantissa = std::int64_t(digits), .scale = scale};
    trim(rate);
    if (rate.scale > LargestScale) {
        return std::nullopt;
    }
    return rate;
}

std::string textOf(ExactRate rate)
{
    return formatDecimal(rate.mantissa, rate.scale);
}

} // namespace

std::optional<ExactRate> parseExchangeRate(std::string_view text)
{
    const std::optional<Int128> value = parseDecimal(text, 18);
    if (!value || *value <= 0) {
        return std::nullopt;
    }
    Int128 mantissa = *value;
    int scale = 18;
    for (; scale > 0 && mantissa % 10 == 0; --scale) {
        mantissa /= 10;
    }
    if (mantissa >= powerOfTen(18)) {
        return std::nullopt;
    }
    return ExactRate{.mantissa = std::int64_t(mantissa), .scale = scale};
}

std::optional<ExactRate> crossRate(ExactRate a, bool turnA, ExactRate b, bool turnB)
{
    Int128 numerator = 1;
    Int128 denominator = 1;
    int exponent = 0;
    for (const auto &[rate, turned] : {std::pair{a, turnA}, std::pair{b, turnB}}) {
        (turned ? denominator : numerator) *= rate.mantissa;
        exponent += turned ? rate.scale : -rate.scale;
    }
    return divide(numerator, denominator, exponent);
}

std::optional<ConvertedFloor> convertDown(Int128 atto, ExactRate rate)
{
    // atto * mantissa / 10^scale, in two parts so that no product needs more than 128 bits unless the result does.
    const Int128 unit = powerOfTen(rate.scale);
    Int128 whole = atto / unit;
    Int128 part = atto % unit;
    if (part < 0) {
        part += unit;
        --whole;
    }
    Int128 high = 0;
    Int128 low = 0;
    Int128 result = 0;
    if (__builtin_mul_overflow(whole, Int128{rate.mantissa}, &high) || __builtin_mul_overflow(part, Int128{rate.mantissa}, &low)
        || __builtin_add_overflow(high, low / unit, &result)) {
        return std::nullopt;
    }
    return ConvertedFloor{.atto = result, .rest = low % unit};
}

std::optional<Int128> convertRounded(Int128 atto, ExactRate rate)
{
    const std::optional<ConvertedFloor> down = convertDown(atto, rate);
    if (!down) {
        return std::nullopt;
    }
    return down->atto + (down->rest * 2 >= powerOfTen(rate.scale) ? 1 : 0);
}

ExchangeRates::ExchangeRates(const std::vector<ExchangeRate> &rates)
{
    std::set<Currency> currencies;
    for (const ExchangeRate &rate : rates) {
        const std::optional<ExactRate> exact = parseExchangeRate(rate.rate);
        if (!exact || rate.from.isNone() || rate.to.isNone() || rate.from == rate.to) {
            continue;
        }
        m_rates[{rate.from, rate.to}].insert_or_assign(rate.day, Entry{*exact, rate.source});
        currencies.insert({rate.from, rate.to});
    }
    m_currencies.assign(currencies.begin(), currencies.end());
}

std::optional<ExchangeRates::Leg> ExchangeRates::leg(Currency from, Currency to, LocalDay day) const
{
    const auto last = [&](Currency a, Currency b, bool turned) -> std::optional<Leg> {
        const auto pair = m_rates.find({a, b});
        if (pair == m_rates.end()) {
            return std::nullopt;
        }
        const auto after = pair->second.upper_bound(day);
        if (after == pair->second.begin()) {
            return std::nullopt;
        }
        const auto &[published, entry] = *std::prev(after);
        return Leg{.rate = entry.rate, .turned = turned, .source = entry.source, .day = published};
    };
    const std::optional<Leg> straight = last(from, to, false);
    const std::optional<Leg> turned = last(to, from, true);
    return turned && (!straight || turned->day > straight->day) ? turned : straight;
}

std::optional<ExchangeRates::Found> ExchangeRates::find(Currency from, Currency to, LocalDay day) const
{
    constexpr ExactRate one{.mantissa = 1, .scale = 0};
    UsedExchangeRate name{.from = from.code(), .to = to.code()};
    if (from == to) {
        return std::nullopt;
    }
    if (const std::optional<Leg> direct = leg(from, to, day)) {
        name.day = direct->day;
        name.source = direct->source;
        name.derived = direct->turned;
        name.published = direct->turned ? textOf(direct->rate) : std::string{};
        const std::optional<ExactRate> rate = direct->turned ? crossRate(direct->rate, true, one, false) : direct->rate;
        if (!rate) {
            return std::nullopt;
        }
        name.rate = textOf(*rate);
        return Found{.rate = *rate, .name = name};
    }
    std::optional<Found> best;
    for (const Currency between : m_currencies) {
        if (between == from || between == to) {
            continue;
        }
        const std::optional<Leg> first = leg(from, between, day);
        const std::optional<Leg> second = first ? leg(between, to, day) : std::nullopt;
        if (!second || (best && std::min(first->day, second->day) <= best->name.day)) {
            continue;
        }
        const std::optional<ExactRate> rate = crossRate(first->rate, first->turned, second->rate, second->turned);
        if (!rate) {
            continue;
        }
        name.day = std::min(first->day, second->day);
        name.source = first->source == second->source ? first->source : first->source + ", " + second->source;
        name.via = between.code();
        name.derived = true;
        name.rate = textOf(*rate);
        best = Found{.rate = *rate, .name = name};
    }
    return best;
}

std::optional<double> ExchangeRates::roughly(const Money &amount, Currency to, LocalDay day) const
{
    if (amount.currency() == to) {
        return amount.toDouble();
    }
    const std::optional<Found> found = find(amount.currency(), to, day);
    return found ? std::optional{amount.toDouble() * double(found->rate.mantissa) / std::pow(10.0, found->rate.scale)} : std::nullopt;
}

Conversion convertAll(const std::vector<DatedAmount> &amounts, Currency to, const ExchangeRates &rates)
{
    Conversion result;
    result.converted.assign(amounts.size(), 0);
    result.done.assign(amounts.size(), false);
    std::map<std::pair<LocalDay, Currency>, std::vector<std::size_t>> byDay;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        if (amounts[i].currency == to) {
            result.converted[i] = amounts[i].atto;
            result.done[i] = true;
            continue;
        }
        byDay[{amounts[i].day, amounts[i].currency}].push_back(i);
    }
    std::set<UsedExchangeRate> used;
    std::set<Currency> missing;
    for (const auto &[key, indices] : byDay) {
        const auto &[day, currency] = key;
        if (std::all_of(indices.begin(), indices.end(), [&](std::size_t i) { return amounts[i].atto == 0; })) {
            for (const std::size_t i : indices) {
                result.done[i] = true;
            }
            continue;
        }
        const std::optional<ExchangeRates::Found> found = rates.find(currency, to, day);
        Int128 sum = 0;
        struct Share
        {
            std::size_t index = 0;
            ConvertedFloor floor{};
        };
        std::vector<Share> shares;
        bool fits = found.has_value();
        for (const std::size_t i : indices) {
            sum += amounts[i].atto;
            const std::optional<ConvertedFloor> floor = found ? convertDown(amounts[i].atto, found->rate) : std::nullopt;
            fits = fits && floor;
            shares.push_back({i, floor.value_or(ConvertedFloor{})});
        }
        const std::optional<Int128> total = fits ? convertRounded(sum, found->rate) : std::nullopt;
        if (!total) {
            if (missing.insert(currency).second) {
                result.missing.push_back({.cause = Cause::NoExchangeRate, .args = {currency.code(), to.code(), toIso(day)}});
            }
            continue;
        }
        used.insert(found->name);
        Int128 left = *total;
        for (const Share &share : shares) {
            result.converted[share.index] = share.floor.atto;
            result.done[share.index] = true;
            left -= share.floor.atto;
        }
        std::stable_sort(shares.begin(), shares.end(), [](const Share &a, const Share &b) { return a.floor.rest > b.floor.rest; });
        for (std::size_t i = 0; i < shares.size() && Int128(i) < left; ++i) {
            ++result.converted[shares[i].index];
        }
    }
    result.rates.assign(used.begin(), used.end());
    return result;
}

} // namespace tokenmeter
