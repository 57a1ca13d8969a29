// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/CompareReading.h"

#include "analysis/Tokenizer.h"
#include "core/UsageRecord.h"
#include "pricing/NameMatcher.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// Local days lie within a day of UTC's, and what is only known by day within one more.
constexpr days Margin{2};

UtcTime momentBefore(const std::optional<LocalDay> &day)
{
    return day ? UtcTime{(*day - Margin).time_since_epoch()} : UtcTime{milliseconds{INT64_MIN}};
}

UtcTime momentAfter(const std::optional<LocalDay> &day)
{
    return day ? UtcTime{(*day + Margin).time_since_epoch()} : UtcTime{milliseconds{INT64_MAX}};
}

} // namespace

void CompareReading::begin()
{
    std::vector<OwnPrice> ownPrices = std::move(m_records.ownPrices);
    ExchangeRates rates = std::move(m_records.rates);
    m_records = {};
    m_records.ownPrices = std::move(ownPrices);
    m_records.rates = std::move(rates);
    m_owns.clear();
    m_lastOwn = {};
    m_buckets.clear();
    m_lastBucket.reset();
    m_usedByFacet.clear();
    m_used.clear();
    m_speedOf.clear();
    m_speeds.clear();
    m_byRate.clear();
    m_rates.clear();
}

bool CompareReading::isMoved(const OrderedRecord &record) const
{
    if (!m_request.move) {
        return true;
    }
    const std::int64_t prompt = record.tokens.prompt() + record.rare.prompt();
    return record.isInPart && (!m_request.move->promptFrom || prompt >= *m_request.move->promptFrom)
        && (!m_request.move->promptBelow || prompt < *m_request.move->promptBelow);
}

std::uint32_t CompareReading::ownOf(const OrderedRecord &record)
{
    const std::uint32_t kept = record.flags & (BatchFlag | ThinkingFlag | ExplicitCacheFlag | AggregateFlag | LongPromptFlag);
    const std::uint32_t thinking = record.tokens.reasoning > 0 ? std::uint32_t{ThinkingFlag} : 0U;
    const std::uint32_t aggregate = record.requests > 1 ? std::uint32_t{AggregateFlag} : 0U;
    const std::uint32_t flags = kept | thinking | aggregate;
    const bool hourKnown = record.precision <= Precision::Hour;
    const std::int64_t speed = m_speedOf[record.context];
    const OwnKey key{record.rateId, record.facet, std::int64_t{flags} * 2 + (hourKnown ? 1 : 0), speed};
    if (!m_owns.empty() && key == m_lastOwn.first) {
        return m_lastOwn.second;
    }
    if (const auto known = m_owns.find(key); known != m_owns.end()) {
        m_lastOwn = *known;
        return known->second;
    }
    const Rate &rate = *record.rate;
    const ReplayVariant variant{.serviceTier = record.serving->serviceTier, .speed = m_speeds[std::size_t(speed)], .flags = flags, .hourKnown = hourKnown};
    auto place = std::find(m_records.variants.begin(), m_records.variants.end(), variant);
    if (place == m_records.variants.end()) {
        place = m_records.variants.insert(place, variant);
    }
    ReplayOwn own{.model = rate.modelKey, .cache = cacheKindOf(rate), .currency = rate.currency,
                  .variant = std::uint32_t(place - m_records.variants.begin()), .priced = rate.isPriced(), .aggregate = (flags & AggregateFlag) != 0};
    const Pricer::ModelName name = m_pricer.nameOf(record.serving->provider, record.serving->model, record.time);
    if (own.model.empty()) { // an own price, or none
        own.model = name.key.empty() ? cleanedName(record.serving->model) : name.key;
    }
    std::string family = name.key == own.model ? name.family : std::string{};
    if (const std::size_t slash = own.model.find('/'); family.empty() && slash != std::string::npos) { // an alias that has moved on
        family = m_pricer.nameOf(own.model.substr(0, slash), own.model.substr(slash + 1), record.time).family;
    }
    own.tokenizer = tokenizerOf(own.model, family);
    const auto same = std::find(m_records.input.owns.begin(), m_records.input.owns.end(), own);
    const std::uint32_t index = std::uint32_t(same - m_records.input.owns.begin());
    if (same == m_records.input.owns.end()) {
        m_records.input.owns.push_back(std::move(own));
    }
    m_owns.emplace(key, index);
    m_lastOwn = {key, index};
    return index;
}

std::uint32_t CompareReading::bucketOf(const OrderedRecord &record)
{
    CompareRecords::Bucket bucket;
    if (m_request.byDay) {
        bucket.day = record.day;
    }
    if (!m_request.currency.empty()) {
        bucket.utcDay = record.precision >= Precision::Day ? record.day : LocalDay{floor<days>(record.time).time_since_epoch()};
    }
    if (m_lastBucket && m_lastBucket->first == bucket) {
        return m_lastBucket->second;
    }
    const auto [place, isNew] = m_buckets.try_emplace(bucket, std::uint32_t(m_records.buckets.size()));
    if (isNew) {
        m_records.buckets.push_back(bucket);
        m_records.input.buckets = std::uint32_t(m_records.buckets.size());
    }
    m_lastBucket = *place;
    return place->second;
}

