// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "providers/rates/RatePublisher.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Collects what a reply says of one euro, and judges it: shared by every publisher's parser.
class RateDays
{
public:
    /// @param source as ExchangeRate::source
    RateDays(const RateSpan &span, std::string source) : m_span{span}, m_source{std::move(source)} {}

    /// False where the texts are no day, no currency or no rate, or where that day and currency had another rate before.
    bool add(std::string_view day, std::string_view currency, std::string_view rate);
    /// Ascending by day, then currency. ReplyUnexpected(`field`) when nothing at all was added: a page that is no list of rates.
    Result<std::vector<ExchangeRate>> take(const char *field) const;

private:
    const RateSpan &m_span;
    std::string m_source;
    std::map<std::pair<LocalDay, Currency>, std::string> m_rates{};
    bool m_any = false;
};

Problem unexpectedRate(const char *field);

} // namespace tokenmeter
