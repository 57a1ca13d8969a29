// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/MeteredCells.h"

#include "flow/Spend.h"

#include <algorithm>
#include <map>
#include <set>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

/// Whose usage a cell is.
enum class Belonging : std::uint8_t { Elsewhere, Account, OtherPayer };

class PayerRules
{
public:
    PayerRules(const std::vector<SourcePayer> &payers, const BillingAccount &account) : m_account{account}
    {
        for (const SourcePayer &each : payers) {
            m_payers.emplace(each.format, each.account);
        }
    }
    bool isDecided(const std::string &format) const { return m_payers.contains(format); }
    Belonging of(const std::string &format, const std::string &provider, const std::string &modelKey) const
    {
        const auto payer = m_payers.find(format);
        if (payer != m_payers.end() && payer->second == m_account.id) {
            return Belonging::Account;
        }
        const std::string serving = provider.empty() ? modelKey.substr(0, modelKey.find('/')) : provider;
        if (serving != m_account.provider) {
            return Belonging::Elsewhere;
        }
        return payer == m_payers.end() ? Belonging::Account : Belonging::OtherPayer;
    }

private:
    const BillingAccount &m_account;
    std::map<std::string, std::optional<std::int64_t>> m_payers;
};

const std::vector<Dimension> &meteredDimensions()
{
    static const std::vector<Dimension> all{Dimension::Day, Dimension::Source, Dimension::Provider, Dimension::Model, Dimension::Tier};
    return all;
}

Result<UsageCells> cellsOfMonth(LedgerReader &reader, year_month month, const Zone &zone)
{
    UsageFilter filter;
    filter.from = local_days{month / 1};
    filter.to = local_days{(month + months{1}) / 1} - days{1};
    return reader.usage(filter, meteredDimensions(), zone);
}

std::string tierOf(const std::string &tier)
{
    return tier == "standard" || tier == "default" ? std::string{} : tier;
}

class MeteredBuilder
{
public:
    MeteredBuilder(const PayerRules &rules, ModelNames &names) : m_rules{rules}, m_names{names} {}

    void takeView(const UsageCells &cells)
    {
        for (const UsageCell &cell : cells.cells) {
            const Rate &rate = rateOf(cells, cell);
            if (belongingOf(cells, cell, rate) != Belonging::Elsewhere && rate.isPriced()) {
                addMoney(m_month.inView, costOf(cell.tokens, cell.rare, rate));
            }
        }
    }
    void takeProviderDays(const UsageCells &cells)
    {
        for (const UsageCell &cell : cells.cells) {
            const Rate &rate = rateOf(cells, cell);
            const Belonging belonging = belongingOf(cells, cell, rate);
            if (belonging == Belonging::Elsewhere) {
                continue;
            }
            if (rate.isPriced()) {
                const Money cost = costOf(cell.tokens, cell.rare, rate);
                addMoney(m_month.inProviderDays, cost);
                if (belonging == Belonging::OtherPayer) {
                    addMoney(m_month.otherPayer, cost);
                }
            }
            if (belonging == Belonging::Account) {
                takeParts(cells, cell, rate);
            } else {
                takeNames(m_month.otherPayerNames, cells, cell);
            }
        }
    }
    MeteredMonth taken()
    {
        m_month.undecidedFormats.assign(m_undecided.begin(), m_undecided.end());
        return std::move(m_month);
    }

private:
    Belonging belongingOf(const UsageCells &cells, const UsageCell &cell, const Rate &rate) const
    {
        return m_rules.of(nameOf(cells, cell.key[1]), nameOf(cells, cell.key[2]), rate.modelKey);
    }
    static void takeNames(UsageNames &names, const UsageCells &cells, const UsageCell &cell)
    {
        names.sources.insert(nameOf(cells, cell.key[1]));
        names.providers.insert(nameOf(cells, cell.key[2]));
        names.models.insert(nameOf(cells, cell.key[3]));
    }
    void takeParts(const UsageCells &cells, const UsageCell &cell, const Rate &rate)
    {
        if (const std::string &format = nameOf(cells, cell.key[1]); !m_rules.isDecided(format)) {
            m_undecided.insert(format);
        }
        if (!rate.isPriced()) {
            m_month.unpricedRequests += cell.requests;
        }
        MeteredPart part{.day = LocalDay{days{cell.key[0]}},
                         .model = m_names.of(nameOf(cells, cell.key[2]), nameOf(cells, cell.key[3]), rate.modelKey).id,
                         .tier = tierOf(nameOf(cells, cell.key[4])),
                         .isTierSaid = !nameOf(cells, cell.key[4]).empty(),
                         .currency = rate.isPriced() ? rate.currency : Currency{}};
        takeNames(m_month.paidNames[part.model], cells, cell);
        const TokenCounts &tokens = cell.tokens;
        takePart(part, TokenClass::Input, rate, {.input = tokens.input}, {});
        takePart(part, TokenClass::CacheRead, rate, {.cacheRead = tokens.cacheRead}, {});
        takePart(part, TokenClass::CacheWrite5m, rate, {.cacheWrite5m = tokens.cacheWrite5m}, {});
        takePart(part, TokenClass::CacheWrite1h, rate, {.cacheWrite1h = tokens.cacheWrite1h}, {});
        takePart(part, TokenClass::Output, rate, {.output = tokens.output}, {});
        RareCounts rare = cell.rare;
        rare.webSearches = 0;
        takePart(part, TokenClass::Unknown, rate, {}, rare);
        if (rate.isPriced() && cell.rare.webSearches != 0) {
            addMoney(m_month.fees, costOf({}, {.webSearches = cell.rare.webSearches}, rate));
        }
    }
    void takePart(MeteredPart part, TokenClass tokenClass, const Rate &rate, const TokenCounts &tokens, const RareCounts &rare)
    {
        part.tokens = tokens.total() + rare.tokens();
        if (part.tokens == 0) {
            return;
        }
        part.tokenClass = tokenClass;
        if (rate.isPriced()) {
            part.cost = costOf(tokens, rare, rate).atto();
            part.price = priceOfClass(rate, tokenClass);
        }
        m_month.parts.push_back(std::move(part));
    }