std::size_t CompareReading::usedOf(const OrderedRecord &record, const ReplayOwn &own)
{
    const auto known = m_usedByFacet.find({record.facet, record.rateId});
    if (known != m_usedByFacet.end()) {
        return known->second;
    }
    const auto [place, isNew] = m_used.try_emplace(own.model, m_records.used.size());
    if (isNew) {
        const std::size_t slash = own.model.find('/');
        const Pricer::ModelName name = slash == std::string::npos
            ? m_pricer.nameOf(record.serving->provider, record.serving->model, record.time)
            : m_pricer.nameOf(own.model.substr(0, slash), own.model.substr(slash + 1), record.time);
        const bool isListed = name.key == own.model;
        m_records.used.push_back({.key = own.model,
                                  .id = isListed ? name.id : record.serving->model,
                                  .displayName = isListed ? name.displayName : record.serving->model,
                                  .family = isListed ? name.family : std::string{}});
    }
    CompareUsed &used = m_records.used[place->second];
    used.providers.insert(record.serving->provider);
    std::vector<std::string> &raws = used.rawModels;
    if (std::find(raws.begin(), raws.end(), record.serving->model) == raws.end()) {
        raws.push_back(record.serving->model);
    }
    m_usedByFacet.emplace(std::pair{record.facet, record.rateId}, place->second);
    return place->second;
}

void CompareReading::add(const OrderedRecord &record)
{
    const Rate &rate = *record.rate;
    const std::uint32_t own = ownOf(record);
    const Int128 cost = rate.isPriced() ? costOf(record.tokens, record.rare, rate).atto() : Int128{0};
    m_records.input.records.add(msOf(record.time), record.tokens, record.rare, record.requests, cost, own, bucketOf(record), isMoved(record));
    CompareUsed &used = m_records.used[usedOf(record, m_records.input.owns[own])];
    used.requests += record.requests;
    used.tokens += record.tokens.total() + record.rare.tokens();
    Spend &sum = m_byRate[record.rateId];
    if (m_rates.try_emplace(record.rateId, rate).second) {
        sum = {};
    }
    addCounts(sum, {.requests = record.requests, .tokens = record.tokens, .rare = record.rare}, rate.isPriced());
}

void CompareReading::finish()
{
    for (const auto &[id, sum] : m_byRate) {
        m_records.total += sum;
        if (const Rate &rate = m_rates.at(id); rate.isPriced()) {
            addMoney(m_records.total.cost, costOf(sum.tokens, sum.rare, rate));
        }
    }
    std::sort(m_records.used.begin(), m_records.used.end(), [](const CompareUsed &a, const CompareUsed &b) {
        return a.tokens != b.tokens ? a.tokens > b.tokens : a.key < b.key;
    });
}

Result<Done> CompareReading::read(LedgerReader &reader, std::size_t partSize, const Take &take)
{
    Result<std::vector<OwnPrice>> ownPrices = reader.ownPrices();
    if (!ownPrices) {
        return ownPrices.problem();
    }
    if (!m_request.currency.empty()) {
        const Result<std::vector<ExchangeRate>> stored = reader.exchangeRates();
        if (!stored) {
            return stored.problem();
        }
        m_records.rates = ExchangeRates{*stored};
    }
    m_records.ownPrices = *std::move(ownPrices);

    bool isFirst = true;
    const auto hand = [&] {
        if (take) {
            take(m_records, isFirst);
            m_records.input.records.clear();
            isFirst = false;
        }
    };
    OrderedQuestion question{.from = momentBefore(m_request.filter.from), .to = momentAfter(m_request.filter.to)};
    question.filter = m_request.filter;
    question.zone = m_request.zone;
    question.options.progress = m_request.progress;
    question.onlyInView = true;
    if (m_request.move) {
        question.part = m_request.move->filter;
    }
    OrderedUse use;
    use.begin = [&] {
        begin();
        isFirst = true;
    };
    use.speed = [&](std::int64_t context, const std::string &speed) {
        auto place = std::find(m_speeds.begin(), m_speeds.end(), speed);
        if (place == m_speeds.end()) {
            place = m_speeds.insert(place, speed);
        }
        m_speedOf[context] = place - m_speeds.begin();
    };
    use.record = [&](const OrderedRecord &record) {
        add(record);
        if (m_records.input.records.size() >= partSize) {
            hand();
        }
    };
    if (const Result<Done> read = reader.recordsInOrder(question, use); !read) {
        return read.problem();
    }
    if (m_records.buckets.empty()) {
        m_records.buckets.emplace_back(); // nothing in view is a sum of nothing
        m_records.input.buckets = 1;
    }
    finish();
    hand();
    return Done{};
}

} // namespace tokenmeter
