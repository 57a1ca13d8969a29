// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/Report.h"

#include "flow/ModelNames.h"
#include "flow/ReportKeys.h"

#include <algorithm>
#include <array>
#include <compare>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr std::array<std::pair<ReportKey, std::string_view>, 13> Names{{
    {ReportKey::Hour, "hour"},       {ReportKey::Day, "day"},         {ReportKey::Week, "week"},     {ReportKey::Month, "month"},
    {ReportKey::Provider, "provider"}, {ReportKey::Model, "model"},   {ReportKey::Project, "project"}, {ReportKey::Session, "session"},
    {ReportKey::Source, "source"},   {ReportKey::Account, "account"}, {ReportKey::Tier, "tier"},     {ReportKey::Agent, "agent"},
    {ReportKey::Tag, "tag"},
}};

bool has(const ReportRequest &request, ReportKey key)
{
    return std::find(request.groupBy.begin(), request.groupBy.end(), key) != request.groupBy.end();
}

/// The finest times that are asked for: coarser ones follow from them. Hours come with their day, since rows that are
/// only known by day have no hour; and a week can lie in two months, so that the days decide.
std::vector<Dimension> timeDimensions(const ReportRequest &request)
{
    const bool day = has(request, ReportKey::Day);
    const bool week = has(request, ReportKey::Week);
    const bool month = has(request, ReportKey::Month);
    std::vector<Dimension> dimensions;
    if (has(request, ReportKey::Hour)) {
        dimensions.push_back(Dimension::Hour);
        if (!request.currency.empty()) {
            return dimensions; // UTC days are asked for as well, and with hours they tell the local day
        }
    }
    if (day || (week && month) || ((week || month) && !dimensions.empty())) {
        dimensions.push_back(Dimension::Day);
    } else if (week || month) {
        dimensions.push_back(week ? Dimension::Week : Dimension::Month);
    }
    return dimensions;
}

struct KeyPart
{
    bool known = false;
    std::int64_t order = 0; ///< of times
    std::string text{};
    friend auto operator<=>(const KeyPart &, const KeyPart &) = default;
};

/// Reads the keys of one cell.
class CellKeys
{
public:
    CellKeys(const UsageCells &cells, const Zone &zone) : m_cells{cells}, m_zone{zone} {}

    std::int64_t raw(const UsageCell &cell, Dimension dimension) const
    {
        const auto at = std::find(m_cells.dimensions.begin(), m_cells.dimensions.end(), dimension);
        return at == m_cells.dimensions.end() ? 0 : cell.key[std::size_t(at - m_cells.dimensions.begin())];
    }
    bool asked(Dimension dimension) const
    {
        return std::find(m_cells.dimensions.begin(), m_cells.dimensions.end(), dimension) != m_cells.dimensions.end();
    }
    const std::string &name(const UsageCell &cell, Dimension dimension) const { return nameOf(m_cells, raw(cell, dimension)); }

