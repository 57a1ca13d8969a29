// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Exchange.h"
#include "flow/Spend.h"

#include <map>
#include <tuple>
#include <vector>

namespace tokenmeter
{

/// Amounts by entry, UTC day and currency, to be converted together.
template <typename Entry>
class Amounts
{
public:
    explicit Amounts(Currency to) : m_to{to} {}

    void add(const Entry &entry, LocalDay utcDay, Money amount)
    {
        Money &sum = m_sums.try_emplace({entry, utcDay, amount.currency()}, Money::fromAtto(0, amount.currency())).first->second;
        sum += amount;
    }

    struct Converted
    {
        std::map<Entry, Money> byEntry;
        std::vector<Money> foreign; ///< what could not be converted, as it is
        std::vector<UsedExchangeRate> rates;
        std::vector<Problem> missing;
        Money of(const Entry &entry, Currency to) const
        {
            const auto found = byEntry.find(entry);
            return found == byEntry.end() ? Money::fromAtto(0, to) : found->second;
        }
    };
    Converted convert(const ExchangeRates &rates) const
    {
        std::vector<DatedAmount> amounts;
        for (const auto &[place, sum] : m_sums) {
            amounts.push_back({.day = std::get<1>(place), .currency = std::get<2>(place), .atto = sum.atto()});
        }
        Conversion conversion = convertAll(amounts, m_to, rates);
        Converted result;
        std::size_t i = 0;
        for (const auto &[place, sum] : m_sums) {
            if (conversion.done[i]) {
                result.byEntry.try_emplace(std::get<0>(place), Money::fromAtto(0, m_to)).first->second
                    += Money::fromAtto(conversion.converted[i], m_to);
            } else {
                addMoney(result.foreign, sum);
            }
            ++i;
        }
        result.rates = std::move(conversion.rates);
        result.missing = std::move(conversion.missing);
        return result;
    }

private:
    Currency m_to;
    std::map<std::tuple<Entry, LocalDay, Currency>, Money> m_sums;
};

/// The same, where what has no rate must stay with the entry it belongs to.
template <typename Entry>
class EachAmounts
{
public:
    explicit EachAmounts(Currency to) : m_to{to} {}

    void add(const Entry &entry, LocalDay utcDay, Money amount)
    {
        Money &sum = m_sums.try_emplace({entry, utcDay, amount.currency()}, Money::fromAtto(0, amount.currency())).first->second;
        sum += amount;
    }

    /// By entry, then code.
    std::map<Entry, std::vector<Money>> convertEach(const ExchangeRates &rates, std::vector<UsedExchangeRate> &used, std::vector<Problem> &missing) const
    {
        std::vector<DatedAmount> amounts;
        for (const auto &[place, sum] : m_sums) {
            amounts.push_back({.day = std::get<1>(place), .currency = std::get<2>(place), .atto = sum.atto()});
        }
        const Conversion conversion = convertAll(amounts, m_to, rates);
        std::map<Entry, std::vector<Money>> result;
        std::size_t i = 0;
        for (const auto &[place, sum] : m_sums) {
            addMoney(result[std::get<0>(place)], conversion.done[i] ? Money::fromAtto(conversion.converted[i], m_to) : sum);
            ++i;
        }
        used.insert(used.end(), conversion.rates.begin(), conversion.rates.end());
        missing.insert(missing.end(), conversion.missing.begin(), conversion.missing.end());
        return result;
    }

private:
    Currency m_to;
    std::map<std::tuple<Entry, LocalDay, Currency>, Money> m_sums;
};

} // namespace tokenmeter
