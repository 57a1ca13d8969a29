// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/rates/RateDays.h"

#include "core/Decimal.h"
#include "core/Money.h"

namespace tokenmeter
{

bool RateDays::add(std::string_view day, std::string_view currency, std::string_view rate)
{
    const std::optional<LocalDay> published = parseDay(day);
    const Currency to{currency};
    const std::optional<Int128> value = parseDecimal(rate, MoneyScale);
    constexpr std::size_t MostDigits = 18; // what a conversion takes, see flow/Exchange.h
    if (!published || to.isNone() || !value || *value <= 0 || rate.size() > MostDigits) {
        return false;
    }
    m_any = true;
    if (*published < m_span.from || *published > m_span.through || !m_span.currencies.contains(to)) {
        return true;
    }
    const auto [place, isNew] = m_rates.try_emplace({*published, to}, rate);
    return isNew || place->second == rate;
}

Result<std::vector<ExchangeRate>> RateDays::take(const char *field) const
{
    if (!m_any) {
        return unexpectedRate(field);
    }
    std::vector<ExchangeRate> rates;
    rates.reserve(m_rates.size());
    for (const auto &[place, rate] : m_rates) {
        rates.push_back({.day = place.first, .from = Currency{"EUR"}, .to = place.second, .rate = rate, .source = m_source});
    }
    return rates;
}

Problem unexpectedRate(const char *field)
{
    return {.cause = Cause::ReplyUnexpected, .field = field};
}

} // namespace tokenmeter
