// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/RatesFetch.h"

#include "LedgerAccess.h"
#include "flow/RatesWanted.h"

#include <QString>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace tokenmeter
{
namespace
{

Result<RatePublisher> publisherOf(const std::string &id)
{
    const std::vector<RatePublisher> all = ratePublishers();
    const auto found = std::find_if(all.begin(), all.end(), [&](const RatePublisher &each) { return id.empty() || each.id == id; });
    if (found == all.end()) {
        return Problem{.cause = Cause::BadArgument, .args = {"source", id}};
    }
    return *found;
}

std::set<std::string> namesOfPublishers()
{
    std::set<std::string> names;
    for (const RatePublisher &publisher : ratePublishers()) {
        names.emplace(publisher.name);
    }
    return names;
}

} // namespace

Result<FetchedRates> fetchRates(const std::string &ledger, const RatesQuestion &question, UtcTime now, const HttpLimits &limits,
                                const CancelFlag &cancel)
{
    const Result<RatePublisher> publisher = publisherOf(question.publisher);
    if (!publisher) {
        return publisher.problem();
    }
    const LocalDay today = Zone::utc().dayOf(now);
    FetchedRates fetched{.source = publisher->name};
    const QString path = QString::fromStdString(ledger);
    {
        const Result<LedgerAccess> access = openForReading(path);
        const Result<AmountsInUse> used = access ? amountsInUse(*access->reader) : Result<AmountsInUse>{access.problem()};
        const Result<std::vector<ExchangeRate>> known
            = used ? access->reader->exchangeRates() : Result<std::vector<ExchangeRate>>{used.problem()};
        if (!known) {
            return known.problem();
        }
        fetched.span.currencies = used->currencies;
        fetched.span.currencies.insert(question.currencies.begin(), question.currencies.end());
        fetched.span.currencies.erase(Currency{"EUR"});
        fetched.span.through = today;
        fetched.span.from = std::min(
            today, question.since.value_or(ratesMissingSince(*known, namesOfPublishers(), fetched.span.currencies, used->first, today)));
    }
    std::vector<ExchangeRate> rates;
    HttpClient client{limits, {}, cancel};
    for (const HttpRequest &request : publisher->requests(fetched.span, today, question.base)) {
        const Result<HttpReply> reply = client.send(request);
        const Result<std::vector<ExchangeRate>> some
            = reply ? publisher->parse(*reply, fetched.span) : Result<std::vector<ExchangeRate>>{reply.problem()};
        if (!some) {
            return some.problem();
        }
        rates.insert(rates.end(), some->begin(), some->end());
    }
    fetched.read = std::int64_t(rates.size());
    if (rates.empty()) {
        return fetched;
    }
    fetched.newest = rates.back().day;
    const Result<LedgerAccess> access = openForWriting(path, Zone::utc(), now);
    const Result<PublishedRates> stored
        = access ? access->writer->addPublishedRates(rates, now) : Result<PublishedRates>{access.problem()};
    if (!stored) {
        return stored.problem();
    }
    fetched.stored = *stored;
    return fetched;
}

} // namespace tokenmeter