    KeyPart hour(const UsageCell &cell) const
    {
        const std::int64_t quarter = raw(cell, Dimension::Hour);
        if (quarter == NoHour) {
            return {};
        }
        return {.known = true, .order = quarter, .text = hourText(utcFromMs(quarter * 900'000), m_zone)};
    }
    KeyPart day(const UsageCell &cell) const
    {
        const LocalDay day = dayOf(cell);
        return {.known = true, .order = day.time_since_epoch().count(), .text = toIso(day)};
    }
    KeyPart week(const UsageCell &cell) const
    {
        LocalDay monday{days{raw(cell, Dimension::Week)}};
        if (!asked(Dimension::Week)) {
            const LocalDay day = dayOf(cell);
            monday = day - (weekday{day} - Monday);
        }
        return {.known = true, .order = monday.time_since_epoch().count(), .text = weekText(monday)};
    }
    KeyPart month(const UsageCell &cell) const
    {
        std::int64_t month = raw(cell, Dimension::Month);
        if (!asked(Dimension::Month)) {
            const year_month_day date{dayOf(cell)};
            month = std::int64_t{int(date.year())} * 12 + unsigned(date.month()) - 1;
        }
        return {.known = true, .order = month, .text = monthText(month)};
    }

private:
    LocalDay dayOf(const UsageCell &cell) const
    {
        if (asked(Dimension::Day)) {
            return LocalDay{days{raw(cell, Dimension::Day)}};
        }
        const std::int64_t quarter = raw(cell, Dimension::Hour);
        // What is only known by day has the same date in every zone.
        return quarter == NoHour ? LocalDay{days{raw(cell, Dimension::UtcDay)}} : m_zone.dayOf(utcFromMs(quarter * 900'000));
    }

    const UsageCells &m_cells;
    const Zone &m_zone;
};

KeyPart textPart(const std::string &text)
{
    return {.known = !text.empty(), .order = 0, .text = text};
}

/// The group of what has no such tag comes first, apart from a value of that name.
KeyPart tagPart(const std::string &value)
{
    return {.known = true, .order = value.empty() ? 0 : 1, .text = value.empty() ? "untagged" : value};
}

struct Group
{
    Spend spend{};
    std::map<std::pair<LocalDay, Currency>, Int128> amounts; ///< by UTC day; filled when a currency is asked for
};

using Groups = std::map<std::vector<KeyPart>, Group>;

void convertGroups(Groups &groups, Currency to, const ExchangeRates &rates, Report &report)
{
    std::vector<DatedAmount> amounts;
    for (const auto &[key, group] : groups) {
        for (const auto &[place, atto] : group.amounts) {
            amounts.push_back({.day = place.first, .currency = place.second, .atto = atto});
        }
    }
    Conversion conversion = convertAll(amounts, to, rates);
    std::size_t i = 0;
    for (auto &[key, group] : groups) {
        for (const auto &[place, atto] : group.amounts) {
            addMoney(group.spend.cost, conversion.done[i] ? Money::fromAtto(conversion.converted[i], to) : Money::fromAtto(atto, place.second));
            ++i;
        }
    }
    report.rates = std::move(conversion.rates);
    report.missing = std::move(conversion.missing);
}

Result<EffectiveUsage> withoutPlans(Result<UsageCells> cells)
{
    return cells ? Result<EffectiveUsage>{EffectiveUsage{.cells = *std::move(cells), .shares = {}}} : Result<EffectiveUsage>{cells.problem()};
}

} // namespace

std::string_view nameOf(ReportKey key)
{
    return std::find_if(Names.begin(), Names.end(), [key](const auto &name) { return name.first == key; })->second;
}

Result<Done> readGroupBy(std::string_view list, ReportRequest &request)
{
    std::vector<ReportKey> keys;
    std::string tagKey;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        const std::string_view word = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        const std::size_t colon = word.find(':');
        const auto found = std::find_if(Names.begin(), Names.end(), [&](const auto &name) { return name.second == word.substr(0, colon); });
        const bool isTag = found != Names.end() && found->first == ReportKey::Tag;
        const std::string_view tag = colon == std::string_view::npos ? std::string_view{} : word.substr(colon + 1);
        if (found == Names.end() || isTag == tag.empty() || std::find(keys.begin(), keys.end(), found->first) != keys.end()) {
            return Problem{.cause = Cause::BadArgument, .args = {"group-by", std::string{word}}};
        }
        keys.push_back(found->first);
        tagKey = isTag ? std::string{tag} : tagKey;
    }
    request.groupBy = std::move(keys);
    request.tagKey = std::move(tagKey);
    return Done{};
}

std::vector<Dimension> dimensionsOf(const ReportRequest &request)
{
    std::vector<Dimension> dimensions = timeDimensions(request);
    const bool models = has(request, ReportKey::Model) || !request.filter.models.empty();
    if (has(request, ReportKey::Provider) || models) {
        dimensions.push_back(Dimension::Provider);
    }
    if (models) {
        dimensions.push_back(Dimension::Model);
    }
    for (const auto &[key, dimension] : {std::pair{ReportKey::Project, Dimension::Project}, std::pair{ReportKey::Session, Dimension::Session},
                                         std::pair{ReportKey::Source, Dimension::Source}, std::pair{ReportKey::Tier, Dimension::Tier},
                                         std::pair{ReportKey::Agent, Dimension::Agent}}) {
        if (has(request, key)) {
            dimensions.push_back(dimension);
        }
    }
    if (has(request, ReportKey::Tag)) {
        dimensions.push_back(Dimension::Tag);
    }
    if (!request.currency.empty()) {
        dimensions.push_back(Dimension::UtcDay);
    }
    return dimensions;
}

Report reportFrom(const UsageCells &cells, const ExchangeRates &rates, Pricer &pricer, const ReportRequest &request)
{
    const Currency to{request.currency};
    const CellKeys keys{cells, request.zone};
    ModelNames names{pricer, request.now};
    Groups groups;
    for (const UsageCell &cell : cells.cells) {
        const Rate &rate = rateOf(cells, cell);
        const std::string &raw = keys.name(cell, Dimension::Model);
        const auto model = [&]() -> const Pricer::ModelName & {
            return names.of(keys.name(cell, Dimension::Provider), raw, rate.modelKey);
        };
        if (!request.filter.models.empty() && !modelMatches(request.filter.models, raw, model())) {
            continue;
        }
        std::vector<KeyPart> key;
        for (const ReportKey part : request.groupBy) {
            switch (part) {
            case ReportKey::Hour:
                key.push_back(keys.hour(cell));
                break;
            case ReportKey::Day:
                key.push_back(keys.day(cell));
                break;
            case ReportKey::Week:
                key.push_back(keys.week(cell));
                break;
            case ReportKey::Month:
                key.push_back(keys.month(cell));
                break;
            case ReportKey::Provider:
                key.push_back(textPart(keys.name(cell, Dimension::Provider)));
                break;
            case ReportKey::Model:
                key.push_back(textPart(request.rawModels ? raw : model().id));
                break;
            case ReportKey::Project:
                key.push_back(textPart(keys.name(cell, Dimension::Project)));
                break;
            case ReportKey::Session:
                key.push_back(textPart(keys.name(cell, Dimension::Session)));
                break;
            case ReportKey::Source:
                key.push_back(textPart(keys.name(cell, Dimension::Source)));
                break;
            case ReportKey::Tier:
                key.push_back(textPart(keys.name(cell, Dimension::Tier)));
                break;
            case ReportKey::Agent:
                key.push_back(textPart(keys.name(cell, Dimension::Agent)));
                break;
            case ReportKey::Account:
                key.push_back({});
                break;
            case ReportKey::Tag:
                key.push_back(tagPart(keys.name(cell, Dimension::Tag)));
                break;
            }
        }
        Group &group = groups[std::move(key)];
        if (to.isNone()) {
            addCell(group.spend, cell, rate);
            continue;
        }
        addCounts(group.spend, cell, rate.isPriced());
        if (rate.isPriced()) {
            const LocalDay day{days{keys.raw(cell, Dimension::UtcDay)}};
            group.amounts[{day, rate.currency}] += costOf(cell, rate).atto();
        }
    }

    Report report{.request = request};
    if (!to.isNone()) {
        convertGroups(groups, to, rates, report);
    }
    for (auto &[key, group] : groups) {
        report.total += group.spend;
        if (request.groupBy.empty()) {
            continue;
        }
        ReportGroup row{.key = {}, .spend = std::move(group.spend)};
        for (const KeyPart &part : key) {
            row.key.push_back(part.known ? std::optional{part.text} : std::nullopt);
        }
        report.groups.push_back(std::move(row));
    }
    return report;
}

Result<Report> reportOf(LedgerReader &reader, Pricer &pricer, const ReportRequest &request)
{
    if (!request.currency.empty() && Currency{request.currency}.isNone()) {
        return Problem{.cause = Cause::BadArgument, .args = {"currency", request.currency}};
    }
    const std::vector<Dimension> dimensions = dimensionsOf(request);
    if (dimensions.size() > MaxDimensions) {
        return Problem{.cause = Cause::BadArgument, .args = {"group-by", std::to_string(dimensions.size())}};
    }
    // A raw name may have stood for several models, so the rates decide which usage a model filter means.
    UsageFilter filter = request.filter;
    filter.models.clear();
    const UsageOptions options{.tagKey = request.tagKey, .progress = {}};
    const bool isEffective = request.basis == CostBasis::Effective;
    Result<EffectiveUsage> usage = isEffective ? effectiveUsage(reader, pricer, request.filter, dimensions, request.zone, options, request.now)
                                               : withoutPlans(reader.usage(filter, dimensions, request.zone, options));
    if (!usage) {
        return usage.problem();
    }
    ExchangeRates rates;
    if (!request.currency.empty()) {
        const Result<std::vector<ExchangeRate>> stored = reader.exchangeRates();
        if (!stored) {
            return stored.problem();
        }
        rates = ExchangeRates{*stored};
    }
    Report report = reportFrom(usage->cells, rates, pricer, request);
    if (isEffective) {
        const Result<std::vector<PlanStanding>> standings = planStandingsOf(reader, pricer, request.now, request.zone);
        if (!standings) {
            return standings.problem();
        }
        report.shares = std::move(usage->shares);
        report.lines = planLinesOf(*standings, request.filter.from, request.filter.to, request.zone.dayOf(request.now), request.zone);
    }
    return report;
}

} // namespace tokenmeter
