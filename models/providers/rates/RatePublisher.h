// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ExchangeRate.h"
#include "core/Result.h"
#include "providers/Http.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// Which published exchange rates are wanted.
struct RateSpan
{
    LocalDay from{};    ///< UTC day, inclusive
    LocalDay through{}; ///< UTC day, inclusive; publishers have none of weekends and bank holidays
    std::set<Currency> currencies{}; ///< beside the publisher's own, which is the euro
    friend bool operator==(const RateSpan &, const RateSpan &) = default;
};

/// Someone who publishes a rate a day, free of charge and without a key. Pure functions, as with billing interfaces.
struct RatePublisher
{
    std::string id{};   ///< for the command line: "ecb"
    std::string name{}; ///< as it stands beside every converted amount: using the rates requires naming their source
    std::string base{}; ///< address that its requests begin with

    /// In order; every reply is given to `parse` with the span that was asked for.
    /// @param base stands for the publisher's own address unless it is empty  @param today UTC day of asking
    std::vector<HttpRequest> (*requests)(const RateSpan &span, LocalDay today, std::string_view base) = nullptr;
    /// Rates of one euro, as they were published, digit by digit; ascending by day, then currency. Days and currencies outside the
    /// span are left out. Problems: those of the reply's status (StatusProblem.h), ReplyNotJson, ReplyCutShort, ReplyTooLarge, and
    /// ReplyUnexpected with the field: nothing of a reply with a rate that is none, or with two rates for one day, is used.
    Result<std::vector<ExchangeRate>> (*parse)(const HttpReply &reply, const RateSpan &span) = nullptr;
};

/// The European Central Bank's reference rates: about thirty currencies, on working days at about 16:00 CET. Three files: today's,
/// that of ninety days, that of every day since 1999.
RatePublisher ecbRates();
/// The Frankfurter project's interface to the same rates (v1), for where the bank itself cannot be reached.
RatePublisher frankfurterRates();

/// All of them, the one to be used unless another is named first.
std::vector<RatePublisher> ratePublishers();

} // namespace tokenmeter