    const PayerRules &m_rules;
    ModelNames &m_names;
    MeteredMonth m_month{};
    std::set<std::string> m_undecided{};
};

} // namespace

std::optional<std::int64_t> priceOfClass(const Rate &rate, TokenClass tokenClass)
{
    switch (tokenClass) {
    case TokenClass::Input: return rate.input;
    case TokenClass::CacheRead: return rate.cacheRead;
    case TokenClass::CacheWrite:
    case TokenClass::CacheWrite5m: return rate.cacheWrite5m;
    case TokenClass::CacheWrite1h: return rate.cacheWrite1h;
    case TokenClass::Output:
    case TokenClass::Reasoning: return rate.output;
    case TokenClass::Unknown: break;
    }
    return std::nullopt;
}

Result<MeteredMonth> meteredMonth(LedgerReader &reader, ModelNames &names, const ReconcileRequest &request)
{
    const Result<std::vector<SourcePayer>> payers = reader.payers();
    if (!payers) {
        return payers.problem();
    }
    const Result<UsageCells> inView = cellsOfMonth(reader, request.month, request.userZone);
    if (!inView) {
        return inView.problem();
    }
    const Result<UsageCells> inProviderDays = cellsOfMonth(reader, request.month, request.providerZone);
    if (!inProviderDays) {
        return inProviderDays.problem();
    }
    const PayerRules rules{*payers, request.account};
    MeteredBuilder builder{rules, names};
    builder.takeView(*inView);
    builder.takeProviderDays(*inProviderDays);
    return builder.taken();
}

Result<std::vector<EdgeRecord>> edgeRecords(LedgerReader &reader, const ReconcileRequest &request)
{
    const Result<std::vector<SourcePayer>> payers = reader.payers();
    if (!payers) {
        return payers.problem();
    }
    const PayerRules rules{*payers, request.account};
    std::vector<EdgeRecord> edge;
    // At either end of the month the days of one side reach further than those of the other.
    const auto takeEnd = [&](year_month month, bool isBegin) -> Result<Done> {
        const LocalDay first{local_days{month / 1}};
        const UtcTime provider = request.providerZone.startOf(first);
        const UtcTime user = request.userZone.startOf(first);
        if (provider == user) {
            return Done{};
        }
        const auto [from, to] = std::minmax(provider, user);
        RecordQuestion question{.filter = {.from = request.userZone.dayOf(from), .to = request.userZone.dayOf(to), .after = from - milliseconds{1}, .upTo = to - milliseconds{1}},
                                .descending = false,
                                .limit = MostEdgeRecords};
        const Result<RecordPage> page = reader.records(question, request.userZone);
        if (!page) {
            return page.problem();
        }
        const bool isInProviderDays = (provider < user) == isBegin;
        for (const RecordRow &row : page->rows) {
            if (row.precision == Precision::Instant && !row.isExcluded() && rules.of(row.sourceFormat, row.serving.provider, row.rate.modelKey) != Belonging::Elsewhere) {
                edge.push_back({row, isInProviderDays});
            }
        }
        return Done{};
    };
    if (const Result<Done> begin = takeEnd(request.month, true); !begin) {
        return begin.problem();
    }
    if (const Result<Done> end = takeEnd(request.month + months{1}, false); !end) {
        return end.problem();
    }
    if (edge.size() > MostEdgeRecords) {
        edge.resize(MostEdgeRecords);
    }
    return edge;
}

} // namespace tokenmeter
