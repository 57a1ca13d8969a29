// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/DemoBill.h"

#include "core/Decimal.h"
#include "flow/MeteredCells.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

struct BilledPart
{
    std::int64_t tokens = 0;
    Int128 cost = 0;
};

/// Day, model, tier, class.
using BillKey = std::tuple<LocalDay, std::string, std::string, TokenClass>;

class BillMaker
{
public:
    explicit BillMaker(const ReconcileRequest &request) : m_request{request}, m_first{local_days{request.month / 1}} {}

    void take(const MeteredPart &part)
    {
        BilledPart &billed = m_parts[{part.day, part.model, {}, part.tokenClass}];
        billed.tokens += part.tokens;
        billed.cost += part.cost;
    }
    /// What the provider counts and no log has, or the reverse: on the first day that has as much to take from.
    void change(const char *model, TokenClass tokenClass, std::int64_t tokens, const char *cost)
    {
        for (auto &[key, part] : m_parts) {
            const Int128 after = part.cost + attoOf(cost);
            if (std::get<1>(key) == model && std::get<2>(key).empty() && std::get<3>(key) == tokenClass && part.tokens + tokens >= 0 && after >= 0) {
                part.tokens += tokens;
                part.cost = after;
                return;
            }
        }
    }
    /// Moves tokens to a tier of its own, on the day that change() would take them from.
    void move(const char *model, TokenClass tokenClass, const char *tier, std::int64_t tokens, const char *before, const char *after)
    {
        change(model, tokenClass, -tokens, (std::string{"-"} + before).c_str());
        m_parts[{m_first + days{8}, model, tier, tokenClass}] = {tokens, attoOf(after)};
    }
    void add(const char *model, TokenClass tokenClass, std::int64_t tokens, const char *cost)
    {
        m_parts[{m_first + days{20}, model, {}, tokenClass}] = {tokens, attoOf(cost)};
    }
    void line(ChargeCategory category, const char *word, const char *text, const char *amount)
    {
        Charge charge = chargeOn(m_first + days{27}, amount);
        charge.category = category;
        charge.categoryText = word;
        charge.description = text;
        m_lines.push_back(std::move(charge));
    }
    DemoBill bill() const
    {
        DemoBill bill;
        std::map<std::tuple<LocalDay, std::string, std::string>, UsageBucket> buckets;
        for (const auto &[key, part] : m_parts) {
            const auto &[day, model, tier, tokenClass] = key;
            Charge charge = chargeOn(day, formatDecimal(part.cost, MoneyScale).c_str());
            charge.model = model;
            charge.tier = tier;
            charge.tokenClass = tokenClass;
            bill.charges.push_back(std::move(charge));
            UsageBucket &bucket = buckets[{day, model, tier}];
            bucket.day = day;
            bucket.from = m_request.providerZone.startOf(day);
            bucket.to = bucket.from + days{1};
            bucket.model = model;
            bucket.tier = tier;
            countOf(bucket.counts, tokenClass) = part.tokens;
        }
        for (auto &[key, bucket] : buckets) {
            bill.buckets.push_back(std::move(bucket));
        }
        bill.charges.insert(bill.charges.end(), m_lines.begin(), m_lines.end());
        return bill;
    }

private:
    static Int128 attoOf(const char *amount) { return amountOf(amount)->atto; }
    static std::optional<std::int64_t> &countOf(ReportedCounts &counts, TokenClass tokenClass)
    {
        switch (tokenClass) {
        case TokenClass::CacheRead: return counts.cacheRead;
        case TokenClass::CacheWrite5m: return counts.cacheWrite5m;
        case TokenClass::CacheWrite1h: return counts.cacheWrite1h;
        case TokenClass::Output: return counts.output;
        default: return counts.input;
        }
    }
    Charge chargeOn(LocalDay day, const char *amount) const
    {
        Charge charge;
        charge.day = day;
        charge.from = m_request.providerZone.startOf(day);
        charge.to = charge.from + days{1};
        charge.billed = amountOf(amount);
        charge.currency = "USD";
        return charge;
    }

    const ReconcileRequest &m_request;
    LocalDay m_first{};
    std::map<BillKey, BilledPart> m_parts{};
    std::vector<Charge> m_lines{};
};

} // namespace

Result<DemoBill> demoBill(LedgerReader &reader, Pricer &pricer, const ReconcileRequest &request)
{
    ModelNames names{pricer, request.providerZone.startOf(local_days{request.month / 1})};
    const Result<MeteredMonth> metered = meteredMonth(reader, names, request);
    if (!metered) {
        return metered.problem();
    }
    BillMaker maker{request};
    for (const MeteredPart &part : metered->parts) {
        if (part.currency == Currency{"USD"} && part.tokenClass != TokenClass::Unknown) {
            maker.take(part);
        }
    }
    // List prices of autumn 2026, USD per million: Sonnet 5 output 10, cache read 0.20; Haiku 4.5 output 5; Opus 5 output 25, cache read 0.50.
    maker.change("claude-sonnet-5", TokenClass::Output, 150'000, "1.50");   // another machine
    maker.change("claude-sonnet-5", TokenClass::CacheRead, 2'000'000, "0.40");
    maker.change("claude-haiku-4-5", TokenClass::Output, -40'000, "-0.20"); // requests that failed are not billed
    maker.move("claude-opus-5", TokenClass::Output, "batch", 50'000, "1.25", "0.625"); // at half the price
    maker.change("claude-opus-5", TokenClass::CacheRead, 0, "-0.10");       // a million of them at a negotiated 0.40
    maker.add("research-preview-1", TokenClass::Output, 30'000, "0.75");    // in no catalogue
    maker.line(ChargeCategory::Credit, "credit", "Promotional credit", "-5");
    maker.line(ChargeCategory::Fee, "web_search", "Web search, 40 requests", "0.40");
    maker.line(ChargeCategory::Tax, "tax", "Sales tax", "6");
    maker.line(ChargeCategory::Adjustment, "rounding", "Rounding to the invoice's total", "0.005");
    return maker.bill();
}

} // namespace tokenmeter
